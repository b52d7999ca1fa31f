package dev.parley.bench.load;

import dev.parley.log.EventLog;
import dev.parley.log.EventReader;
import dev.parley.log.Recovery;
import dev.parley.log.SegmentedLog;
import dev.parley.log.Transaction;

/** Counts what is appended and keeps nothing: what is left is the cost of everything else. */
final class NullLog implements EventLog {
    private final EventLog empty = SegmentedLog.inMemory(0);
    private long head;

    @Override
    public int shard() {
        return 0;
    }

    @Override
    public int epoch() {
        return 1;
    }

    @Override
    public long head() {
        return head;
    }

    @Override
    public long durable() {
        return head;
    }

    @Override
    public long lastRecordedAt() {
        return 0;
    }

    @Override
    public Recovery recovery() {
        return empty.recovery();
    }

    @Override
    public long append(Transaction transaction) {
        long first = head;
        head += transaction.count();
        return first;
    }

    @Override
    public void flush() {}

    @Override
    public void force() {}

    @Override
    public void mark(long recordedAt) {}

    @Override
    public boolean lowOnSpace() {
        return false;
    }

    @Override
    public EventReader reader() {
        return empty.reader();
    }

    @Override
    public void close() {
        empty.close();
    }
}
