package dev.parley.index;

import dev.parley.index.IndexException.Code;

import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * Gathers what records say for the index and writes it with the position it belongs to. One thread.
 * Reads nothing and may be given the same event twice.
 */
final class IndexWriter implements AutoCloseable {
    static final byte[] NOTHING = new byte[0];

    private final StoredIndex index;
    private final WriteBatch batch = new WriteBatch();
    private final byte[] key = new byte[IndexKeys.PAIR_BYTES];
    private final byte[] tagKey = new byte[IndexKeys.TAG_BYTES];
    private long latest;
    private long noted;

    IndexWriter(StoredIndex index) {
        this.index = index;
        this.latest = index.latest();
        this.noted = latest;
    }

    /** What happened at this position happened then; epoch microseconds. */
    void occurred(long micros) {
        latest = Math.max(latest, micros);
    }

    /** The record at this position has this tag, or is of this type of others. */
    void tag(long hi, long lo, long position) {
        put(IndexKeys.tag(tagKey, hi, lo, position), NOTHING);
    }

    /** A record of this stream lies at this position; stream 0 has no index. */
    void record(long stream, long position) {
        if (stream != 0) {
            put(IndexKeys.pair(key, IndexKeys.STREAM, stream, position), NOTHING);
        }
    }

    /**
     * Writes what was gathered, all or nothing; from now on the index answers for everything below
     * {@code indexedBefore}. {@code fingerprint} is remembered of the record before it.
     */
    void commit(long indexedBefore, long fingerprint) {
        if (latest > noted) {
            put(
                    IndexKeys.pair(
                            key, IndexKeys.TIME, IndexKeys.sortable(latest), index.indexedBefore()),
                    NOTHING);
            noted = latest;
        }
        put(IndexKeys.state(), IndexKeys.stateValue(indexedBefore, fingerprint, latest));
        index.write(batch, indexedBefore, fingerprint, latest);
        batch.clear();
    }

    @Override
    public void close() {
        batch.close();
    }

    void put(byte[] at, byte[] value) {
        try {
            batch.put(at, value);
        } catch (RocksDBException e) {
            throw new IndexException(Code.INDEX_IO, "batch: " + e.getMessage(), e);
        }
    }
}
