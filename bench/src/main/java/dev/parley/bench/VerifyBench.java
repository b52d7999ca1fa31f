package dev.parley.bench;

import dev.parley.bench.load.Histories;
import dev.parley.log.LogVerifier;
import dev.parley.log.MemorySegments;
import dev.parley.log.Verdict;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * How fast does {@code verify} check a log: nanoseconds an event for framing, CRC, positions and
 * times, from memory?
 */
@State(Scope.Thread)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class VerifyBench {

    private static final int EVENTS = 100_000;

    private final MemorySegments segments = new MemorySegments();

    /** Writes what is verified. */
    @Setup
    public void write() {
        Histories.write(segments, EVENTS);
    }

    /** All of it; the time is that of one event. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public Verdict verify() throws IOException {
        Verdict verdict = LogVerifier.verify(segments, 0, _ -> {});
        if (!verdict.ok()) {
            throw new IllegalStateException(verdict.reason());
        }
        return verdict;
    }
}
