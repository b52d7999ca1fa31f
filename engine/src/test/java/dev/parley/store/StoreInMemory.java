package dev.parley.store;

import dev.parley.index.IndexFeeder;
import dev.parley.index.StoredIndex;
import dev.parley.log.EventLog;
import dev.parley.log.EventReader;
import dev.parley.log.LogRecord;
import dev.parley.log.MemorySegments;
import dev.parley.log.SegmentedLog;
import dev.parley.ring.AppendRing;
import dev.parley.seal.Hashes;
import dev.parley.seal.KeyStore;
import dev.parley.seal.Sealer;

import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** A store over a log in memory; keys and index lie in a directory. */
public final class StoreInMemory implements AutoCloseable {
    /** Keys that the writer remembers unless a test says otherwise. */
    public static final int RECENT_KEYS = 1 << 12;

    private static final int REMEMBERED = 1 << 16;

    private final LongAdder recordsRead = new LongAdder();
    private final EventLog log;
    private final KeyStore keys;
    private final StoredIndex index;
    private final IndexFeeder feeder;
    private final AppendRing ring;
    private final EventStore store;

    public StoreInMemory(Path directory) {
        this(directory, REMEMBERED);
    }

    /** One that keeps so many bytes of events for when they are sourced again. */
    public StoreInMemory(Path directory, long remembered) {
        this(directory, new MemorySegments(), RECENT_KEYS, remembered, true);
    }

    /**
     * Over segments that may be opened anew.
     *
     * @param indexing false leaves the index where it is
     */
    public StoreInMemory(
            Path directory, MemorySegments segments, int recentKeys, boolean indexing) {
        this(directory, segments, recentKeys, REMEMBERED, indexing);
    }

    private StoreInMemory(
            Path directory,
            MemorySegments segments,
            int recentKeys,
            long remembered,
            boolean indexing) {
        log = SegmentedLog.open(segments, 0, 64L << 20, () -> System.currentTimeMillis() * 1_000);
        RandomGenerator random = new java.security.SecureRandom();
        keys = KeyStore.open(directory.resolve("keys"), random);
        index = StoredIndex.open(directory.resolve("index"));
        feeder = new IndexFeeder(index, log::reader, log::durable);
        if (indexing) {
            feeder.start();
        }
        ring = new AppendRing(log, recentKeys);
        store = new EventStore(parts(ring::recentFrom, random, remembered));
    }

    public EventStore store() {
        return store;
    }

    /** Of another store over the same log, with what the writer is said to remember. */
    public EventStore.Parts parts(LongSupplier recentFrom) {
        return parts(recentFrom, new java.security.SecureRandom(), REMEMBERED);
    }

    private EventStore.Parts parts(
            LongSupplier recentFrom, RandomGenerator random, long remembered) {
        return new EventStore.Parts(
                ring.ring(),
                recentFrom,
                index,
                () -> counting(log.reader()),
                new Hashes(keys),
                new Sealer(keys, random),
                remembered,
                null);
    }

    public EventLog log() {
        return log;
    }

    /** Records that the store has read from the log so far. */
    public long recordsRead() {
        return recordsRead.sum();
    }

    /** Keys that the index has read so far. */
    public long keysRead() {
        return index.keysRead();
    }

    private EventReader counting(EventReader reader) {
        return new EventReader() {
            @Override
            public void seek(long position) {
                reader.seek(position);
            }

            @Override
            public void seek(long position, int place) {
                reader.seek(position, place);
            }

            @Override
            public long position() {
                return reader.position();
            }

            @Override
            public boolean next(long before) {
                recordsRead.increment();
                return reader.next(before);
            }

            @Override
            public LogRecord record() {
                return reader.record();
            }

            @Override
            public int place() {
                return reader.place();
            }

            @Override
            public void close() {
                reader.close();
            }
        };
    }

    public boolean awaitIndexed() {
        return feeder.awaitIndexed(log.durable(), 20_000_000_000L);
    }

    @Override
    public void close() {
        store.close();
        ring.close();
        feeder.close();
        index.close();
        keys.close();
        log.close();
    }
}
