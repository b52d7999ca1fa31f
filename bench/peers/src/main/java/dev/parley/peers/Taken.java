package dev.parley.peers;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** How long each message took from its sending to its acknowledgement. Any thread. */
final class Taken {
    private static final long MOST_NANOS = 60_000_000_000L;
    private static final int DIGITS = 3;

    private final ConcurrentHistogram nanos = new ConcurrentHistogram(1, MOST_NANOS, DIGITS);

    void since(long sentNanos) {
        nanos.recordValue(Math.clamp(System.nanoTime() - sentNanos, 1, MOST_NANOS));
    }

    /** {@code count} messages that went together. */
    void since(long sentNanos, int count) {
        nanos.recordValueWithCount(
                Math.clamp(System.nanoTime() - sentNanos, 1, MOST_NANOS), count);
    }

    Histogram histogram() {
        return nanos;
    }
}
