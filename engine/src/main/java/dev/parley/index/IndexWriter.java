package dev.parley.index;

import dev.parley.domain.Hash;
import dev.parley.index.IndexException.Code;

import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers what records say for the index and writes it with the position it belongs to: where those
 * of a stream or tag lie, appended to the key of it that was begun last. One thread. Reads nothing;
 * what it is given twice is twice in the index and counts once.
 */
final class IndexWriter implements AutoCloseable {
    static final byte[] NOTHING = new byte[0];

    /**
     * Streams, and tags, whose last key is remembered, some 180 bytes each; where there are more,
     * all begin a new one.
     */
    private static final int REMEMBERED = 1 << 15;

    private final StoredIndex index;
    private final WriteBatch batch = new WriteBatch();
    private final byte[] key = new byte[IndexKeys.PAIR_BYTES];
    private final Map<Long, Positions> streams = new HashMap<>();
    private final Map<Hash, Positions> tags = new HashMap<>();
    private final List<Positions> gathered = new ArrayList<>();
    private long latest;
    private long noted;

    IndexWriter(StoredIndex index) {
        this.index = index;
        this.latest = index.state().latest();
        this.noted = latest;
    }

    /** What happened at this position happened then; epoch microseconds. */
    void occurred(long micros) {
        latest = Math.max(latest, micros);
    }

    /** The record at this position has this tag, or is of this type of others. */
    void tag(long hi, long lo, long position, int place) {
        Hash hash = new Hash(hi, lo);
        Positions known = tags.get(hash);
        if (known == null) {
            byte[] first = new byte[IndexKeys.TAG_BYTES];
            known = new Positions(IndexKeys.tag(first, hi, lo, position));
            tags.put(hash, known);
        }
        add(known, position, place);
    }

    /** A record of this stream lies at this position; stream 0 has no index. */
    void record(long stream, long position, int place) {
        if (stream == 0) {
            return;
        }
        Positions known = streams.get(stream);
        if (known == null) {
            byte[] first = new byte[IndexKeys.PAIR_BYTES];
            known = new Positions(IndexKeys.pair(first, IndexKeys.STREAM, stream, position));
            streams.put(stream, known);
        }
        add(known, position, place);
    }

    private void add(Positions to, long position, int place) {
        if (to.isEmpty()) {
            gathered.add(to);
        }
        to.add(position, place);
    }

    /**
     * Writes what was gathered, all or nothing; from now on the index answers for everything below
     * {@code indexedBefore}. {@code fingerprint} and {@code place} are remembered of the record
     * before it.
     */
    void commit(long indexedBefore, long fingerprint, int place) {
        if (latest > noted) {
            put(
                    IndexKeys.pair(
                            key, IndexKeys.TIME, IndexKeys.sortable(latest), index.indexedBefore()),
                    NOTHING);
            noted = latest;
        }
        for (Positions each : gathered) {
            each.flush(this::append);
        }
        IndexState state = new IndexState(indexedBefore, fingerprint, place, latest);
        put(IndexKeys.state(), IndexKeys.stateValue(state));
        index.write(batch, state);
        batch.clear();
        gathered.clear();
        forget(streams);
        forget(tags);
    }

    @Override
    public void close() {
        batch.close();
    }

    void put(byte[] at, byte[] value) {
        try {
            batch.put(at, value);
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    private void append(byte[] at, byte[] entries) {
        try {
            batch.merge(at, entries);
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    private static void forget(Map<?, Positions> known) {
        if (known.size() > REMEMBERED) {
            known.clear();
        }
    }

    private static IndexException failed(RocksDBException cause) {
        return new IndexException(Code.INDEX_IO, "batch: " + cause.getMessage(), cause);
    }
}
