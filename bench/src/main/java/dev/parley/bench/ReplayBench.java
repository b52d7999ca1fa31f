package dev.parley.bench;

import dev.parley.bench.load.Histories;
import dev.parley.log.EventLog;
import dev.parley.log.EventReader;
import dev.parley.projection.SlaBoard;
import dev.parley.replay.Fold;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/**
 * How fast does replay fold a log into floor and views: nanoseconds an event, CRC and decoding
 * included, from memory?
 */
@State(Scope.Thread)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ReplayBench {

    private static final int EVENTS = 100_000;

    private final EventLog log = Histories.inMemory(EVENTS);

    /** All of it; the time is that of one event. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long replay() {
        Fold fold = new Fold(0, SlaBoard.SERVER_ROWS);
        try (EventReader reader = log.reader()) {
            fold.run(reader, log.head(), Long.MAX_VALUE);
        }
        return fold.events();
    }
}
