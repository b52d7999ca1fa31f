package dev.parley.bench;

import dev.parley.bench.load.TimerRun;

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
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/**
 * What does it cost to fire {@code armed} first-response timers that are due at once? Polling the
 * heap, deciding and recording each warning, through the shard over a log that takes nothing: one
 * shot is all of them, divide by their number. (Arming is one step of the heap in a first message.)
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 10)
@Measurement(iterations = 20)
@Fork(1)
public class DeadlinesBench {
    /** Timers armed. */
    @Param({"1000", "100000"})
    int armed;

    private TimerRun run = new TimerRun(0);

    /** Conversations that wait for their first answer. */
    @Setup(Level.Invocation)
    public void arm() {
        run = new TimerRun(armed);
    }

    /** All of them. */
    @Benchmark
    public long fire() {
        return run.fireAll();
    }
}
