package dev.parley.axon.processors;

import java.util.List;

/**
 * An event set aside by a processor.
 *
 * @param position its place in the log, from where a retry reads it
 * @param account whose event it is, 0 where that is not known
 * @param type name of its type
 * @param tags what it shares with the events that must wait for it
 * @param parkedAtMicros when, epoch microseconds
 * @param attempts how often it was tried: 0 where it only waits behind another
 * @param behind position of the event it waits for, {@link #NOTHING} where it failed itself
 * @param cause why it could not be taken in, in at most {@link #CAUSE_CHARS} characters
 */
public record ParkedEvent(
        long position,
        long account,
        String type,
        List<String> tags,
        long parkedAtMicros,
        int attempts,
        long behind,
        String cause) {
    /** What {@code behind} is of an event that failed itself. */
    public static final long NOTHING = -1;

    /** Longest text of a cause. */
    public static final int CAUSE_CHARS = 400;

    private static final int TYPE_CHARS = 200;
    private static final int CAUSES = 4;

    public ParkedEvent {
        type = bounded(type, TYPE_CHARS);
        cause = bounded(cause, CAUSE_CHARS);
        tags = List.copyOf(tags);
    }

    /** The same after one more failure. */
    ParkedEvent failedAgain(Throwable why) {
        return new ParkedEvent(
                position, account, type, tags, parkedAtMicros, attempts + 1, NOTHING, said(why));
    }

    boolean sharesTagWith(Iterable<String> others) {
        for (String other : others) {
            if (tags.contains(other)) {
                return true;
            }
        }
        return false;
    }

    /** The exception and its causes, in one line. */
    static String said(Throwable why) {
        StringBuilder text = new StringBuilder(why.toString());
        Throwable cause = why.getCause();
        for (int i = 0; i < CAUSES && cause != null; i++) {
            text.append(" <- ").append(cause);
            cause = cause.getCause();
        }
        return bounded(text.toString().replaceAll("\\s*\\R\\s*", " "), CAUSE_CHARS);
    }

    private static String bounded(String text, int chars) {
        if (text.length() <= chars) {
            return text;
        }
        int end = chars - 1;
        // Half of a character beyond the first 65,536 has no UTF-8 form, so no JSON either.
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
                + "…";
    }
}
