package dev.parley.bench.load;

import org.HdrHistogram.Histogram;

import java.util.List;

/**
 * What one run of load gave.
 *
 * @param latencies nanoseconds from the intended time to the answer
 * @param lateness nanoseconds by which the generator itself was behind the intended time
 * @param steps the same over time
 * @param answered messages answered
 * @param refused messages refused: the rate was not held
 * @param nanos from the first to the last answer
 * @param cpuNanos processor time of the whole process, the generator's included
 * @param writerCpuNanos processor time of the writer thread
 * @param writerBytes allocated by the writer thread
 */
public record Run(
        Histogram latencies,
        Histogram lateness,
        List<Latencies.Step> steps,
        long answered,
        long refused,
        long nanos,
        long cpuNanos,
        long writerCpuNanos,
        long writerBytes) {
    /** Of one thing after the other, none of them offered at a rate or refused. */
    static Run of(Histogram latencies, Costs costs, long nanos) {
        return new Run(
                latencies,
                Latencies.histogram(),
                List.of(),
                latencies.getTotalCount(),
                0,
                nanos,
                costs.processCpuNanos(),
                costs.threadCpuNanos(),
                costs.threadBytes());
    }

    /** Answers a second. */
    public double perSecond() {
        return answered * 1e9 / nanos;
    }

    /** Microseconds at a percentile. */
    public double micros(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1e3;
    }

    public double cpuMicrosPerMessage() {
        return cpuNanos / 1e3 / Math.max(1, answered);
    }

    public double writerMicrosPerMessage() {
        return writerCpuNanos / 1e3 / Math.max(1, answered);
    }

    public double writerBytesPerMessage() {
        return (double) writerBytes / Math.max(1, answered);
    }

    /** Whether everything sent was answered. */
    public boolean held() {
        return refused == 0;
    }
}
