package dev.parley.bench.load;

import dev.parley.Environment;

import java.security.SecureRandom;

/**
 * This machine's clocks, with stretches skipped: a history of months is written in seconds, and a
 * shard that reads both clocks sees no step.
 */
final class SimulatedTime {
    private volatile long skippedNanos;

    /** Moves both clocks forward. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread skips
    void skip(long nanos) {
        skippedNanos += nanos;
    }

    long wallMicros() {
        return System.currentTimeMillis() * 1_000 + skippedNanos / 1_000;
    }

    long nanos() {
        return System.nanoTime() + skippedNanos;
    }

    Environment environment() {
        return new Environment(this::wallMicros, this::nanos, new SecureRandom());
    }
}
