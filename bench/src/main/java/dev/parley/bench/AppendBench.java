package dev.parley.bench;

import dev.parley.bench.load.BareTarget;
import dev.parley.bench.load.Scratch;
import dev.parley.ring.Sync;

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

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What does a message cost the writer with each way of forcing: never ({@code OS}), each {@code
 * batch} messages, each single one? Ring, decision, record and Chronicle included, on one thread;
 * compare with F3 of {@code parley bench latency}.
 */
@State(Scope.Thread)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AppendBench {

    /** OS: not forced. BATCH: forced at the end of each batch. */
    @Param({"OS", "BATCH"})
    Sync sync = Sync.OS;

    /** Messages a batch. */
    @Param({"1", "256"})
    int batch;

    private @Nullable Scratch scratch;
    private @Nullable BareTarget target;

    /** A log in files below {@code bench-report}: on its disk. */
    @Setup(Level.Iteration)
    public void open() throws IOException {
        scratch = new Scratch(Path.of("bench-report"));
        target = BareTarget.stepped(scratch.next("append"), sync);
    }

    /** Deletes it. */
    @TearDown(Level.Iteration)
    public void close() throws IOException {
        Objects.requireNonNull(target).close();
        Objects.requireNonNull(scratch).close();
    }

    /** One batch; divide by its size. */
    @Benchmark
    public void batch() {
        Objects.requireNonNull(target).step(batch);
    }
}
