package dev.parley.ring;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * How far the views and whoever follows may see: set by the reader once it has folded, awaited by
 * followers.
 */
final class Visible {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private volatile long before;
    private volatile boolean ended;

    /** Everything below this position may be seen. */
    long before() {
        return before;
    }

    void moveTo(long position) {
        before = position;
        wakeAll();
    }

    /** Nothing more will become visible. */
    void end() {
        ended = true;
        wakeAll();
    }

    boolean hasEnded() {
        return ended;
    }

    /** Waits until something at or above {@code position} is visible, or {@code enough}. */
    void awaitBeyond(long position, BooleanSupplier enough) {
        lock.lock();
        try {
            while (before <= position && !ended && !enough.getAsBoolean()) {
                moved.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Has everybody who waits look again. */
    void wakeAll() {
        lock.lock();
        try {
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
