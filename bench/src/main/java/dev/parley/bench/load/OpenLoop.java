package dev.parley.bench.load;

import org.HdrHistogram.Histogram;

import java.util.concurrent.locks.LockSupport;

/**
 * Load at a given rate, whatever the target does: each message has an intended time, and its
 * latency counts from there. The generator parks until the next intended time; what fell due
 * meanwhile is sent in bounded bursts, and by how much it was late is recorded.
 */
final class OpenLoop {
    /** Messages sent before the clock is looked at for the end of the run or of a step. */
    private static final int BURST = 512;

    private static final long STEP_NANOS = 100_000_000;

    /** How long the last answers may take. */
    private static final long SETTLE_NANOS = 10_000_000_000L;

    private OpenLoop() {}

    /** {@code perSecond} messages for {@code nanos}. The calling thread generates. */
    static Run run(Target target, long perSecond, long nanos) {
        Latencies latencies = new Latencies();
        Histogram lateness = Latencies.histogram();
        Costs costs = Costs.ofThread(target.writerThread());
        long count = Math.max(1, nanos / 1_000_000 * perSecond / 1_000);
        long start = System.nanoTime();
        long stepAt = start + STEP_NANOS;
        long sent = 0;
        while (sent < count) {
            long now = System.nanoTime();
            long intended = intended(start, sent, perSecond);
            for (int i = 0; i < BURST && sent < count && intended <= now; i++) {
                lateness.recordValue(Math.max(1, now - intended));
                target.send(intended, latencies);
                intended = intended(start, ++sent, perSecond);
                now = System.nanoTime();
            }
            if (now >= stepAt) {
                latencies.step(now - start);
                stepAt += STEP_NANOS;
            }
            if (intended > now) {
                LockSupport.parkNanos(intended - now);
            }
        }
        long end = settle(latencies, sent);
        if (end >= stepAt) {
            latencies.step(end - start);
        } else {
            // A few answers at the end are no step: they count, but not over time.
            latencies.rest();
        }
        return result(latencies, lateness, costs, end - start);
    }

    private static long intended(long start, long n, long perSecond) {
        return start + n / perSecond * 1_000_000_000L + n % perSecond * 1_000_000_000L / perSecond;
    }

    /** Waits for what is still owed; answers when that was. */
    static long settle(Latencies latencies, long sent) {
        long deadline = System.nanoTime() + SETTLE_NANOS;
        while (latencies.settled() < sent) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "answers=" + latencies.settled() + " of " + sent + " after 10 s");
            }
            LockSupport.parkNanos(50_000);
        }
        return System.nanoTime();
    }

    static Run result(Latencies latencies, Histogram lateness, Costs costs, long nanos) {
        Histogram total = latencies.total();
        return new Run(
                total,
                lateness,
                latencies.steps(),
                total.getTotalCount(),
                latencies.refusals(),
                nanos,
                costs.processCpuNanos(),
                costs.threadCpuNanos(),
                costs.threadBytes());
    }
}
