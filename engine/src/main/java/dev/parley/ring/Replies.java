package dev.parley.ring;

import dev.parley.domain.Answer;
import dev.parley.domain.Rejection;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What callers are owed: how many answers and how many bytes of commands are under way, both
 * bounded. A command counts from before it takes a slot until its answer is being told, so that
 * answers not told yet are bounded as well. Any thread.
 */
final class Replies {
    private final int maximum;
    private final long maximumBytes;
    private final Answers answers;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicLong bytesUnderWay = new AtomicLong();

    Replies(int maximum, long maximumBytes, Answers answers) {
        this.maximum = maximum;
        this.maximumBytes = maximumBytes;
        this.answers = answers;
    }

    /** Counts a command in, whether it fits or not; {@link #giveBack} undoes it. */
    boolean take(int bytes) {
        int count = underWay.incrementAndGet();
        long sum = bytesUnderWay.addAndGet(bytes);
        return count <= maximum && sum <= maximumBytes;
    }

    void giveBack(int bytes) {
        bytesUnderWay.addAndGet(-bytes);
        underWay.decrementAndGet();
    }

    int underWay() {
        return underWay.get();
    }

    long bytesUnderWay() {
        return bytesUnderWay.get();
    }

    /**
     * Tells what was decided, the thread that blocks for it or the reply's own executor; frees the
     * slot.
     */
    void release(Slot slot) {
        if (slot.reply instanceof AnswerFuture future && future.isAwaited()) {
            // Before anybody is woken, who may ask again at once.
            giveBack(slot.bytes);
            if (future.arrive(slot.outcome, slot.head)) {
                slot.free();
                return;
            }
            boolean _ = take(slot.bytes);
        }
        tell(slot, slot.answer());
    }

    /** Tells that nobody knows, if the slot's answer is still owed. */
    void abandon(Slot slot) {
        tell(slot, Answer.refused(Rejection.OUTCOME_UNKNOWN));
    }

    private void tell(Slot slot, Answer answer) {
        Reply reply = slot.reply;
        if (reply == null) {
            return;
        }
        int bytes = slot.bytes;
        slot.free();
        Runnable telling =
                () -> {
                    giveBack(bytes);
                    reply.answered(answer);
                };
        Executor teller = reply.teller(answer, answers);
        if (teller == answers) {
            answers.execute(telling);
        } else {
            tellBy(teller, telling);
        }
    }

    /** A caller's executor that has ended or fails ends no shard, and has nothing told twice. */
    private void tellBy(Executor callers, Runnable telling) {
        AtomicBoolean told = new AtomicBoolean();
        Runnable once =
                () -> {
                    if (!told.getAndSet(true)) {
                        telling.run();
                    }
                };
        try {
            callers.execute(once);
        } catch (RuntimeException | Error _) {
            answers.execute(once);
        }
    }
}
