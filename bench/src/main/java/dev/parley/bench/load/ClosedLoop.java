package dev.parley.bench.load;

/**
 * A bounded number of messages in flight, the next one sent as soon as there is room: how much the
 * target does at most. Latency counts from the sending, so it says nothing of a rate offered.
 */
final class ClosedLoop {
    private static final long PARK_NANOS = 1_000_000;

    private ClosedLoop() {}

    /** {@code window} in flight for {@code nanos}. The calling thread generates. */
    static Run run(Target target, int window, long nanos) {
        Latencies latencies = new Latencies();
        Costs costs = Costs.ofThread(target.writerThread());
        long start = System.nanoTime();
        long end = start + nanos;
        long sent = 0;
        for (long now = start; now < end; now = System.nanoTime()) {
            long room = window - (sent - latencies.settled());
            for (int i = 0; i < room; i++) {
                target.send(System.nanoTime(), latencies);
                sent++;
            }
            if (sent - latencies.settled() >= window) {
                latencies.awaitSettled(sent - window / 2, PARK_NANOS);
            }
        }
        long last = OpenLoop.settle(latencies, sent);
        latencies.rest();
        return OpenLoop.result(latencies, Latencies.histogram(), costs, last - start);
    }
}
