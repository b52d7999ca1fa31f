package dev.parley.bench.load;

import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SleepingWaitStrategy;

import dev.parley.domain.Command;
import dev.parley.domain.Outcome;
import dev.parley.domain.PartialEvents;
import dev.parley.domain.Rejection;
import dev.parley.log.EventLog;
import dev.parley.log.ShardClock;
import dev.parley.log.chronicle.ChronicleOptions;
import dev.parley.log.chronicle.LogDirectory;
import dev.parley.ring.Shard;
import dev.parley.ring.Sync;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * The bare path: ring, decide, evolve, encode, append (and force), and nothing else. No idempotency
 * key, no tags, no sealing, no reader, no views, no answer: the writer itself notes when a batch is
 * done. The record's CRC stays in; the log has no way without. {@link #directory} is null where the
 * log is not in files.
 */
public final class BareTarget implements Target {
    private static final int SLOTS = 16_384;
    private static final int BATCH = 2048;
    private static final int CONVERSATIONS = 1_000;
    private static final long IDLE_NANOS = 1_000_000;

    private final RingBuffer<Slot> slots =
            RingBuffer.createSingleProducer(Slot::new, SLOTS, new SleepingWaitStrategy());
    private final Sequence done = new Sequence();
    private final @Nullable LogDirectory directory;
    private final EventLog log;
    private final Shard shard;
    private final Command[] messages;
    private final Outcome outcome = new Outcome();
    private final Thread writer;
    private volatile boolean stopping;
    private volatile boolean sleeping;
    private volatile @Nullable Throwable failure;
    private int next;

    private static final class Slot {
        @Nullable Command command;
        @Nullable Latencies into;
        long fromNanos;
    }

    private BareTarget(
            @Nullable LogDirectory directory, EventLog log, Sync sync, boolean threaded) {
        this.directory = directory;
        this.log = log;
        ShardClock clock =
                new ShardClock(
                        () -> System.currentTimeMillis() * 1_000,
                        System::nanoTime,
                        log.lastRecordedAt());
        shard =
                Shard.open(
                        log,
                        clock,
                        new Shard.Settings(sync, 50_000, 1_000_000),
                        new PartialEvents() {});
        messages =
                new Traffic(this::decideNow, Protection.none(), CONVERSATIONS).aheadWithoutKeys();
        slots.addGatingSequences(done);
        writer = Thread.ofPlatform().name("bare-writer").daemon(true).unstarted(this::write);
        if (threaded) {
            writer.start();
        }
    }

    /** With a writer thread of its own. */
    public static BareTarget open(Path directory, Sync sync) throws IOException {
        return open(directory, sync, true);
    }

    /** Without: {@link #step} does the writer's part on the caller's thread. */
    public static BareTarget stepped(Path directory, Sync sync) throws IOException {
        return open(directory, sync, false);
    }

    /** Without a thread, and with a log that keeps nothing. */
    public static BareTarget overNothing() {
        return new BareTarget(null, new NullLog(), Sync.OS, false);
    }

    private static BareTarget open(Path directory, Sync sync, boolean threaded) throws IOException {
        LogDirectory owned = LogDirectory.own(directory);
        EventLog log =
                owned.open(0, ChronicleOptions.DEFAULT, () -> System.currentTimeMillis() * 1_000);
        return new BareTarget(owned, log, sync, threaded);
    }

    @Override
    public void send(long fromNanos, Latencies into) {
        Throwable failed = failure;
        if (failed != null) {
            throw new IllegalStateException("the bare writer failed", failed);
        }
        publish(fromNanos, into);
        // Else this read may overtake the publication, and nobody wakes the writer.
        VarHandle.fullFence();
        if (sleeping) {
            LockSupport.unpark(writer);
        }
    }

    /** One message through the ring on this thread alone: publish, decide, append, free. */
    public void step() {
        step(1);
    }

    /** So many messages, at most 256, as one batch. */
    public void step(int count) {
        for (int i = 0; i < count; i++) {
            publish(0, null);
        }
        boolean _ = writeBatch();
    }

    private void publish(long fromNanos, @Nullable Latencies into) {
        long sequence = slots.next();
        Slot slot = slots.get(sequence);
        slot.command = messages[next];
        slot.into = into;
        slot.fromNanos = fromNanos;
        next = next + 1 == messages.length ? 0 : next + 1;
        slots.publish(sequence);
    }

    private void write() {
        try {
            while (!stopping) {
                if (!writeBatch()) {
                    sleeping = true;
                    if (!slots.isAvailable(done.get() + 1)) {
                        LockSupport.parkNanos(IDLE_NANOS);
                    }
                    sleeping = false;
                }
            }
        } catch (Throwable t) {
            failure = t;
        }
    }

    private boolean writeBatch() {
        long first = done.get() + 1;
        long last = first - 1;
        shard.beginBatch();
        while (last - first + 1 < BATCH && slots.isAvailable(last + 1)) {
            Command command = slots.get(++last).command;
            if (command == null) {
                throw new IllegalStateException("a slot without a command");
            }
            shard.decide(command, outcome);
            if (outcome.rejection != Rejection.NONE) {
                throw new IllegalStateException("refused: " + outcome.rejection);
            }
        }
        shard.endBatch();
        long now = System.nanoTime();
        for (long i = first; i <= last; i++) {
            Slot slot = slots.get(i);
            Latencies into = slot.into;
            if (into != null) {
                into.answered(now - slot.fromNanos);
            }
        }
        done.set(last);
        return last >= first;
    }

    private long decideNow(Command command) {
        shard.beginBatch();
        shard.decide(command, outcome);
        shard.endBatch();
        if (outcome.rejection != Rejection.NONE) {
            throw new IllegalStateException(command + " was refused: " + outcome.rejection);
        }
        return outcome.id;
    }

    @Override
    public String writerThread() {
        return "bare-writer";
    }

    @Override
    public void close() {
        stopping = true;
        LockSupport.unpark(writer);
        try {
            writer.join(10_000);
            log.close();
            if (directory != null) {
                directory.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
