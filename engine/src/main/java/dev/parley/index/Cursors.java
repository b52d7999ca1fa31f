package dev.parley.index;

import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * Iterators of RocksDB, kept for the next question: making one and disposing of it was up to half
 * of a question. One shows what was written before it was made, so each write lets all of them go.
 * And it keeps files and buffers from being deleted that nobody else needs, so the feeder lets them
 * go where it has nothing to write, too: none is kept for longer than it rests.
 *
 * <p>Threads: any. Lending only while RocksDB is open.
 */
final class Cursors {
    private final RocksDB db;
    private final ReadOptions options;
    private final Cursor[] idle = new Cursor[2 * Runtime.getRuntime().availableProcessors()];
    private int count; // under the monitor, as the next one
    private long era;

    Cursors(RocksDB db, ReadOptions options) {
        this.db = db;
        this.options = options;
    }

    /**
     * An iterator and its time.
     *
     * @param era how often all were let go, read before this one was made
     */
    private record Cursor(RocksIterator at, long era) {}

    interface Reads {
        void read(RocksIterator at) throws RocksDBException;
    }

    /** Reads with one that shows, at least, all that was written before the last time of letGo. */
    void lend(Reads reads) throws RocksDBException {
        Cursor cursor = take();
        boolean sound = false;
        try {
            reads.read(cursor.at());
            sound = true;
        } finally {
            if (!sound || !keep(cursor)) {
                cursor.at().close();
            }
        }
    }

    /** Closes the idle ones now, and those that are lent when they come back. */
    synchronized void letGo() {
        era++;
        while (count > 0) {
            idle[--count].at().close();
        }
    }

    synchronized int idle() {
        return count;
    }

    private Cursor take() {
        long now;
        synchronized (this) {
            if (count > 0) {
                return idle[--count];
            }
            now = era;
        }
        return new Cursor(db.newIterator(options), now);
    }

    private synchronized boolean keep(Cursor cursor) {
        if (cursor.era() != era || count == idle.length) {
            return false;
        }
        idle[count++] = cursor;
        return true;
    }
}
