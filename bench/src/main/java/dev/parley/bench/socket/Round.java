package dev.parley.bench.socket;

import org.HdrHistogram.Histogram;

/**
 * What one measurement found; times in nanoseconds from the instant at which a message was due.
 *
 * @param sent messages
 * @param acked of which the sender knows that they are kept
 * @param seen of which an agent has got
 * @param refused by the server
 * @param perSecond that an agent has got while messages were sent
 * @param endNumber first number that was not used
 */
record Round(
        int sent,
        int acked,
        int seen,
        int refused,
        double perSecond,
        int endNumber,
        Histogram ack,
        Histogram see) {
    /** Whether all that was sent has arrived. */
    boolean isWhole() {
        return acked == sent && seen == sent;
    }
}
