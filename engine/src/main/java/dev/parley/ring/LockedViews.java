package dev.parley.ring;

import dev.parley.domain.Events;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * The projections that the reader keeps up to the released position, under one lock: the reader
 * writes them, any thread reads them, all of them at the same position.
 */
public final class LockedViews {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Events events;

    /**
     * @param events feeds all the views
     */
    public LockedViews(Events events) {
        this.events = events;
    }

    /**
     * What {@code question} answers while no view changes. Keep it short: the reader waits, and
     * with it every answer. Take copies out, not the views' own objects.
     */
    public <T> T read(Supplier<T> question) {
        lock.readLock().lock();
        try {
            return question.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    Events events() {
        return events;
    }

    void beginFold() {
        lock.writeLock().lock();
    }

    void endFold() {
        lock.writeLock().unlock();
    }
}
