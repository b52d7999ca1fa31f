package dev.parley.ring;

import dev.parley.domain.Answer;
import dev.parley.domain.Outcome;
import dev.parley.domain.Request;

import org.jspecify.annotations.Nullable;

/**
 * One place of the ring: a request or an append on its way in, its answer on its way out. Written
 * by the caller until published, by the writer until its sequence passes, then by the reader, who
 * frees it.
 */
final class Slot {
    /** Null where the slot is free or holds an append. */
    @Nullable Request request;

    /** Null where the slot is free or holds a request. */
    @Nullable Append append;

    /** Whom to tell; null where the slot is free. */
    @Nullable Reply reply;

    /** What its content takes of the ring's byte budget. */
    int bytes;

    /** What was decided. */
    final Outcome outcome = new Outcome();

    /** Head of the log at the decision: released is what lies below it, then the answer. */
    long head;

    /** Takes the answer out, as a value that may leave the ring. */
    Answer answer() {
        return Answer.of(outcome, head);
    }

    /** Whether a thread blocks for the answer. */
    boolean isAwaited() {
        return reply instanceof AnswerFuture future && future.isAwaited();
    }

    /** Whether the writer may let the answer go: nobody's thread has to be started for it. */
    boolean isQuick() {
        Reply waiting = reply;
        return isAwaited() || (waiting != null && waiting.isQuick());
    }

    void free() {
        request = null;
        append = null;
        reply = null;
    }
}
