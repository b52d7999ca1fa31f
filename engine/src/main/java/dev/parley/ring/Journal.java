package dev.parley.ring;

import dev.parley.codec.EventEncoder;
import dev.parley.domain.AssignReason;
import dev.parley.domain.Events;
import dev.parley.domain.FirstResponse;
import dev.parley.domain.Header;
import dev.parley.domain.Presence;
import dev.parley.domain.QueueReason;
import dev.parley.domain.Role;
import dev.parley.domain.Slice;

/**
 * What the decider emits into: each event gets its position, is encoded into the command's
 * transaction and takes effect on the floor at once, so that the rest of the decision sees it. The
 * transaction is appended as a whole once the decision is made. Allocates nothing per event.
 */
final class Journal implements Events {
    private final Staging staging;
    private final EventEncoder encoder;
    private final Events floor;

    Journal(Staging staging, Events floor) {
        this.staging = staging;
        this.encoder = staging.encoder();
        this.floor = floor;
    }

    @Override
    public void accountRegistered(Header h, long keyId, Slice name) {
        staging.begin(h);
        encoder.accountRegistered(h, keyId, name);
        staging.end();
        floor.accountRegistered(h, keyId, name);
    }

    @Override
    public void shopRegistered(Header h, int targetSeconds, Slice code, Slice name) {
        staging.begin(h);
        encoder.shopRegistered(h, targetSeconds, code, name);
        staging.end();
        floor.shopRegistered(h, targetSeconds, code, name);
    }

    @Override
    public void inboxRegistered(
            Header h,
            long shop,
            long identifierHi,
            long identifierLo,
            Slice identifier,
            Slice settings) {
        staging.begin(h);
        encoder.inboxRegistered(h, shop, identifierHi, identifierLo, identifier, settings);
        staging.end();
        floor.inboxRegistered(h, shop, identifierHi, identifierLo, identifier, settings);
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
        staging.begin(h);
        encoder.agentRegistered(h, keyId, capacity, role, tokenHi, tokenLo, name, email);
        staging.end();
        floor.agentRegistered(h, keyId, capacity, role, tokenHi, tokenLo, name, email);
    }

    @Override
    public void agentUpdated(Header h, int capacity, Role role, Slice name, Slice email) {
        staging.begin(h);
        encoder.agentUpdated(h, capacity, role, name, email);
        staging.end();
        floor.agentUpdated(h, capacity, role, name, email);
    }

    @Override
    public void agentTokenIssued(Header h, long tokenHi, long tokenLo) {
        staging.begin(h);
        encoder.agentTokenIssued(h, tokenHi, tokenLo);
        staging.end();
        floor.agentTokenIssued(h, tokenHi, tokenLo);
    }

    @Override
    public void presenceChanged(Header h, Presence presence) {
        staging.begin(h);
        encoder.presenceChanged(h, presence);
        staging.end();
        floor.presenceChanged(h, presence);
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
        staging.begin(h);
        encoder.visitorRegistered(h, keyId, shop, inbox, sourceHi, sourceLo, sourceId, profile);
        staging.end();
        floor.visitorRegistered(h, keyId, shop, inbox, sourceHi, sourceLo, sourceId, profile);
    }

    @Override
    public void visitorUpdated(Header h, Slice profile) {
        staging.begin(h);
        encoder.visitorUpdated(h, profile);
        staging.end();
        floor.visitorUpdated(h, profile);
    }

    @Override
    public void visitorErased(Header h, long keyId) {
        staging.begin(h);
        encoder.visitorErased(h, keyId);
        staging.end();
        floor.visitorErased(h, keyId);
    }

    @Override
    public void visitorRecalled(Header h, long keyId, long shop, long inbox) {
        staging.begin(h);
        encoder.visitorRecalled(h, keyId, shop, inbox);
        staging.end();
        floor.visitorRecalled(h, keyId, shop, inbox);
    }

    @Override
    public void conversationStarted(
            Header h, long shop, long inbox, long visitor, long number, Slice context) {
        staging.begin(h);
        encoder.conversationStarted(h, shop, inbox, visitor, number, context);
        staging.end();
        floor.conversationStarted(h, shop, inbox, visitor, number, context);
    }

