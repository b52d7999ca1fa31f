package dev.parley.bench;

import dev.parley.bench.load.BareTarget;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/**
 * What do ring, decision and encoding cost where the log takes nothing: publish a message, decide
 * it, free its slot, on one thread? What is above {@code DecideBench} is slot, record and CRC.
 */
@State(Scope.Thread)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RingBench {

    private BareTarget target = BareTarget.overNothing();

    /** A new shard: a conversation has a bound of events. */
    @Setup(Level.Iteration)
    public void open() {
        target = BareTarget.overNothing();
    }

    /** One message. */
    @Benchmark
    public void post() {
        target.step();
    }
}
