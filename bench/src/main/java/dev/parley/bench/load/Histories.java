package dev.parley.bench.load;

import dev.parley.log.EventLog;
import dev.parley.log.MemorySegments;
import dev.parley.log.SegmentStore;
import dev.parley.log.SegmentedLog;

/** Logs in memory with a past: talks one after the other, as in {@link Growth}. */
public final class Histories {
    private static final long SEGMENT = 512L << 20;

    private Histories() {}

    /** A log of at least so many events; stays open. */
    public static EventLog inMemory(int events) {
        SimulatedTime time = new SimulatedTime();
        EventLog log = SegmentedLog.open(new MemorySegments(), 0, SEGMENT, time::wallMicros);
        new History(time).write(log, events);
        return log;
    }

    /** Fills a store, and closes the log over it in order. */
    public static void write(SegmentStore segments, int events) {
        SimulatedTime time = new SimulatedTime();
        try (EventLog log = SegmentedLog.open(segments, 0, SEGMENT, time::wallMicros)) {
            new History(time).write(log, events);
        }
    }
}
