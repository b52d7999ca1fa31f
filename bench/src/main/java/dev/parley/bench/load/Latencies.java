package dev.parley.bench.load;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Latencies in nanoseconds, recorded by any thread, and what they were over time, in steps that one
 * thread closes. Counts answers and refusals: a refusal has no latency and voids a claim.
 */
public final class Latencies {
    private static final long MOST_NANOS = 60_000_000_000L;
    private static final int DIGITS = 3;

    private final Recorder recorder = new Recorder(1, MOST_NANOS, DIGITS);
    private final Histogram total = histogram();
    private final List<Step> steps = new ArrayList<>();
    private final AtomicLong settled = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    /** Who waits for room; null while nobody does. */
    private volatile @Nullable Thread waiting;

    private volatile long wakeAt;

    /** What one stretch of time saw; nanoseconds, {@code at} from the start of the run. */
    public record Step(long at, long count, long p50, long p99, long most) {}

    /** An empty histogram of latencies in nanoseconds. */
    public static Histogram histogram() {
        return new Histogram(1, MOST_NANOS, DIGITS);
    }

    /** One answer, so many nanoseconds after it should have been asked for. */
    void answered(long nanos) {
        recorder.recordValue(Math.clamp(nanos, 1, MOST_NANOS));
        settle();
    }

    void refused() {
        refused.incrementAndGet();
        settle();
    }

    /** Answers so far, refusals among them. */
    long settled() {
        return settled.get();
    }

    /** Parks the caller until so many are settled, or less: it looks again. */
    void awaitSettled(long count, long nanos) {
        wakeAt = count;
        waiting = Thread.currentThread();
        if (settled.get() < count) {
            LockSupport.parkNanos(this, nanos);
        }
        waiting = null;
    }

    long refusals() {
        return refused.get();
    }

    /** Ends a step; one thread. */
    void step(long atNanos) {
        Histogram interval = interval();
        if (interval.getTotalCount() > 0) {
            steps.add(
                    new Step(
                            atNanos,
                            interval.getTotalCount(),
                            interval.getValueAtPercentile(50),
                            interval.getValueAtPercentile(99),
                            interval.getMaxValue()));
        }
    }

    /** Counts what no step has, as no step; the thread of the steps. */
    void rest() {
        Histogram _ = interval();
    }

    private Histogram interval() {
        Histogram interval = recorder.getIntervalHistogram();
        total.add(interval);
        return interval;
    }

    /** Everything recorded until the last step or rest. */
    Histogram total() {
        return total;
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }

    private void settle() {
        long count = settled.incrementAndGet();
        Thread waiter = waiting;
        if (waiter != null && count >= wakeAt) {
            waiting = null;
            LockSupport.unpark(waiter);
        }
    }
}
