package dev.parley.bench.socket;

import dev.parley.bench.load.Floor;
import dev.parley.bench.load.Latencies;
import dev.parley.bench.load.Scratch;

import org.HdrHistogram.Histogram;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What a force takes (F3) in the rounds of the servers: short bursts between their loads, on the
 * disk of their data. One thread.
 */
final class Forces implements AutoCloseable {
    private static final int BURST = 200;
    private static final int WARMING = 1_000;

    private final Scratch scratch;
    private Histogram round = Latencies.histogram();

    /** Its files lie below {@code disk}; some forces that do not count warm it up. */
    Forces(Path disk) throws IOException {
        scratch = new Scratch(disk);
        Histogram _ = measure(WARMING);
    }

    /** Some forces of the round. */
    void burst() throws IOException {
        round.add(measure(BURST));
    }

    /** Ends the round; nanoseconds of its forces. */
    Histogram round() {
        Histogram ended = round;
        round = Latencies.histogram();
        return ended;
    }

    private Histogram measure(int count) throws IOException {
        // Deleted at the end: what a file system does behind it would meet the load.
        return Floor.F3.measure(scratch.next("f3"), count);
    }

    @Override
    public void close() throws IOException {
        scratch.close();
    }
}
