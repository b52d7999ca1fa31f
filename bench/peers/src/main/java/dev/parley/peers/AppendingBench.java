package dev.parley.peers;

import dev.parley.bench.store.Entity;
import dev.parley.bench.store.Population;

import org.jspecify.annotations.Nullable;
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

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * How many events a second are appended on condition, each alone and answered once it is kept, with
 * so many in flight all the time?
 *
 * <pre>
 *   next     the next event of an entity, if nothing of it came since its last one
 *   create   the first event of a new entity, if the whole store has none of it
 * </pre>
 *
 * One in flight is a thread that blocks for it. Many are: one thread that hands over the next
 * whenever one is answered, where the engine does not block; else a thread each. They stay in flight
 * between iterations.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 20, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AppendingBench {
    @Param({"parley", "axon-jpa-postgres", "axon-in-memory"})
    String engine = "";

    @Param({"10000", "1000000"})
    int stored;

    @Param({"next", "create"})
    String what = "";

    @Param({"1", "32", "1000"})
    int inFlight;

    /** Events that an entity has at first; 0: it is new. */
    @Param("0")
    int events;

    private final AtomicInteger created = new AtomicInteger();
    private @Nullable OpenStore store; // null before it is set up
    private @Nullable Flight flight; // null before it is set up

    @Setup
    public void open() throws Exception {
        OpenStore opened = Stores.open(engine, stored, new StoreKind.Use(true, true));
        List<Supplier<Entity>> callers = new ArrayList<>();
        for (int i = 0; i < inFlight; i++) {
            callers.add(what.equals("create") ? () -> created(opened) : existing(opened, i));
        }
        store = opened;
        flight =
                inFlight == 1
                        ? () -> callers.getFirst().get().append()
                        : StoreKind.of(engine).blocks() ? new Crew(callers) : new Sender(callers);
    }

    @Setup(Level.Iteration)
    public void begin() {
        Objects.requireNonNull(flight).begin();
    }

    @TearDown
    public void close() throws Exception {
        Objects.requireNonNull(flight).end();
        Objects.requireNonNull(store).close();
    }

    @Benchmark
    public void append() throws Exception {
        Objects.requireNonNull(flight).one();
    }

    private Entity created(OpenStore opened) {
        return new Entity(opened.engine(), "created-" + created.getAndIncrement());
    }

    private Supplier<Entity> existing(OpenStore opened, int number) throws Exception {
        String id = events == 0 ? "next-" + number : Population.entity(events, number);
        Entity entity = new Entity(opened.engine(), id);
        int _ = entity.source();
        return () -> entity;
    }
}
