package dev.parley.peers;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * How many entities does one thread source in a second, all their events and the marker, from
 * Axon's storage engines?
 *
 * <pre>
 *   again   one of 32 entities, as for each command of an entity in use
 *   first   each entity once: before an iteration, and where all had their turn within it, the store
 *           is told to forget what it remembers. The time of that counts.
 * </pre>
 *
 * The data of all of them is in the system's page cache or in the database's.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SourcingBench {
    private static final int IN_USE = 32;
    private static final double GOLDEN = 0.618034;

    @Param({"parley", "axon-jpa-postgres", "axon-in-memory"})
    String engine = "";

    @Param({"10000", "1000000"})
    int stored;

    /** Events of each entity. */
    @Param({"1", "50", "1000"})
    int events;

    private final SplittableRandom random = new SplittableRandom(1);
    private @Nullable OpenStore store; // null before it is set up
    private int entities;
    private int step;
    private int visited;

    @Setup
    public void open() throws Exception {
        store = Stores.open(engine, stored, false);
        entities = Population.entities(stored, events);
        step = coprime(entities);
    }

    @Setup(Level.Iteration)
    public void forget() throws Exception {
        store().forget();
        visited = 0;
    }

    @TearDown
    public void close() throws Exception {
        store().close();
    }

    @Benchmark
    public int again() throws Exception {
        return source(random.nextInt(Math.min(IN_USE, entities)));
    }

    @Benchmark
    public int first() throws Exception {
        if (visited == entities) {
            forget();
        }
        return source((int) ((long) visited++ * step % entities));
    }

    private int source(int number) throws Exception {
        String id = Population.entity(events, number);
        int found = new Entity(store().engine(), id).source();
        if (found != events) {
            throw new IllegalStateException(id + ": events=" + found + ", not " + events);
        }
        return found;
    }

    private OpenStore store() {
        return Objects.requireNonNull(store);
    }

    /** A step that visits all in no order of the store's. */
    private static int coprime(int entities) {
        int step = Math.max(1, (int) (entities * GOLDEN));
        while (divisor(step, entities) != 1) {
            step++;
        }
        return step;
    }

    private static int divisor(int a, int b) {
        return b == 0 ? a : divisor(b, a % b);
    }
}
