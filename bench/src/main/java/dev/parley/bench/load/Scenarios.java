package dev.parley.bench.load;

import dev.parley.ring.Sync;

import org.HdrHistogram.Histogram;

import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * The scenarios of the lab, by name. Each is meant for a process of its own: what the compiler
 * learns of one kind of target makes another up to twice as slow. In a process a load and the
 * floors that its figures stand on run in turn, so that what disturbs the machine for a while
 * disturbs result and floor alike. What warms up does not count: the floors once, the load until
 * the compilers have little left to do.
 */
public final class Scenarios {
    private static final String FLOORS = "floors";
    private static final String GATEWAY = "gateway";
    private static final String GROWTH = "growth";

    /** Beside the one of the scenario itself, 50,000/s. */
    private static final long[] RATES = {10_000, 100_000, 200_000, 400_000};

    /** Runs of load whose time warming up may take, and the compilers' share that is little. */
    private static final double WARMING = 2.5;

    /** The same where the product takes all of the machine and leaves the compilers little. */
    private static final double WARMING_AT_MOST = 6;

    private static final double COMPILING = 0.1;
    private static final CompilationMXBean COMPILERS = ManagementFactory.getCompilationMXBean();

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
                GROWTH);
    }

    /** The loads of a scenario, by their names among {@link Workload#names()}. */
    public static List<String> loads(String name) {
        return switch (name) {
            case FLOORS -> List.of();
            case GATEWAY -> List.of("gateway.os.one");
            case GROWTH -> List.of("replay", "restart");
            default -> List.of(name);
        };
    }

    /** Runs one of them; adds its lines and figures to the sheet. */
    public void run(String name) throws IOException {
        switch (name) {
            case FLOORS -> rounds(name, List.of(Floor.values()), _ -> {});
            case GATEWAY -> {
                GatewayCost gateway = new GatewayCost(scratch, plan.nanos() / 2);
                rounds(name, List.of(Floor.WAKE, Floor.SEAL, Floor.TOUCH), gateway::measure);
            }
            case GROWTH -> new Growth(scratch, plan, sheet).run();
            default -> rounds(name, Figures.floors(name), rounds -> load(name, rounds));
        }
        if (isOffered(name)) {
            // Where this kind of load is warm already.
            new Offered(scratch, sheet, Sync.BATCH, name.startsWith("bare."))
                    .ladder(RATES, plan.nanos() / 2);
        }
    }

    private static boolean isProductAtMost(String name) {
        return name.startsWith("product.") && name.endsWith(".most");
    }

    private static boolean isOffered(String name) {
        return name.endsWith(".50k");
    }

    /** What is measured in one round. */
    private interface Part {
        void measure(Rounds rounds) throws IOException;
    }

    private void rounds(String name, List<Floor> floors, Part part) throws IOException {
        measure(floors, new Rounds());
        warmUp(part, isProductAtMost(name) ? WARMING_AT_MOST : WARMING);
        Rounds rounds = new Rounds();
        OtherLoad other = new OtherLoad();
        for (int i = 0; i < plan.rounds(); i++) {
            measure(floors, rounds);
            part.measure(rounds);
            scratch.clear();
        }
        new Figures(rounds, sheet, plan.rounds(), other).write(name);
    }

    private void measure(List<Floor> floors, Rounds into) throws IOException {
        for (Floor floor : floors) {
            Histogram nanos = floor.measure(scratch.next("floor"), plan.forces());
            into.add(floor.label(), nanos);
            into.add(floor.label() + ".mean", nanos.getMean() / 1e3);
        }
    }

    private void warmUp(Part part, double most) throws IOException {
        double compiling = 1;
        long begin = System.nanoTime();
        long start = begin;
        while (start - begin < most * plan.nanos() && compiling > COMPILING) {
            long compiled = COMPILERS.getTotalCompilationTime();
            part.measure(new Rounds());
            compiling =
                    (COMPILERS.getTotalCompilationTime() - compiled)
                            * 1e6
                            / (System.nanoTime() - start);
            scratch.clear();
            start = System.nanoTime();
        }
    }

    /** On a new log each time, with a short run before it: its pages are cold. */
    private void load(String name, Rounds into) throws IOException {
        boolean offered = isOffered(name);
        long nanos = plan.nanos();
        if (offered) {
            nanos = nanos * 3 / 2;
        } else if (name.endsWith(".one")) {
            // Steady: each waits for the disk alone.
            nanos /= 2;
        }
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
