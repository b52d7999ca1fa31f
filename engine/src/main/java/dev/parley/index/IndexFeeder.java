package dev.parley.index;

import dev.parley.index.IndexException.Code;
import dev.parley.log.EventReader;
import dev.parley.log.LogRecord;
import dev.parley.log.RecordKind;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Feeds the index from the log on a thread of its own, up to the durable position and never beyond:
 * an index ahead of a log that lost its end would be wrong for ever.
 *
 * <p>Goes on where the index stands, if the log still has the record it stopped at; an index of
 * another log starts anew. {@link #wake()} may be called by whoever moves the durable position;
 * without it the feeder looks 50 times a second, and 200 times while there are events of others to
 * feed; the shard's own it gathers for a second, or until there are some thousands. What fails, as
 * on a full disk, is told by {@link #failure()} and tried again once a second from where the index
 * stands: the log has it all.
 */
public final class IndexFeeder implements AutoCloseable {
    static final int BATCH_RECORDS = 16_384;

    /**
     * Events of others that are not indexed yet must be read by whoever sources, so that is kept to
     * milliseconds.
     */
    private static final long BUSY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /**
     * The shard's own events are looked for once they have left memory, a day later: gathered for a
     * while they are fewer keys. So many at most, since whoever sources reads what is not indexed.
     */
    private static final int GATHERED_RECORDS = 4_096;

    private static final int GATHER_LOOKS = 10;
    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long STOP_MILLIS = 5_000;
    private static final Logger LOG = LoggerFactory.getLogger(IndexFeeder.class);

    private final StoredIndex index;
    private final EventReader reader;
    private final LongSupplier durable;
    private final MessageDigest digest;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition advanced = lock.newCondition();
    private IndexWriter writer;
    private boolean foreign; // whether the last batch had events of others
    private @Nullable OwnRecords own; // null until a record of the shard's own is met
    private volatile boolean asked; // whether somebody waits
    private volatile boolean closed;
    private volatile @Nullable Throwable failure; // null while feeding works

    /**
     * Checks the index against the log, before anybody reads it. {@code reader} makes the feeder's
     * own reader; {@code durable} is the exclusive end of what was forced.
     */
    public IndexFeeder(StoredIndex index, Supplier<EventReader> reader, LongSupplier durable) {
        this.index = index;
        this.reader = reader.get();
        this.durable = durable;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
        if (!isOfThisLog()) {
            LOG.warn(
                    "index is not of this log: made anew; indexedBefore={}", index.indexedBefore());
            index.clear();
        }
        writer = index.writer();
        this.reader.seek(index.indexedBefore());
        thread = Thread.ofPlatform().name("parley-index").daemon(true).unstarted(this::run);
    }

    /** Starts the thread. Without it, {@link #feed} may be called by hand. */
    public void start() {
        thread.start();
    }

    /** The durable position moved. Any thread; neither waits nor allocates. */
    public void wake() {
        asked = true;
        LockSupport.unpark(thread);
    }

    /** Why the last try failed; empty while feeding works. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /**
     * Waits until the index stands at {@code position} or beyond; false where it does not within
     * {@code timeoutNanos}, or failed.
     */
    public boolean awaitIndexed(long position, long timeoutNanos) {
        wake();
        lock.lock();
        try {
            long left = timeoutNanos;
            while (index.indexedBefore() < position) {
                if (failure != null || closed || left <= 0) {
                    return false;
                }
                left = advanced.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Stops the thread; index and log belong to others and stay open. */
    @Override
    public void close() {
        closed = true;
        wake();
        signal();
        try {
            thread.join(STOP_MILLIS);
            if (thread.isAlive()) {
                LOG.warn("index feeder still runs {} ms after it was told to stop", STOP_MILLIS);
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        writer.close();
        reader.close();
    }

    /**
     * Indexes everything below {@code before} that it has not yet, in batches. Only by the feeder's
     * thread, or by one other where it was never started.
     */
    void feed(long before) {
        while (reader.position() < before && !closed) {
            int count = 0;
            foreign = false;
            // Not until next() says no: the last record is asked for once more below.
            while (count < BATCH_RECORDS && reader.position() < before) {
                if (!reader.next(before)) {
                    throw new IllegalStateException("no record at position " + reader.position());
                }
                index(reader.record(), reader.place());
                count++;
            }
            writer.commit(reader.position(), fingerprint(reader.record()), reader.place());
            signal();
        }
    }

    /** The same; what fails is told, and the next try begins behind what the index holds. */
    boolean tryToFeed(long before) {
        boolean again = failure != null;
        try {
            if (again) {
                startAgain();
            }
            feed(before);
        } catch (RuntimeException | Error e) {
            if (!again) {
                LOG.error("{}: not fed from {} on", Code.INDEX_FEED, index.indexedBefore(), e);
            }
            failure = e;
            signal();
            return false;
        }
        if (again) {
            LOG.info("the index is fed again; indexedBefore={}", index.indexedBefore());
            failure = null;
        }
        return true;
    }

    /** What was gathered may be half a record's. */
    private void startAgain() {
        writer.close();
        writer = index.writer();
        own = null;
        reader.seek(index.indexedBefore());
    }

    private void run() {
        while (!closed) {
            asked = false;
            long from = reader.position();
            index.letGo();
            if (tryToFeed(durable.getAsLong())) {
                rest(reader.position() > from);
            } else {
                holdOff();
            }
        }
    }

    /** However often it is woken meanwhile. */
    private void holdOff() {
        lock.lock();
        try {
            long left = RETRY_NANOS;
            while (left > 0 && !closed) {
                left = advanced.awaitNanos(left);
            }
        } catch (InterruptedException _) {
            closed = true; // Nobody interrupts this thread but to end it.
        } finally {
            lock.unlock();
        }
    }

    private void rest(boolean fed) {
        if (!fed) {
            pause(IDLE_NANOS);
        } else if (foreign) {
            pause(BUSY_NANOS);
        } else {
            for (int i = 0; i < GATHER_LOOKS && waiting() < GATHERED_RECORDS; i++) {
                pause(GATHER_NANOS);
            }
        }
    }

    private void pause(long nanos) {
        if (!closed && !asked) {
            LockSupport.parkNanos(this, nanos);
        }
    }

    private long waiting() {
        return durable.getAsLong() - reader.position();
    }

    private void index(LogRecord record, int place) {
        writer.occurred(record.occurredAt());
        if (record.kind() == RecordKind.FOREIGN) {
            foreign = true;
            writer.tag(record.payloadHashHi(), record.payloadHashLo(), record.position(), place);
            for (int i = 0; i < record.tagCount(); i++) {
                writer.tag(record.tagHi(i), record.tagLo(i), record.position(), place);
            }
            return;
        }
        OwnRecords known = own;
        if (known == null) {
            known = new OwnRecords(writer);
            own = known;
        }
        known.index(record, place);
    }

    private boolean isOfThisLog() {
        IndexState state = index.state();
        long before = state.before();
        if (before == 0) {
            return true;
        }
        if (before > durable.getAsLong()) {
            return false;
        }
        reader.seek(before - 1, state.place());
        return reader.next(before) && fingerprint(reader.record()) == state.fingerprint();
    }

    private long fingerprint(LogRecord record) {
        record.digestInto(digest);
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    private void signal() {
        lock.lock();
        try {
            advanced.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
