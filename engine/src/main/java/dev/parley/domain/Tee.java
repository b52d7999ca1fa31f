package dev.parley.domain;

/**
 * Passes every fact to two listeners, the first before the second. No state of its own; as many
 * threads as its listeners bear.
 */
public final class Tee implements Events {
    private final Events first;
    private final Events second;

    public Tee(Events first, Events second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public void accountRegistered(Header h, long keyId, Slice name) {
        first.accountRegistered(h, keyId, name);
        second.accountRegistered(h, keyId, name);
    }

    @Override
    public void shopRegistered(Header h, int targetSeconds, Slice code, Slice name) {
        first.shopRegistered(h, targetSeconds, code, name);
        second.shopRegistered(h, targetSeconds, code, name);
    }

    @Override
    public void inboxRegistered(
            Header h,
            long shop,
            long identifierHi,
            long identifierLo,
            Slice identifier,
            Slice settings) {
        first.inboxRegistered(h, shop, identifierHi, identifierLo, identifier, settings);
        second.inboxRegistered(h, shop, identifierHi, identifierLo, identifier, settings);
    }

    @Override
    public void agentRegistered(
            Header h,
            long keyId,
            int capacity,
            Role role,
            long tokenHi,
            long tokenLo,
            Slice name,
            Slice email) {
        first.agentRegistered(h, keyId, capacity, role, tokenHi, tokenLo, name, email);
        second.agentRegistered(h, keyId, capacity, role, tokenHi, tokenLo, name, email);
    }

    @Override
    public void agentUpdated(Header h, int capacity, Role role, Slice name, Slice email) {
        first.agentUpdated(h, capacity, role, name, email);
        second.agentUpdated(h, capacity, role, name, email);
    }

    @Override
    public void agentTokenIssued(Header h, long tokenHi, long tokenLo) {
        first.agentTokenIssued(h, tokenHi, tokenLo);
        second.agentTokenIssued(h, tokenHi, tokenLo);
    }

    @Override
    public void presenceChanged(Header h, Presence presence) {
        first.presenceChanged(h, presence);
        second.presenceChanged(h, presence);
    }

    @Override
    public void visitorRegistered(
            Header h,
            long keyId,
            long shop,
            long inbox,
            long sourceHi,
            long sourceLo,
            Slice sourceId,
            Slice profile) {
        first.visitorRegistered(h, keyId, shop, inbox, sourceHi, sourceLo, sourceId, profile);
        second.visitorRegistered(h, keyId, shop, inbox, sourceHi, sourceLo, sourceId, profile);
    }

    @Override
    public void visitorUpdated(Header h, Slice profile) {
        first.visitorUpdated(h, profile);
        second.visitorUpdated(h, profile);
    }

    @Override
    public void visitorErased(Header h, long keyId) {
        first.visitorErased(h, keyId);
        second.visitorErased(h, keyId);
    }

    @Override
    public void visitorRecalled(Header h, long keyId, long shop, long inbox) {
        first.visitorRecalled(h, keyId, shop, inbox);
        second.visitorRecalled(h, keyId, shop, inbox);
    }

    @Override
    public void conversationStarted(
            Header h, long shop, long inbox, long visitor, long number, Slice context) {
        first.conversationStarted(h, shop, inbox, visitor, number, context);
        second.conversationStarted(h, shop, inbox, visitor, number, context);
    }

    @Override
    public void messagePosted(
            Header h, long message, boolean note, Slice content, Slice attributes) {
        first.messagePosted(h, message, note, content, attributes);
        second.messagePosted(h, message, note, content, attributes);
    }

    @Override
    public void messageUpdated(
            Header h, long message, int messageSeq, boolean note, Slice content, Slice attributes) {
        first.messageUpdated(h, message, messageSeq, note, content, attributes);
        second.messageUpdated(h, message, messageSeq, note, content, attributes);
    }

    @Override
    public void firstResponseArmed(Header h, long warnAt, long deadline) {
        first.firstResponseArmed(h, warnAt, deadline);
        second.firstResponseArmed(h, warnAt, deadline);
    }

    @Override
    public void firstResponseWarned(Header h, long intendedAt) {
        first.firstResponseWarned(h, intendedAt);
        second.firstResponseWarned(h, intendedAt);
    }

    @Override
    public void firstResponseBreached(Header h, long intendedAt) {
        first.firstResponseBreached(h, intendedAt);
        second.firstResponseBreached(h, intendedAt);
    }

    @Override
    public void firstResponseMet(Header h, long elapsedMicros, boolean withinTarget) {
        first.firstResponseMet(h, elapsedMicros, withinTarget);
        second.firstResponseMet(h, elapsedMicros, withinTarget);
    }

    @Override
    public void conversationQueued(Header h, QueueReason reason, long previousAgent) {
        first.conversationQueued(h, reason, previousAgent);
        second.conversationQueued(h, reason, previousAgent);
    }

    @Override
    public void conversationAssigned(
            Header h, AssignReason reason, long agent, long previousAgent) {
        first.conversationAssigned(h, reason, agent, previousAgent);
        second.conversationAssigned(h, reason, agent, previousAgent);
    }

    @Override
    public void conversationResolved(Header h, long agent) {
        first.conversationResolved(h, agent);
        second.conversationResolved(h, agent);
    }

    @Override
    public void conversationReopened(Header h) {
        first.conversationReopened(h);
        second.conversationReopened(h);
    }

    @Override
    public void conversationRecalled(
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
            long resolvedAt) {
        first.conversationRecalled(
                h,
                shop,
                inbox,
                visitor,
                number,
                seq,
                visitorSeq,
                firstResponse,
                armedAt,
                deadline,
                resolvedAt);
        second.conversationRecalled(
                h,
                shop,
                inbox,
                visitor,
                number,
                seq,
                visitorSeq,
                firstResponse,
                armedAt,
                deadline,
                resolvedAt);
    }

    @Override
    public void conversationRated(Header h, int rating, Slice comment) {
        first.conversationRated(h, rating, comment);
        second.conversationRated(h, rating, comment);
    }

    @Override
    public void conversationSeen(Header h, int seenSeq) {
        first.conversationSeen(h, seenSeq);
        second.conversationSeen(h, seenSeq);
    }

    @Override
    public void conversationImported(
            Header h,
            long shop,
            long keyId,
            long number,
            long externalHi,
            long externalLo,
            Slice externalId) {
        first.conversationImported(h, shop, keyId, number, externalHi, externalLo, externalId);
        second.conversationImported(h, shop, keyId, number, externalHi, externalLo, externalId);
    }

    @Override
    public void messageImported(Header h, long message, Slice content) {
        first.messageImported(h, message, content);
        second.messageImported(h, message, content);
    }

    @Override
    public void clockStepped(Header h, long deltaMicros) {
        first.clockStepped(h, deltaMicros);
        second.clockStepped(h, deltaMicros);
    }
}
