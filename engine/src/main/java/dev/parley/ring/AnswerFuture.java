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
import java.util.function.LongSupplier;

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

    private final LongSupplier nanos;
    private final Outcome outcome = new Outcome();
    private long head;

    /** Set once the two above are. */
    private volatile boolean arrived;

    /**
     * An answer that is not there.
     *
     * @param nanos a monotonic clock, for the bounds of a wait
     */
    protected AnswerFuture(LongSupplier nanos) {
        this.nanos = nanos;
    }

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

    /**
     * What is made of the answer, {@code thenApply} and all others, is waited for in the same way:
     * whoever blocks for it blocks for the answer and then does itself what lies between.
     */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new AwaitedFuture<>(() -> this);
    }

    /**
     * A future that ends as {@code made}, which others make of this answer with futures of their
     * own, and that is waited for as what is made here.
     */
    public final <U> CompletableFuture<U> awaitedFor(CompletableFuture<U> made) {
        CompletableFuture<U> awaited = newIncompleteFuture();
        CompletableFuture<U> _ =
                made.whenComplete(
                        (value, failure) -> {
                            boolean _ =
                                    failure == null
                                            ? awaited.complete(value)
                                            : awaited.completeExceptionally(failure);
                        });
        return awaited;
    }

    @Override
    public Answer get() throws InterruptedException, ExecutionException {
        long _ = await(this, Long.MAX_VALUE);
        return super.get();
    }

    @Override
    public Answer get(long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return super.get(await(this, unit.toNanos(timeout)), TimeUnit.NANOSECONDS);
    }

    @Override
    public Answer join() {
        awaitJoined(this);
        return super.join();
    }

    void awaitJoined(CompletableFuture<?> wanted) {
        try {
            long _ = await(wanted, Long.MAX_VALUE);
        } catch (InterruptedException _) {
            // A join goes on waiting; the rest of it as one of many.
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Blocks until {@code wanted}, this or made of this, is done or the answer is there, for so
     * many nanoseconds at most; not at all where another thread does so already. Answers how many
     * of them are left.
     */
    long await(CompletableFuture<?> wanted, long most) throws InterruptedException {
        CountDownLatch latch = new CountDownLatch(1);
        if (wanted.isDone() || isDone() || !waiting.compareAndSet(null, latch)) {
            return most;
        }
        long start = nanos.getAsLong();
        // Whoever else ends that future, a time-out or a failed second try, must be heard as well;
        // and who leaves before leaves nothing there: one may ask again and again.
        CompletableFuture<?> left = new CompletableFuture<>();
        CompletableFuture<?> _ = anyOf(wanted, left).whenComplete((_, _) -> latch.countDown());
        try {
            boolean _ = latch.await(most, TimeUnit.NANOSECONDS);
        } finally {
            waiting.set(null);
            if (arrived) {
                complete(Answer.of(outcome, head));
            }
            left.complete(null);
        }
        return Math.max(0, most - (nanos.getAsLong() - start));
    }
}
