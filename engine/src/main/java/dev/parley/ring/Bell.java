package dev.parley.ring;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Wakes the one thread that waits here. Ringing costs a fence and a read while nobody waits: a lock
 * and condition, as in Disruptor's blocking strategy, would have every publisher take it. Allocates
 * nothing.
 */
final class Bell {
    /** The thread that is about to park; null while it is awake. */
    private volatile @Nullable Thread waiting;

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
     * Parks until {@code ready}, until rung, for at most {@code nanos}, or less: callers look
     * again. An interrupt only makes it return early.
     */
    void await(BooleanSupplier ready, long nanos) {
        waiting = Thread.currentThread();
        VarHandle.fullFence();
        if (!ready.getAsBoolean() && nanos > 0) {
            LockSupport.parkNanos(this, nanos);
        }
        waiting = null;
    }
}
