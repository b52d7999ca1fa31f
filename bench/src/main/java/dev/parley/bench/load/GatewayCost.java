package dev.parley.bench.load;

import dev.parley.ring.Sync;

import java.io.IOException;

/** What Axon's gateway costs the caller beyond the engine's own door, and what waiting takes. */
record GatewayCost(Scratch scratch, long nanos) {
    private static final int BATCH = 512;
    private static final int BATCHES = 600;

    /**
     * Those before are for the compilers: engines that were just opened undo some of their work.
     */
    private static final int COUNTED = 150;

    /** One round; both doors in turn, a batch each. */
    void measure(Rounds rounds) throws IOException {
        try (EngineTarget plain = EngineTarget.open(scratch.next("submit"), Sync.OS, false);
                EngineTarget axon = EngineTarget.open(scratch.next("axon"), Sync.OS, false, true)) {
            Cost submitted = new Cost();
            Cost dispatched = new Cost();
            for (int i = 0; i < BATCHES; i++) {
                boolean counts = i >= BATCHES - COUNTED;
                batch(plain, counts ? submitted : new Cost());
                batch(axon, counts ? dispatched : new Cost());
            }
            rounds.add("submit.caller", submitted.micros());
            rounds.add("gateway.caller", dispatched.micros());
            rounds.add("gateway.extra", dispatched.micros() - submitted.micros());
            rounds.add("gateway.extraBytes", dispatched.bytes() - submitted.bytes());
            rounds.add("gateway.bytes", dispatched.bytes());
            rounds.add("submit.os.one", plain.blocking(nanos));
            rounds.add("gateway.os.one", axon.blocking(nanos));
        }
    }

    /** Sends without waiting, then waits outside of what is counted. */
    private static void batch(EngineTarget target, Cost cost) {
        Latencies latencies = new Latencies();
        Costs costs = Costs.ofCaller();
        long bytes = costs.threadBytes();
        long cpu = costs.threadCpuNanos();
        for (int i = 0; i < BATCH; i++) {
            target.send(0, latencies);
        }
        cost.nanos += costs.threadCpuNanos() - cpu;
        cost.bytes += costs.threadBytes() - bytes;
        cost.count += BATCH;
        long _ = OpenLoop.settle(latencies, BATCH);
    }

    private static final class Cost {
        private long nanos;
        private long bytes;
        private long count;

        double micros() {
            return nanos / 1e3 / count;
        }

        double bytes() {
            return (double) bytes / count;
        }
    }
}
