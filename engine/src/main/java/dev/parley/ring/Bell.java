package dev.parley.ring;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Wakes the one thread that waits here. Ringing costs a fence and a read while nobody waits: a lock
 * and condition, as in Disruptor's blocking strategy, would have every publisher take it. Allocates
 * nothing.
 *
 * <p>A bell may have its waiter look again and again for a moment before it parks, which saves a
 * wake-up on both sides. Where that did not pay lately it parks at once, and only tries again now
 * and then: a waiter that spins takes a core from those it waits for.
 */
final class Bell {
    private final long spinNanos;
    private final LongSupplier nanos;
    private final Patience patience = new Patience();

    /** The thread that is about to park; null while it is awake. */
    private volatile @Nullable Thread waiting;

    /** A bell whose waiter parks at once. */
    Bell() {
        this(0, () -> 0);
    }

    /**
     * @param spinNanos how long its waiter may look before it parks; 0 where there is but one core
     * @param nanos a monotonic clock
     */
    Bell(long spinNanos, LongSupplier nanos) {
        this.nanos = nanos;
        this.spinNanos = Runtime.getRuntime().availableProcessors() > 1 ? spinNanos : 0;
    }

    /** Wakes the waiter, who then sees everything written before this call. */
    void ring() {
        // The caller's publication must be seen by the waiter's check, or this read must see the
        // waiter: publication may be no more than a release store, which a later read can overtake.
        VarHandle.fullFence();
        Thread thread = waiting;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }

    /**
     * Parks until {@code ready}, until rung, for at most so many nanoseconds, or less: callers look
     * again. An interrupt only makes it return early.
     */
    void await(BooleanSupplier ready, long most) {
        if (spinNanos > 0 && most > spinNanos && spin(ready)) {
            return;
        }
        waiting = Thread.currentThread();
        VarHandle.fullFence();
        if (!ready.getAsBoolean() && most > 0) {
            LockSupport.parkNanos(this, most);
        }
        waiting = null;
    }

    /** The waiter's alone. */
    private boolean spin(BooleanSupplier ready) {
        if (!patience.tries()) {
            return false;
        }
        long start = nanos.getAsLong();
        do {
            if (ready.getAsBoolean()) {
                patience.tried(true);
                return true;
            }
            Thread.onSpinWait();
        } while (nanos.getAsLong() - start < spinNanos);
        patience.tried(false);
        return false;
    }
}
