package dev.parley.bench.load;

import dev.parley.ring.Sync;

import org.HdrHistogram.Histogram;

import java.io.IOException;

/**
 * Everything about one process that the table asks for, each with its floor, in rounds: one run of
 * each in turn, so that what disturbs the machine for a while disturbs result and floor alike.
 */
public final class Scenarios {
    private static final int WINDOW = 4_096;
    private static final int RATE = 50_000;
    private static final int WARM_SECONDS = 2;
    private static final int STEPS = 1_000_000;
    private static final int STEP_WARM = 200_000;

    private final Scratch scratch;
    private final Plan plan;
    private final Sheet sheet;
    private final Rounds rounds = new Rounds();
    private OtherLoad other = new OtherLoad();

    public Scenarios(Scratch scratch, Plan plan, Sheet sheet) {
        this.scratch = scratch;
        this.plan = plan;
        this.sheet = sheet;
    }

    /** Runs all rounds and writes lines and figures; answers the share that others took. */
    public double run() throws IOException {
        sheet.say("warming up");
        bareStepped(new Rounds());
        load(new Rounds(), "warm-up", WARM_SECONDS * 1_000_000_000L);
        other = new OtherLoad();
        for (int i = 0; i < plan.rounds(); i++) {
            sheet.say("round " + (i + 1) + " of " + plan.rounds());
            round();
            scratch.clear();
        }
        new Figures(rounds, sheet, plan.rounds(), other).write();
        return other.share();
    }

    private void round() throws IOException {
        for (Floor floor : Floor.values()) {
            rounds.add(floor.label(), floor.measure(scratch.next("floor"), plan.forces()));
        }
        bareStepped(rounds);
        load(rounds, "", plan.nanos());
        oneInFlight();
        offered();
        new Gateway(scratch, rounds).run(plan.nanos() / 2);
    }

    /** Publish, decide and append on one thread: what a message takes without any waiting. */
    private void bareStepped(Rounds into) throws IOException {
        Histogram nanos = Latencies.histogram();
        try (BareTarget bare = BareTarget.stepped(scratch.next("stepped"), Sync.OS)) {
            for (int i = 0; i < STEP_WARM; i++) {
                bare.step();
            }
            Costs costs = Costs.ofCaller();
            long before = costs.threadBytes();
            for (int i = 0; i < STEPS; i++) {
                long start = System.nanoTime();
                bare.step();
                nanos.recordValue(Math.max(1, System.nanoTime() - start));
            }
            into.add("bare.stepped.bytes", (costs.threadBytes() - before) / (double) STEPS);
        }
        into.add("bare.stepped", nanos);
    }

    /** As much as there can be, not durable and durable, bare and product. */
    private void load(Rounds into, String prefix, long nanos) throws IOException {
        for (Sync sync : new Sync[] {Sync.OS, Sync.BATCH}) {
            String way = prefix + (sync == Sync.OS ? "os" : "durable");
            try (Target bare = BareTarget.open(scratch.next("bare"), sync)) {
                into.add("bare." + way + ".most", closed(bare, nanos));
            }
            try (Target ahead = EngineTarget.open(scratch.next("ahead"), sync, false)) {
                into.add("ahead." + way + ".most", closed(ahead, nanos));
            }
            try (Target product = EngineTarget.open(scratch.next("product"), sync, true)) {
                into.add("product." + way + ".most", closed(product, nanos));
            }
        }
    }

    private static Run closed(Target target, long nanos) {
        ClosedLoop.run(target, WINDOW, nanos / 4);
        return ClosedLoop.run(target, WINDOW, nanos);
    }

    private void oneInFlight() throws IOException {
        try (Target bare = BareTarget.open(scratch.next("bare"), Sync.BATCH)) {
            ClosedLoop.run(bare, 1, plan.nanos() / 4);
            rounds.add("bare.durable.one", ClosedLoop.run(bare, 1, plan.nanos()));
        }
        try (EngineTarget product = EngineTarget.open(scratch.next("product"), Sync.BATCH, false)) {
            blocking(product, plan.nanos() / 4);
            rounds.add("product.durable.one", blocking(product, plan.nanos()));
        }
    }

    /** One caller that waits for each answer before it asks again. */
    static Histogram blocking(EngineTarget target, long nanos) {
        Histogram taken = Latencies.histogram();
        long end = System.nanoTime() + nanos;
        for (long start = System.nanoTime(); start < end; start = System.nanoTime()) {
            long _ = target.ask(target.next());
            taken.recordValue(System.nanoTime() - start);
        }
        return taken;
    }

    /** A rate offered, durable: bare, and the product with sealing on the generator's thread. */
    private void offered() throws IOException {
        try (Target bare = BareTarget.open(scratch.next("bare"), Sync.BATCH)) {
            offered("bare.durable.50k", bare);
        }
        try (Target product = EngineTarget.open(scratch.next("product"), Sync.BATCH, true)) {
            offered("product.durable.50k", product);
        }
    }

    private void offered(String name, Target target) throws IOException {
        OpenLoop.run(target, RATE, plan.nanos() / 2);
        Run run = OpenLoop.run(target, RATE, 2 * plan.nanos());
        rounds.add(name, run);
        sheet.overTime(name, run.steps());
    }

    /** What Axon's gateway costs the caller, and what waiting through it takes. */
    private record Gateway(Scratch scratch, Rounds rounds) {
        private static final int BATCH = 512;
        private static final int BATCHES = 200;

        void run(long nanos) throws IOException {
            try (EngineTarget plain = EngineTarget.open(scratch.next("submit"), Sync.OS, false);
                    EngineTarget axon =
                            EngineTarget.open(scratch.next("axon"), Sync.OS, false, true)) {
                Cost submitted = new Cost();
                Cost dispatched = new Cost();
                for (int i = 0; i < BATCHES; i++) {
                    boolean counts = i >= BATCHES / 4;
                    Cost _ = batch(plain, counts ? submitted : new Cost());
                    Cost _ = batch(axon, counts ? dispatched : new Cost());
                }
                rounds.add("submit.caller", submitted.micros());
                rounds.add("gateway.caller", dispatched.micros());
                rounds.add("gateway.extra", dispatched.micros() - submitted.micros());
                rounds.add("gateway.extraBytes", dispatched.bytes() - submitted.bytes());
                rounds.add("gateway.bytes", dispatched.bytes());
                rounds.add("submit.os.one", blocking(plain, nanos));
                rounds.add("gateway.os.one", blocking(axon, nanos));
            }
        }

        /** Sends without waiting, then waits outside of what is counted. */
        private static Cost batch(EngineTarget target, Cost cost) {
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
            return cost;
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
}