    @Override
    public void messagePosted(
            Header h, long message, boolean note, Slice content, Slice attributes) {
        staging.begin(h);
        encoder.messagePosted(h, message, note, content, attributes);
        staging.end();
        floor.messagePosted(h, message, note, content, attributes);
    }

    @Override
    public void messageUpdated(
            Header h, long message, int messageSeq, boolean note, Slice content, Slice attributes) {
        staging.begin(h);
        encoder.messageUpdated(h, message, messageSeq, note, content, attributes);
        staging.end();
        floor.messageUpdated(h, message, messageSeq, note, content, attributes);
    }

    @Override
    public void firstResponseArmed(Header h, long warnAt, long deadline) {
        staging.begin(h);
        encoder.firstResponseArmed(h, warnAt, deadline);
        staging.end();
        floor.firstResponseArmed(h, warnAt, deadline);
        staging.due(h.stream);
    }

    @Override
    public void firstResponseWarned(Header h, long intendedAt) {
        staging.begin(h);
        encoder.firstResponseWarned(h, intendedAt);
        staging.end();
        floor.firstResponseWarned(h, intendedAt);
        staging.due(h.stream);
    }

    @Override
    public void firstResponseBreached(Header h, long intendedAt) {
        staging.begin(h);
        encoder.firstResponseBreached(h, intendedAt);
        staging.end();
        floor.firstResponseBreached(h, intendedAt);
    }

    @Override
    public void firstResponseMet(Header h, long elapsedMicros, boolean withinTarget) {
        staging.begin(h);
        encoder.firstResponseMet(h, elapsedMicros, withinTarget);
        staging.end();
        floor.firstResponseMet(h, elapsedMicros, withinTarget);
    }

    @Override
    public void conversationQueued(Header h, QueueReason reason, long previousAgent) {
        staging.begin(h);
        encoder.conversationQueued(h, reason, previousAgent);
        staging.end();
        floor.conversationQueued(h, reason, previousAgent);
    }

    @Override
    public void conversationAssigned(
            Header h, AssignReason reason, long agent, long previousAgent) {
        staging.begin(h);
        encoder.conversationAssigned(h, reason, agent, previousAgent);
        staging.end();
        floor.conversationAssigned(h, reason, agent, previousAgent);
    }

    @Override
    public void conversationResolved(Header h, long agent) {
        staging.begin(h);
        encoder.conversationResolved(h, agent);
        staging.end();
        floor.conversationResolved(h, agent);
    }

    @Override
    public void conversationReopened(Header h) {
        staging.begin(h);
        encoder.conversationReopened(h);
        staging.end();
        floor.conversationReopened(h);
        staging.due(h.stream);
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
        staging.begin(h);
        encoder.conversationRecalled(
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
        staging.end();
        floor.conversationRecalled(
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
        staging.due(h.stream);
    }

    @Override
    public void conversationRated(Header h, int rating, Slice comment) {
        staging.begin(h);
        encoder.conversationRated(h, rating, comment);
        staging.end();
        floor.conversationRated(h, rating, comment);
    }

    @Override
    public void conversationSeen(Header h, int seenSeq) {
        staging.begin(h);
        encoder.conversationSeen(h, seenSeq);
        staging.end();
        floor.conversationSeen(h, seenSeq);
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
        staging.begin(h);
        encoder.conversationImported(h, shop, keyId, number, externalHi, externalLo, externalId);
        staging.end();
        floor.conversationImported(h, shop, keyId, number, externalHi, externalLo, externalId);
    }

    @Override
    public void messageImported(Header h, long message, Slice content) {
        staging.begin(h);
        encoder.messageImported(h, message, content);
        staging.end();
        floor.messageImported(h, message, content);
    }

    @Override
    public void clockStepped(Header h, long deltaMicros) {
        staging.begin(h);
        encoder.clockStepped(h, deltaMicros);
        staging.end();
        floor.clockStepped(h, deltaMicros);
        staging.stepped();
    }
}
