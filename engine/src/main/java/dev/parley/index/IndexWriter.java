package dev.parley.index;

import dev.parley.domain.Hash;
import dev.parley.index.IndexException.Code;

import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

import java.util.HashMap;
import java.util.Map;

/**
 * Gathers what records say for the index and writes it with the position it belongs to: the
 * positions of a stream or tag as one key a batch. One thread. Reads nothing and may be given the
 * same event twice.
 */
final class IndexWriter implements AutoCloseable {
    static final byte[] NOTHING = new byte[0];

    private final StoredIndex index;
    private final WriteBatch batch = new WriteBatch();
    private final byte[] key = new byte[IndexKeys.PAIR_BYTES];
    private final byte[] tagKey = new byte[IndexKeys.TAG_BYTES];
    private final Map<Long, Positions> streams = new HashMap<>();
    private final Map<Hash, Positions> tags = new HashMap<>();
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
        tags.computeIfAbsent(new Hash(hi, lo), _ -> new Positions()).add(position);
    }

    /** A record of this stream lies at this position; stream 0 has no index. */
    void record(long stream, long position) {
        if (stream != 0) {
            streams.computeIfAbsent(stream, _ -> new Positions()).add(position);
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
        streams.forEach(
                (stream, positions) ->
                        positions.chunks(
                                (first, rest) ->
                                        put(
                                                IndexKeys.pair(
                                                        key, IndexKeys.STREAM, stream, first),
                                                rest)));
        tags.forEach(
                (tag, positions) ->
                        positions.chunks(
                                (first, rest) ->
                                        put(
                                                IndexKeys.tag(tagKey, tag.hi(), tag.lo(), first),
                                                rest)));
        put(IndexKeys.state(), IndexKeys.stateValue(indexedBefore, fingerprint, latest));
        index.write(batch, indexedBefore, fingerprint, latest);
        batch.clear();
        streams.clear();
        tags.clear();
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
