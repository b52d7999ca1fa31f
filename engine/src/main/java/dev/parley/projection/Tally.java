package dev.parley.projection;

/** What was counted of a shop, an agent, a day, an hour, or of all. One thread. */
public final class Tally {
    private final Durations firstResponses = new Durations();
    private final Durations resolutions = new Durations();
    long opened;
    long assigned;
    long resolved;
    long answered;
    long withinTarget;
    long messagesIn;
    long messagesOut;
    long notes;
    long loadMicros;
    long busyMicros;

    Tally() {}

    /** Conversations that began, imported ones included. */
    public long opened() {
        return opened;
    }

    /** Times a conversation came to the agent. */
    public long assigned() {
        return assigned;
    }

    /** Times a conversation was resolved; when imported ones were, nobody recorded. */
    public long resolved() {
        return resolved;
    }

    /** Conversations whose customer got a first answer. */
    public long answered() {
        return answered;
    }

    /** Those of them within the target. */
    public long withinTarget() {
        return withinTarget;
    }

    /** Messages of customers. */
    public long messagesIn() {
        return messagesIn;
    }

    /** Public messages of people who answer. */
    public long messagesOut() {
        return messagesOut;
    }

    public long notes() {
        return notes;
    }

    /** From the customer's first message to a person's first answer. */
    public Durations firstResponses() {
        return firstResponses;
    }

    /** From the beginning, or the last reopening, to the resolution. */
    public Durations resolutions() {
        return resolutions;
    }

    /** Time in which at least one conversation was held. */
    public long busyMicros() {
        return busyMicros;
    }

    /** Conversations held at once, averaged over {@link #busyMicros}; 0 where that is none. */
    public double averageLoad() {
        return busyMicros == 0 ? 0 : (double) loadMicros / busyMicros;
    }
}
