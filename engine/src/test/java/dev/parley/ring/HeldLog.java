package dev.parley.ring;

import dev.parley.log.EventLog;
import dev.parley.log.EventReader;
import dev.parley.log.Recovery;
import dev.parley.log.Transaction;

import java.util.concurrent.locks.ReentrantLock;

/** A log whose forces wait for the test while it is held. */
final class HeldLog implements EventLog {
    private final EventLog log;
    private final ReentrantLock holding = new ReentrantLock();

    HeldLog(EventLog log) {
        this.log = log;
    }

    /** Until let go by the same thread. */
    void hold() {
        holding.lock();
    }

    void letGo() {
        while (holding.isHeldByCurrentThread()) {
            holding.unlock();
        }
    }

    /** Whether the writer stands before a force. */
    boolean isHeld() {
        return holding.hasQueuedThreads();
    }

    @Override
    public void flush() {
        log.flush();
    }

    @Override
    public void force() {
        holding.lock();
        try {
            log.force();
        } finally {
            holding.unlock();
        }
    }

    @Override
    public int shard() {
        return log.shard();
    }

    @Override
    public int epoch() {
        return log.epoch();
    }

    @Override
    public long head() {
        return log.head();
    }

    @Override
    public long durable() {
        return log.durable();
    }

    @Override
    public long lastRecordedAt() {
        return log.lastRecordedAt();
    }

    @Override
    public Recovery recovery() {
        return log.recovery();
    }

    @Override
    public long append(Transaction transaction) {
        return log.append(transaction);
    }

    @Override
    public void mark(long recordedAt) {
        log.mark(recordedAt);
    }

    @Override
    public boolean lowOnSpace() {
        return log.lowOnSpace();
    }

    @Override
    public EventReader reader() {
        return log.reader();
    }

    @Override
    public void close() {
        log.close();
    }
}
