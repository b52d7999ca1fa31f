package dev.parley.ring;

import dev.parley.log.ShardClock;

/** A wall and a monotonic clock that only the test moves. */
final class TestClock {
    static final long START_MICROS = 1_700_000_000_000_000L;
    static final long SECOND = 1_000_000;

    private long wallMicros = START_MICROS;
    private long monotonicNanos = 1_000;

    /** Lets so much time pass, on both clocks. */
    void pass(long micros) {
        wallMicros += micros;
        monotonicNanos += micros * 1_000;
    }

    /** Sets the wall clock forward. */
    void step(long micros) {
        wallMicros += micros;
    }

    long wallMicros() {
        return wallMicros;
    }

    ShardClock shardClock(long lastRecordedAt) {
        return new ShardClock(() -> wallMicros, () -> monotonicNanos, lastRecordedAt);
    }
}
