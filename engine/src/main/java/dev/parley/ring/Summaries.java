package dev.parley.ring;

import dev.parley.domain.AssignReason;
import dev.parley.domain.FirstResponse;
import dev.parley.domain.Header;
import dev.parley.domain.PartialEvents;
import dev.parley.domain.QueueReason;
import dev.parley.domain.Recalled;
import dev.parley.domain.Slice;

import org.jspecify.annotations.Nullable;

/**
 * Folds the stream of one conversation or of one visitor into what deciding needs of it. Steps of
 * the clock belong to no stream and are not seen: the deadline is the one that was armed.
 */
final class Summaries implements PartialEvents {
    /** Null until a visitor's registration was seen. */
    private Recalled.@Nullable VisitorSummary visitor;

    private long account;
    private boolean erased;
    private boolean started;
    private boolean imported;
    private long shop;
    private long inbox;
    private long visitorId;
    private long number;
    private int seq;
    private int visitorSeq;
    private FirstResponse firstResponse = FirstResponse.NONE;
    private long armedAt;
    private long deadline;
    private long resolvedAt;

    /** The visitor folded; null where the stream is no visitor's. */
    Recalled.@Nullable VisitorSummary visitor() {
        return visitor;
    }

    /** Whether the stream is that of a visitor who was erased. */
    boolean isErased() {
        return erased;
    }

    /** The conversation folded; null where the stream is not that of one held here. */
    Recalled.@Nullable ConversationSummary conversation(long id) {
        return started
                ? new Recalled.ConversationSummary(
                        id,
                        shop,
                        inbox,
                        visitorId,
                        number,
                        seq,
                        visitorSeq,
                        firstResponse,
                        armedAt,
                        deadline,
                        resolvedAt)
                : null;
    }

    /** Whether the stream is that of an imported conversation, closed for ever. */
    boolean isImported() {
        return imported;
    }

    /** The account that the stream belongs to; 0 where the stream is empty. */
    long account() {
        return account;
    }

    private void count(Header h) {
        seq = h.seq;
        visitorSeq = Math.max(visitorSeq, h.visitorSeq);
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
        account = h.account;
        visitor = new Recalled.VisitorSummary(h.stream, keyId, shop, inbox);
    }

    @Override
    public void visitorErased(Header h, long keyId) {
        erased = true;
    }

    @Override
    public void visitorRecalled(Header h, long keyId, long shop, long inbox) {
        account = h.account;
        visitor = new Recalled.VisitorSummary(h.stream, keyId, shop, inbox);
    }

    @Override
    public void conversationStarted(
            Header h, long shop, long inbox, long visitor, long number, Slice context) {
        account = h.account;
        started = true;
        this.shop = shop;
        this.inbox = inbox;
        this.visitorId = visitor;
        this.number = number;
        count(h);
    }

    @Override
    public void messagePosted(
            Header h, long message, boolean note, Slice content, Slice attributes) {
        count(h);
    }

    @Override
    public void messageUpdated(
            Header h, long message, int messageSeq, boolean note, Slice content, Slice attributes) {
        count(h);
    }

    @Override
    public void firstResponseArmed(Header h, long warnAt, long deadline) {
        armedAt = h.recordedAt;
        this.deadline = deadline;
        firstResponse = FirstResponse.ARMED;
        count(h);
    }

    @Override
    public void firstResponseWarned(Header h, long intendedAt) {
        firstResponse = FirstResponse.WARNED;
        count(h);
    }

    @Override
    public void firstResponseBreached(Header h, long intendedAt) {
        firstResponse = FirstResponse.BREACHED;
        count(h);
    }

    @Override
    public void firstResponseMet(Header h, long elapsedMicros, boolean withinTarget) {
        firstResponse = FirstResponse.MET;
        count(h);
    }

    @Override
    public void conversationQueued(Header h, QueueReason reason, long previousAgent) {
        count(h);
    }

    @Override
    public void conversationAssigned(
            Header h, AssignReason reason, long agent, long previousAgent) {
        count(h);
    }

    @Override
    public void conversationResolved(Header h, long agent) {
        resolvedAt = h.recordedAt;
        count(h);
    }

    @Override
    public void conversationReopened(Header h) {
        count(h);
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
        count(h);
    }

    @Override
    public void conversationRated(Header h, int rating, Slice comment) {
        count(h);
    }

    @Override
    public void conversationSeen(Header h, int seenSeq) {
        count(h);
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
        imported = true;
    }
}
