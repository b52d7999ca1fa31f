package dev.parley.ring;

import dev.parley.domain.Answer;
import dev.parley.domain.Outcome;
import dev.parley.domain.Rejection;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The future of an answer. A thread that blocks for it is woken by the ring itself and completes it
 * on its own; only where nobody blocks does the answers' executor. That is one wake-up less on the
 * way to a caller who waits, and still no foreign code on a thread of the ring, nor an allocation.
 *
 * <p>{@link #isFinal} says which answers are the caller's; with others {@link #answered} does what
 * is to be done next.
 */
public abstract class AnswerFuture extends CompletableFuture<Answer> implements Reply {
    /** What the first thread that blocks waits for; null while none does. */
    private final AtomicReference<@Nullable CountDownLatch> waiting = new AtomicReference<>();

    private final Outcome outcome = new Outcome();
    private long head;

    /** Set once the two above are. */
    private volatile boolean arrived;

    /** Whether an answer with this rejection is the caller's. Any thread; short, no lock. */
    protected abstract boolean isFinal(Rejection rejection);

    /** Whether a thread blocks. */
    final boolean isAwaited() {
        return waiting.get() != null;
    }

    /**
     * Hands what was decided to the thread that blocks, on a thread of the ring; false where none
     * does, or the answer is not the caller's: then {@link #answered} is to be called.
     */
    final boolean arrive(Outcome decided, long decidedAt) {
        if (!isAwaited() || !isFinal(decided.rejection)) {
            return false;
        }
        outcome.copy(decided);
        head = decidedAt;
        // Before the waiter is looked for, as the waiter leaves before it looks for this.
        arrived = true;
        CountDownLatch waiter = waiting.get();
        if (waiter != null) {
            waiter.countDown();
        }
        return waiter != null;
    }

    @Override
    public Answer get() throws InterruptedException, ExecutionException {
        boolean _ = await(Long.MAX_VALUE);
        return super.get();
    }

    @Override
    public Answer get(long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        boolean waited = await(unit.toNanos(timeout));
        return super.get(waited ? 0 : timeout, unit);
    }

    @Override
    public Answer join() {
        try {
            boolean _ = await(Long.MAX_VALUE);
        } catch (InterruptedException _) {
            // A join goes on waiting; the rest of it as one of many.
            Thread.currentThread().interrupt();
        }
        return super.join();
    }

    /**
     * Blocks until this is done or so many nanoseconds have gone by; false where another thread
     * does so already.
     */
    private boolean await(long nanos) throws InterruptedException {
        CountDownLatch latch = new CountDownLatch(1);
        if (isDone() || !waiting.compareAndSet(null, latch)) {
            return false;
        }
        // Whoever else ends this future, a time-out or a failed second try, must be heard as well.
        CompletableFuture<Answer> _ = whenComplete((_, _) -> latch.countDown());
        try {
            boolean _ = latch.await(nanos, TimeUnit.NANOSECONDS);
        } finally {
            waiting.set(null);
            if (arrived) {
                complete(Answer.of(outcome, head));
            }
        }
        return true;
    }
}
