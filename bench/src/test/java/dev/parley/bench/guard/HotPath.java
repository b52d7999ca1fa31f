package dev.parley.bench.guard;

import com.sun.management.ThreadMXBean;

import dev.parley.bench.load.Protection;
import dev.parley.bench.load.Traffic;
import dev.parley.domain.Answer;
import dev.parley.domain.Command;
import dev.parley.domain.Hash;
import dev.parley.domain.Rejection;
import dev.parley.domain.Slice;
import dev.parley.log.EventLog;
import dev.parley.log.SegmentedLog;
import dev.parley.log.ShardClock;
import dev.parley.projection.Views;
import dev.parley.ring.LockedViews;
import dev.parley.ring.Ring;
import dev.parley.ring.Shard;
import dev.parley.ring.Sync;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Ring, writer and reader of the product, stepped on one thread over a log in memory: the scenario
 * that is counted. Loaded by the {@link CountingLoader}; asked through an interface of the JDK.
 */
public final class HotPath implements BiFunction<Integer, Integer, long[][]> {
    /** Phases of a message, in the order of what {@link #apply} answers. */
    public static final int OFFERED = 0;

    public static final int WRITTEN = 1;
    public static final int READ = 2;

    /** Bytes that the writer allocated, in the batch with the least: some pay for a compiler. */
    public static final int BYTES = 3;

    public static final int MESSAGES = 1_024;
    public static final int BATCH = 256;
    private static final int SEGMENT = 320 << 20;
    private static final MethodHandle WRITE = step("write", int.class);
    private static final MethodHandle READING = step("read", void.class);

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long micros = 1_700_000_000_000_000L;
    private long told;

    /** Made by reflection. */
    public HotPath() {}

    /**
     * Counts of each phase over {@link #MESSAGES} messages among so many conversations, each of
     * which has had {@code turns} messages before.
     */
    @Override
    public long[][] apply(Integer conversations, Integer turns) {
        EventLog log = SegmentedLog.open(new FixedSegments(SEGMENT), 0, 1L << 30, () -> micros);
        ShardClock clock = new ShardClock(() -> micros, () -> micros * 1_000, 0);
        Views views = new Views(1 << 17);
        Shard shard =
                Shard.open(
                        log,
                        clock,
                        new Shard.Settings(Sync.BATCH, 50_000, 1_000_000),
                        views.events());
        Ring ring =
                new Ring(
                        log,
                        shard,
                        new LockedViews(views.events()),
                        new Ring.Settings(2_048, 64L << 20, BATCH, 0),
                        Runnable::run,
                        System::nanoTime);
        Traffic traffic = new Traffic(command -> ask(ring, command), hashed(), conversations);
        for (int i = 0; i < (long) conversations * turns / BATCH; i++) {
            batch(ring, traffic, new long[4][]);
        }
        long[][] sums = new long[4][Probe.Kind.values().length];
        sums[BYTES][0] = Long.MAX_VALUE;
        for (int i = 0; i < MESSAGES / BATCH; i++) {
            batch(ring, traffic, sums);
        }
        return sums;
    }

    private void batch(Ring ring, Traffic traffic, long[][] sums) {
        Command[] commands = new Command[BATCH];
        for (int i = 0; i < BATCH; i++) {
            commands[i] = traffic.next();
        }
        micros += 1_000;
        Probe.reset(Traffic.TEXT_BYTES);
        for (Command command : commands) {
            taken(ring.offer(command, this::answered));
        }
        add(sums, OFFERED);
        long before = threads.getCurrentThreadAllocatedBytes();
        write(ring);
        long after = threads.getCurrentThreadAllocatedBytes();
        add(sums, WRITTEN);
        if (sums[BYTES] != null) {
            sums[BYTES][0] = Math.min(sums[BYTES][0], after - before);
        }
        read(ring);
        add(sums, READ);
    }

    private static void add(long[][] sums, int phase) {
        long[] sum = sums[phase];
        if (sum != null) {
            long[] counts = Probe.counts();
            for (int i = 0; i < counts.length; i++) {
                sum[i] += counts[i];
            }
        }
        Probe.reset(Traffic.TEXT_BYTES);
    }

    private long ask(Ring ring, Command command) {
        micros += 10;
        taken(ring.offer(command, this::answered));
        write(ring);
        read(ring);
        return told;
    }

    private void answered(Answer answer) {
        if (!answer.accepted()) {
            throw new IllegalStateException("refused: " + answer.rejection());
        }
        told = answer.id();
    }

    private static void taken(Rejection rejection) {
        if (rejection != Rejection.NONE) {
            throw new IllegalStateException("refused: " + rejection);
        }
    }

    /** The ring's own steps for a simulation; they are its package's, so by a handle. */
    private static MethodHandle step(String name, Class<?> result) {
        try {
            return MethodHandles.privateLookupIn(Ring.class, MethodHandles.lookup())
                    .findVirtual(Ring.class, name, MethodType.methodType(result));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Ring." + name + " is gone: step it another way", e);
        }
    }

    private static void write(Ring ring) {
        try {
            int _ = (int) WRITE.invokeExact(ring);
        } catch (Throwable t) {
            throw new IllegalStateException("the writer failed", t);
        }
    }

    private static void read(Ring ring) {
        try {
            READING.invokeExact(ring);
        } catch (Throwable t) {
            throw new IllegalStateException("the reader failed", t);
        }
    }

    /** Keys, tags and content as long as sealed ones, without a cipher: that is the caller's. */
    private static Protection hashed() {
        return new Protection() {
            private long made;

            @Override
            public long newKey() {
                return ++made;
            }

            @Override
            public Sealed seal(long keyId, long shop, String idempotencyKey, byte[] text) {
                return new Sealed(Slice.of(text), new Hash(++made, 1), new Hash(made, 2));
            }

            @Override
            public List<Hash> tags(long account) {
                return List.of(new Hash(account, 1), new Hash(account, 2));
            }
        };
    }
}
