package dev.parley.index;

import dev.parley.index.IndexException.Code;

import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.FlushOptions;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Status;
import org.rocksdb.StringAppendOperator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * RocksDB, opened for one owner and closed once. Reading a closed RocksDB ends the JVM, so every
 * use holds the read side of a lock that closing takes whole.
 *
 * <p>Without a write-ahead log: the log of the shard is one. Batches reach the disk in their order
 * and whole, so that after a crash the index stands at an earlier position and is fed from there.
 */
final class Store implements AutoCloseable {
    private static final long CACHE_BYTES = 64L << 20;

    /** Bounds what is fed again after a crash: 55,000 events in two halts measured. */
    private static final long WRITE_BUFFER_BYTES = 16L << 20;

    /** Share of the buffer: 13 bits for each of the 200,000 keys it holds. */
    private static final double BUFFER_FILTER = 0.02;

    private static final int OPEN_FILES = 512;

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final LRUCache cache = new LRUCache(CACHE_BYTES);
    private final BloomFilter filter = new BloomFilter(10);

    /** Appends by the store itself, when it reads and when it compacts. */
    private final StringAppendOperator append = new StringAppendOperator("");

    private final WriteOptions unlogged = new WriteOptions().setDisableWAL(true);

    /** Of keys that begin alike: files of the store that have none of them are passed over. */
    private final ReadOptions alike = new ReadOptions().setPrefixSameAsStart(true);

    private final ReadOptions all = new ReadOptions().setTotalOrderSeek(true);
    private final Options options = new Options();
    private final RocksDB db;
    private final Cursors cursors;
    private final LongAdder keysRead = new LongAdder();
    private boolean closed; // under the lock

    private Store(Path directory) throws RocksDBException {
        options.setCreateIfMissing(true)
                .setParanoidChecks(true)
                .setWriteBufferSize(WRITE_BUFFER_BYTES)
                .setMergeOperator(append)
                // What is not in the write buffer is not looked for along its list.
                .setMemtablePrefixBloomSizeRatio(BUFFER_FILTER)
                .useFixedLengthPrefixExtractor(IndexKeys.ALIKE_BYTES)
                .setMaxOpenFiles(OPEN_FILES)
                .setMaxBackgroundJobs(2)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setKeepLogFileNum(2)
                .setStatsDumpPeriodSec(0)
                // Closing without flush() is then what a crash is, and tests use it so.
                .setAvoidFlushDuringShutdown(true)
                .setTableFormatConfig(
                        new BlockBasedTableConfig()
                                .setBlockCache(cache)
                                .setFilterPolicy(filter)
                                .setCacheIndexAndFilterBlocks(true)
                                // In parts: whole ones cost 0.7 ms a look-up
                                // instead of 12 us; see ARCHITECTURE.md.
                                .setIndexType(IndexType.kTwoLevelIndexSearch)
                                .setPartitionFilters(true)
                                .setMetadataBlockSize(4096)
                                .setPinTopLevelIndexAndFilter(true)
                                .setPinL0FilterAndIndexBlocksInCache(true));
        try {
            db = RocksDB.open(options, directory.resolve("store").toString());
        } catch (RocksDBException e) {
            closeNatives();
            throw e;
        }
        cursors = new Cursors(db, alike);
    }

    interface Use<T> {
        T apply(RocksDB db) throws RocksDBException;
    }

    /**
     * Opens what is there; a damaged store is deleted and made anew, everything else is an error.
     */
    static Store open(Path directory) {
        try {
            loadLibrary(directory);
            return new Store(directory);
        } catch (RocksDBException e) {
            Status status = e.getStatus();
            if (status == null || status.getCode() != Status.Code.Corruption) {
                throw failed(directory, e);
            }
        } catch (IOException e) {
            throw failed(directory, e);
        }
        return anew(directory);
    }

    /** Deletes the store and makes an empty one. */
    static Store anew(Path directory) {
        try {
            delete(directory.resolve("store"));
            return new Store(directory);
        } catch (IOException | RocksDBException e) {
            throw failed(directory, e);
        }
    }

