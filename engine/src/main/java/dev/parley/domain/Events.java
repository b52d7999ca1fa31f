package dev.parley.domain;

/**
 * Every fact a shard can record, one method each. The encoder, the floor, the projections and the
 * tests' recorder implement it; nothing is allocated to pass a fact on. {@code h.stream} is the id
 * of the thing the fact is about. Header and slices belong to the caller and are overwritten after
 * the call returns. Times are epoch microseconds.
 */
public interface Events {
    /** A retailer. {@code keyId} is its key, bound by this event. */
    void accountRegistered(Header h, long keyId, Slice name);

    /**
     * A shop. {@code code} is its public short name, unique in the account by convention of whoever
     * registers it.
     */
    void shopRegistered(Header h, int targetSeconds, Slice code, Slice name);

    /** A channel of a shop. {@code settings} is sealed JSON: name, allowed origins, greeting. */
    void inboxRegistered(
            Header h,
            long shop,
            long identifierHi,
            long identifierLo,
            Slice identifier,
            Slice settings);

    /** A person who answers. {@code tokenHi/Lo} is the hash by which the access token is found. */
    void agentRegistered(
            Header h,
            long keyId,
            int capacity,
            Role role,
            long tokenHi,
            long tokenLo,
            Slice name,
            Slice email);

    void agentUpdated(Header h, int capacity, Role role, Slice name, Slice email);

    /** A new access token for an agent; the old one is void. */
    void agentTokenIssued(Header h, long tokenHi, long tokenLo);

    void presenceChanged(Header h, Presence presence);

    /**
     * A customer of one inbox. {@code profile} is sealed JSON: name, email, phone, identifier,
     * attributes.
     */
    void visitorRegistered(
            Header h,
            long keyId,
            long shop,
            long inbox,
            long sourceHi,
            long sourceLo,
            Slice sourceId,
            Slice profile);

    void visitorUpdated(Header h, Slice profile);

    /**
     * A person is forgotten: the key that seals what it wrote and what is known of it is erased.
     * Comes before the ends of its open conversations, and is the last event of its stream; told
     * again where the key was still there a day later.
     */
    void visitorErased(Header h, long keyId);

    /** A visitor who had left memory is back in it; carries all that deciding needs. */
    void visitorRecalled(Header h, long keyId, long shop, long inbox);

    /**
     * An empty conversation. {@code number} is its public id in the account; {@code context} sealed
     * JSON (page).
     */
    void conversationStarted(
            Header h, long shop, long inbox, long visitor, long number, Slice context);

    /** A message or, with {@code note}, one that only agents see. The actor tells whose. */
    void messagePosted(Header h, long message, boolean note, Slice content, Slice attributes);

    /** A new text of an earlier message; the old one stays in the log. */
    void messageUpdated(
            Header h, long message, int messageSeq, boolean note, Slice content, Slice attributes);

    /** The clock of the first response runs since {@code h.recordedAt}. */
    void firstResponseArmed(Header h, long warnAt, long deadline);

    void firstResponseWarned(Header h, long intendedAt);

    /**
     * The target passed unanswered; lateness of the record is {@code h.recordedAt - intendedAt}.
     */
    void firstResponseBreached(Header h, long intendedAt);

    /** A person answered {@code elapsedMicros} after arming. */
    void firstResponseMet(Header h, long elapsedMicros, boolean withinTarget);

    /** Waits for an agent; {@code previousAgent} had it, or 0. */
    void conversationQueued(Header h, QueueReason reason, long previousAgent);

    /** Is now {@code agent}'s; {@code previousAgent} had it, or 0. */
    void conversationAssigned(Header h, AssignReason reason, long agent, long previousAgent);

    /**
     * Done; {@code agent} had it, or 0. The system resolves one by itself where it is {@link
     * Limits#EVENTS_PER_CONVERSATION full} and its agent left.
     */
    void conversationResolved(Header h, long agent);

    void conversationReopened(Header h);

    /**
     * A conversation that had left memory is back in it; carries all that deciding needs, so replay
     * needs no index.
     */
    void conversationRecalled(
            Header h,
            long shop,
            long inbox,
            long visitor,
            long number,
            int seq,
            int visitorSeq,
            FirstResponse firstResponse,
            long armedAt,
            long deadline,
            long resolvedAt);

    void conversationRated(Header h, int rating, Slice comment);

    /** The actor has seen everything up to {@code seenSeq} of its own numbering. */
    void conversationSeen(Header h, int seenSeq);

    /** A finished conversation from another system. Touches no queue, timer or capacity. */
    void conversationImported(
            Header h,
            long shop,
            long keyId,
            long number,
            long externalHi,
            long externalLo,
            Slice externalId);

    /**
     * One message of an imported conversation, in its order; {@code h.occurredAt} is when it was
     * written.
     */
    void messageImported(Header h, long message, Slice content);

    /** The wall clock stepped forward by {@code deltaMicros}: armed durations move with it. */
    void clockStepped(Header h, long deltaMicros);
}
