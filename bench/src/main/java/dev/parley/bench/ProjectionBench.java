package dev.parley.bench;

import dev.parley.bench.load.Histories;
import dev.parley.log.EventLog;
import dev.parley.log.EventReader;
import dev.parley.projection.SlaBoard;
import dev.parley.projection.Views;
import dev.parley.replay.RecordEvents;

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
 * What does it cost the reader to fold a posted message into all views, in one of 1,000
 * conversations? Its share of the reader's time, and of replay's; some bytes an event are the
 * transcript's positions.
 */
@State(Scope.Thread)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ProjectionBench {

    private final EventLog log = Histories.inMemory(20_000);
    private Views views = new Views(SlaBoard.SERVER_ROWS);
    private EventReader reader = log.reader();
    private final RecordEvents events = new RecordEvents();

    /** From the start again. */
    @Setup(Level.Iteration)
    public void rewind() {
        views = new Views(SlaBoard.SERVER_ROWS);
        reader.seek(0);
    }

    /** The next event of a history of talks, into the views; the log is walked anew at its end. */
    @Benchmark
    public boolean fold() {
        if (!reader.next(log.head())) {
            rewind();
            return false;
        }
        return events.tell(reader.record(), views.events());
    }
}
