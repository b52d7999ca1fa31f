package dev.parley.simulation;

import dev.parley.log.ShardClock;

/** The machine's two clocks; the simulation alone moves them. */
final class Clock {
    static final long SECOND = 1_000_000;
    static final long HOUR = 3_600 * SECOND;

    private long wallMicros = 1_700_000_000L * SECOND;
    private long monotonicNanos = 1_000;

    /** Lets so much time pass, on both clocks. */
    void pass(long micros) {
        wallMicros += micros;
        monotonicNanos += micros * 1_000;
    }

    /** Somebody sets the wall clock, forward or back. */
    void setWall(long byMicros) {
        wallMicros += byMicros;
    }

    /** The machine starts anew: its monotonic clock runs from elsewhere. */
    void reboot(long nanos) {
        monotonicNanos = nanos;
    }

    long wallMicros() {
        return wallMicros;
    }

    ShardClock shardClock(long lastRecordedAt) {
        return new ShardClock(() -> wallMicros, () -> monotonicNanos, lastRecordedAt);
    }
}
