package dev.parley.bench.load;

import dev.parley.ring.Sync;

import java.io.IOException;
import java.util.List;

/**
 * The scenarios of the lab, by name. Each is meant for a process of its own: what the compiler
 * learns of one kind of target makes another up to twice as slow. In a process a load and the
 * floors that its figures stand on run in turn, so that what disturbs the machine for a while
 * disturbs result and floor alike; the first round warms up and does not count.
 */
public final class Scenarios {
    private static final String FLOORS = "floors";
    private static final String GATEWAY = "gateway";
    private static final String GROWTH = "growth";
    private static final String LADDER = "ladder.";

    private static final long[] RATES = {
        5_000, 20_000, 50_000, 100_000, 150_000, 200_000, 300_000, 400_000
    };

    private final Scratch scratch;
    private final Plan plan;
    private final Sheet sheet;

    public Scenarios(Scratch scratch, Plan plan, Sheet sheet) {
        this.scratch = scratch;
        this.plan = plan;
        this.sheet = sheet;
    }

    /** All names, in the order in which they are run. */
    public static List<String> names() {
        return List.of(
                FLOORS,
                "bare.stepped",
                "bare.os.most",
                "ahead.os.most",
                "product.os.most",
                GATEWAY,
                "bare.durable.one",
                "product.durable.one",
                "bare.durable.50k",
                "product.durable.50k",
                "bare.durable.most",
                "ahead.durable.most",
                "product.durable.most",
                LADDER + "product",
                LADDER + "bare",
                GROWTH);
    }

    /** Runs one of them; adds its lines and figures to the sheet. */
    public void run(String name) throws IOException {
        switch (name) {
            case FLOORS -> rounds(name, List.of(Floor.values()), _ -> {});
            case GATEWAY -> {
                GatewayCost gateway = new GatewayCost(scratch, plan.nanos() / 2);
                rounds(name, List.of(Floor.WAKE), gateway::measure);
            }
            case LADDER + "bare", LADDER + "product" ->
                    new Offered(scratch, sheet, Sync.BATCH, name.endsWith("bare"))
                            .ladder(RATES, plan.nanos());
            case GROWTH -> new Growth(scratch, plan, sheet).run();
            default -> rounds(name, Figures.floors(name), rounds -> load(name, rounds));
        }
    }

    /** What is measured in one round. */
    private interface Part {
        void measure(Rounds rounds) throws IOException;
    }

    private void rounds(String name, List<Floor> floors, Part part) throws IOException {
        Rounds rounds = new Rounds();
        OtherLoad other = new OtherLoad();
        for (int i = -1; i < plan.rounds(); i++) {
            Rounds into = i < 0 ? new Rounds() : rounds;
            for (Floor floor : floors) {
                into.add(floor.label(), floor.measure(scratch.next("floor"), plan.forces()));
            }
            part.measure(into);
            scratch.clear();
            other = i < 0 ? new OtherLoad() : other;
        }
        new Figures(rounds, sheet, plan.rounds(), other).write(name);
    }

    /** On a new log each time, with a short run before it: its pages are cold. */
    private void load(String name, Rounds into) throws IOException {
        boolean offered = name.endsWith(".50k");
        long nanos = offered ? plan.nanos() * 3 / 2 : plan.nanos();
        try (Workload workload = Workload.open(name, scratch)) {
            Run _ = workload.run(nanos / 4);
            Run run = workload.run(nanos);
            into.add(name, run);
            if (offered) {
                sheet.overTime(name, run.steps());
            }
        }
    }
}
