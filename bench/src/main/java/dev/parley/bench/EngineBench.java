package dev.parley.bench;

import dev.parley.bench.load.EngineTarget;
import dev.parley.bench.load.Scratch;
import dev.parley.ring.Sync;

import org.jspecify.annotations.Nullable;
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

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * How long does a caller wait for an answer of the whole engine, one message in flight: by {@code
 * Engine.submit} and through Axon's gateway, forced and not? The difference of the two ways is
 * Axon's price; compare with a two-hop wake and with F3.
 */
@State(Scope.Thread)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EngineBench {

    /** Whether commands go through Axon's gateway. */
    @Param({"false", "true"})
    boolean gateway;

    /** OS: answers do not wait for the disk. */
    @Param({"OS", "BATCH"})
    Sync sync = Sync.OS;

    private @Nullable Scratch scratch;
    private @Nullable EngineTarget engine;

    /** An engine below {@code bench-report}: on its disk. */
    @Setup
    public void open() throws IOException {
        scratch = new Scratch(Path.of("bench-report"));
        engine = EngineTarget.open(scratch.next("engine"), sync, false, gateway);
    }

    /** Deletes it. */
    @TearDown
    public void close() throws IOException {
        Objects.requireNonNull(engine).close();
        Objects.requireNonNull(scratch).close();
    }

    /** One message, answered. */
    @Benchmark
    public long post() {
        EngineTarget open = Objects.requireNonNull(engine);
        return open.ask(open.next());
    }
}
