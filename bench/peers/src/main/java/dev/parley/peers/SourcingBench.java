package dev.parley.peers;

import dev.parley.bench.store.Entity;
import dev.parley.bench.store.Population;
import dev.parley.bench.store.Tour;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.ThreadParams;
import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * How many entities are sourced in a second, all their events and the marker, from Axon's storage
 * engines, by so many callers?
 *
 * <pre>
 *   any     any of all at random, as for commands to entities that were in use before
 *   first   one after the other, from a store that is told to remember none of them
 * </pre>
 *
 * The data of all of them is in the system's page cache or in the database's; ours besides keeps
 * opened what a fifth of its heap holds.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 20, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SourcingBench {
    @Param({"parley", "axon-jpa-postgres", "axon-in-memory"})
    String engine = "";

    @Param({"10000", "1000000"})
    int stored;

    /** Events of each entity. */
    @Param({"1", "50", "1000"})
    int events;

    private @Nullable OpenStore store; // null before it is set up
    private int entities;

    /** One of the callers. */
    @State(Scope.Thread)
    public static class Caller {
        private SplittableRandom random = new SplittableRandom(0);
        private Tour tour = new Tour(1, 0);

        @Setup
        public void begin(ThreadParams thread, BenchmarkParams benchmark) {
            random = new SplittableRandom(thread.getThreadIndex());
            tour =
                    new Tour(
                            Population.entities(
                                    Integer.parseInt(benchmark.getParam("stored")),
                                    Integer.parseInt(benchmark.getParam("events"))),
                            thread.getThreadIndex());
        }
    }

    @Setup
    public void open(BenchmarkParams benchmark) throws Exception {
        boolean remembers = benchmark.getBenchmark().endsWith("any");
        store = Stores.open(engine, stored, new StoreKind.Use(false, remembers));
        entities = Population.entities(stored, events);
    }

    @TearDown
    public void close() throws Exception {
        store().close();
    }

    @Benchmark
    public int any(Caller caller) throws Exception {
        return source(caller.random.nextInt(entities));
    }

    @Benchmark
    public int first(Caller caller) throws Exception {
        return source(caller.tour.next());
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
}