    <T> T use(Use<T> use) {
        lock.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the index is closed");
            }
            return use.apply(db);
        } catch (RocksDBException e) {
            throw new IndexException(Code.INDEX_IO, "index: " + e.getMessage(), e);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** The value at {@code key}; no bytes where there is none, since no value here is empty. */
    byte[] get(byte[] key) {
        keysRead.increment();
        return use(
                rocks -> {
                    byte[] value = rocks.get(key);
                    return value == null ? new byte[0] : value;
                });
    }

    /** What a scan does with a key; false ends it. */
    interface Visit {
        boolean key(byte[] key, RocksIterator at);
    }

    /** Walks from {@code first} upwards while {@code visit} says so. */
    void ascend(byte[] first, Visit visit) {
        walkAll(at -> at.seek(first), RocksIterator::next, visit);
    }

    /** The same among the keys that begin like {@code first}. */
    void ascendAlike(byte[] first, Visit visit) {
        walkAlike(at -> at.seek(first), visit);
    }

    /**
     * The same from the last key at or below {@code around}, or if there is none from the first.
     */
    void ascendAround(byte[] around, Visit visit) {
        walkAlike(at -> seekAround(at, around), visit);
    }

    /** Walks from the last key below {@code before} downwards while {@code visit} says so. */
    void descend(byte[] before, Visit visit) {
        walkAll(at -> seekBelow(at, before), RocksIterator::prev, visit);
    }

    private void walkAll(Consumer<RocksIterator> start, Consumer<RocksIterator> step, Visit visit) {
        use(
                rocks -> {
                    try (RocksIterator at = rocks.newIterator(all)) {
                        start.accept(at);
                        walk(at, step, visit);
                        return true;
                    }
                });
    }

    private void walkAlike(Consumer<RocksIterator> start, Visit visit) {
        use(
                _ -> {
                    cursors.lend(
                            at -> {
                                start.accept(at);
                                walk(at, RocksIterator::next, visit);
                            });
                    return true;
                });
    }

    private void walk(RocksIterator at, Consumer<RocksIterator> step, Visit visit)
            throws RocksDBException {
        while (at.isValid() && visit.key(read(at), at)) {
            step.accept(at);
        }
        at.status();
    }

    private static void seekAround(RocksIterator at, byte[] around) {
        at.seekForPrev(around);
        if (!at.isValid()) {
            at.seek(around);
        }
    }

    private static void seekBelow(RocksIterator at, byte[] before) {
        at.seek(before);
        if (at.isValid()) {
            at.prev();
        } else {
            at.seekToLast();
        }
    }

    /** All of the batch or none of it. */
    void write(WriteBatch batch) {
        use(
                rocks -> {
                    rocks.write(unlogged, batch);
                    cursors.letGo();
                    return true;
                });
    }

    /** Lets go of the iterators that are kept, and so of files; also of a closed store. */
    void letGo() {
        cursors.letGo();
    }

    /** How many iterators are kept. */
    int idle() {
        return cursors.idle();
    }

    /** Brings what was written to disk, so that a start has nothing to feed again. */
    void flush() {
        use(
                rocks -> {
                    try (FlushOptions wait = new FlushOptions().setWaitForFlush(true)) {
                        rocks.flush(wait);
                        return true;
                    }
                });
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                cursors.letGo();
                db.close();
                closeNatives();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Keys looked at so far, for whatever question. */
    long keysRead() {
        return keysRead.sum();
    }

    private byte[] read(RocksIterator at) {
        keysRead.increment();
        return at.key();
    }

    private void closeNatives() {
        options.close();
        append.close();
        alike.close();
        all.close();
        unlogged.close();
        filter.close();
        cache.close();
    }

    /**
     * RocksDB copies its library out of its jar at each start; left alone, under a new name in the
     * temporary directory, where every killed server leaves 15 MB behind.
     */
    private static void loadLibrary(Path directory) throws IOException {
        Path library = Files.createDirectories(directory.resolve("library"));
        NativeLibraryLoader.getInstance().loadLibrary(library.toString());
        RocksDB.loadLibrary();
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static IndexException failed(Path directory, Exception cause) {
        return new IndexException(
                Code.INDEX_IO, "index=" + directory + ": " + cause.getMessage(), cause);
    }
}
