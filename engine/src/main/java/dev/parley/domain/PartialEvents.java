package dev.parley.domain;

/**
 * Events of which an implementor cares for a few: every fact that it does not name is passed over.
 * Not for the encoder or the floor, which must name each one.
 */
public interface PartialEvents extends Events {
    @Override
    default void accountRegistered(Header h, long keyId, Slice name) {}

    @Override
    default void shopRegistered(Header h, int targetSeconds, Slice code, Slice name) {}

    @Override
    default void inboxRegistered(
            Header h,
            long shop,
            long identifierHi,
            long identifierLo,
            Slice identifier,
            Slice settings) {}

    @Override
    default void agentRegistered(
            Header h,
            long keyId,
            int capacity,
            Role role,
            long tokenHi,
            long tokenLo,
            Slice name,
            Slice email) {}

    @Override
    default void agentUpdated(Header h, int capacity, Role role, Slice name, Slice email) {}

    @Override
    default void agentTokenIssued(Header h, long tokenHi, long tokenLo) {}

    @Override
    default void presenceChanged(Header h, Presence presence) {}

    @Override
    default void visitorRegistered(
            Header h,
            long keyId,
            long shop,
            long inbox,
            long sourceHi,
            long sourceLo,
            Slice sourceId,
            Slice profile) {}

    @Override
    default void visitorUpdated(Header h, Slice profile) {}

    @Override
    default void visitorErased(Header h, long keyId) {}

    @Override
    default void visitorRecalled(Header h, long keyId, long shop, long inbox) {}

    @Override
    default void conversationStarted(
            Header h, long shop, long inbox, long visitor, long number, Slice context) {}

    @Override
    default void messagePosted(
            Header h, long message, boolean note, Slice content, Slice attributes) {}

    @Override
    default void messageUpdated(
            Header h,
            long message,
            int messageSeq,
            boolean note,
            Slice content,
            Slice attributes) {}

    @Override
    default void firstResponseArmed(Header h, long warnAt, long deadline) {}

    @Override
    default void firstResponseWarned(Header h, long intendedAt) {}

    @Override
    default void firstResponseBreached(Header h, long intendedAt) {}

    @Override
    default void firstResponseMet(Header h, long elapsedMicros, boolean withinTarget) {}

    @Override
    default void conversationQueued(Header h, QueueReason reason, long previousAgent) {}

    @Override
    default void conversationAssigned(
            Header h, AssignReason reason, long agent, long previousAgent) {}

    @Override
    default void conversationResolved(Header h, long agent) {}

    @Override
    default void conversationReopened(Header h) {}

    @Override
    default void conversationRecalled(
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
            long resolvedAt) {}

    @Override
    default void conversationRated(Header h, int rating, Slice comment) {}

    @Override
    default void conversationSeen(Header h, int seenSeq) {}

    @Override
    default void conversationImported(
            Header h,
            long shop,
            long keyId,
            long number,
            long externalHi,
            long externalLo,
            Slice externalId) {}

    @Override
    default void messageImported(Header h, long message, Slice content) {}

    @Override
    default void clockStepped(Header h, long deltaMicros) {}
}
