package dev.parley.projection;

/**
 * First responses of the conversations armed in a window. Times are microseconds, -1 where nobody
 * was answered; percentiles are by nearest rank over answered ones.
 *
 * @param breaches answered late, and unanswered past the target
 */
public record SlaReport(
        int conversations,
        int answered,
        int withinTarget,
        int breaches,
        long minMicros,
        long p50Micros,
        long p90Micros,
        long p99Micros,
        long maxMicros) {}
