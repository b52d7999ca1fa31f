package dev.parley.replay;

import dev.parley.log.EventReader;
import dev.parley.log.LowPriority;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Makes a snapshot whenever the durable position is {@code every} records behind the last, but not
 * within {@value #LEAST_SECONDS} s of it, so that a burst keeps its second core, on a thread of its
 * own: loads and proves the last one, folds on from it, writes the next, and drops the state. The
 * writer and the live state are never touched; memory for a second state is taken only meanwhile.
 * Looks once a second. A failure is told, and tried again so many records later.
 */
public final class SnapshotMaker implements AutoCloseable {
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int LEAST_SECONDS = 30;
    private static final long STOP_MILLIS = 5_000;

    /** Records folded before it looks whether it is to stop. */
    private static final int CHUNK = 1 << 14;

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotMaker.class);

    private final Snapshots snapshots;
    private final Log log;
    private final long begun;
    private final long every;
    private final Thread thread;
    private volatile long made;
    private volatile boolean sound;
    private volatile boolean closed;
    private long next;
    private long madeAtNanos;

    /** Null while the last snapshot due was made. */
    private volatile @Nullable Throwable failure;

    /**
     * What it needs of the log.
     *
     * @param reader makes a reader of its own
     * @param durable exclusive end of what was forced
     * @param lowOnSpace whether the disk is too full for what can be done without
     * @param nanos a monotonic clock
     */
    public record Log(
            Supplier<EventReader> reader,
            LongSupplier durable,
            BooleanSupplier lowOnSpace,
            LongSupplier nanos) {}

    /**
     * @param made position of the snapshot that the live state went on from, or 0
     * @param every records from one to the next
     */
    public SnapshotMaker(Snapshots snapshots, Log log, long made, long every) {
        this.snapshots = snapshots;
        this.log = log;
        this.begun = made;
        this.made = made;
        this.sound = made == 0;
        this.every = every;
        this.next = made + every;
        this.madeAtNanos = log.nanos.getAsLong() - TimeUnit.SECONDS.toNanos(LEAST_SECONDS);
        thread =
                Thread.ofPlatform()
                        .name("parley-snapshots")
                        .daemon(true)
                        .unstarted(LowPriority.of(this::run));
    }

    /** Starts the thread. Without it, {@link #makeIfDue} may be called by hand. */
    public void start() {
        thread.start();
    }

    /** Position of the newest snapshot. */
    public long made() {
        return made;
    }

    /** Why the last snapshot that was due could not be made. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /**
     * Whether the live state may be written as a snapshot: what it went on from had the digest that
     * was written with it. A start believes a checksum, so that is known with the next one made.
     */
    public boolean isSound() {
        return sound;
    }

    /** Makes one now, of the log and not of the live state. Behind {@link #close}. */
    public void makeLast() throws IOException {
        try (EventReader reader = log.reader.get()) {
            make(reader, log.durable.getAsLong(), () -> false);
        }
    }

    /** Makes one if it is due; answers whether it did. */
    public boolean makeIfDue() {
        long durable = log.durable.getAsLong();
        long now = log.nanos.getAsLong();
        boolean soon = now - madeAtNanos < TimeUnit.SECONDS.toNanos(LEAST_SECONDS);
        if (durable < next || soon || log.lowOnSpace.getAsBoolean()) {
            return false;
        }
        next = durable + every;
        madeAtNanos = now;
        try (EventReader reader = log.reader.get()) {
            make(reader, durable, () -> closed);
            return made == durable;
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
            LOG.error("no snapshot was made at position {}", durable, e);
            return false;
        }
    }

    /** Stops the thread, within a chunk of records. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void make(EventReader reader, long durable, BooleanSupplier stops) throws IOException {
        Fold fold = snapshots.loadProved(reader, durable).fold();
        prove(fold.nextPosition());
        while (fold.nextPosition() < durable) {
            if (stops.getAsBoolean()) {
                return;
            }
            fold.run(reader, Math.min(durable, fold.nextPosition() + CHUNK), Long.MAX_VALUE);
        }
        String digest = snapshots.save(fold, reader);
        made = durable;
        failure = null;
        LOG.info("snapshot: position={} digest={}", durable, digest);
    }

    /** The first time, what is loaded is what the live state went on from, or that was wrong. */
    private void prove(long loaded) {
        if (!sound && made == begun) {
            sound = loaded == begun;
            if (!sound) {
                LOG.error(
                        "the snapshot at position {} does not hold, and what is served went on from"
                                + " it: start again",
                        begun);
            }
        }
    }

    private void run() {
        while (!closed) {
            if (!makeIfDue()) {
                LockSupport.parkNanos(this, LOOK_NANOS);
            }
        }
    }
}
