package dev.parley.bench.load;

import dev.parley.ring.Sync;

import java.io.IOException;
import java.util.Locale;

/** Rates offered: the latency at one, over many, and the highest that keeps a bound. */
public final class Offered {
    private static final long FIRST_RATE = 1_000;
    private static final long MOST_RATE = 8_000_000;
    private static final double GROWTH = 1.6;
    private static final int HALVINGS = 4;
    private static final int TRIES = 2;

    /** A process that has just begun compiles for as long. */
    private static final long WARM_NANOS = 4_000_000_000L;

    private static final long WARM_RATE = 50_000;

    private final Scratch scratch;
    private final Sheet sheet;
    private final Sync sync;
    private final boolean bare;

    /**
     * @param bare the bare path instead of the product
     */
    public Offered(Scratch scratch, Sheet sheet, Sync sync, boolean bare) {
        this.scratch = scratch;
        this.sheet = sheet;
        this.sync = sync;
        this.bare = bare;
    }

    /** Several rounds at one rate, behind a warm-up, each beside the disk floors. */
    public void latency(long rate, long nanos, int count, int forces) throws IOException {
        Rounds rounds = new Rounds();
        String name = name() + "." + rate;
        OtherLoad other = new OtherLoad();
        try (Target target = open()) {
            Run _ = OpenLoop.run(target, rate, Math.max(WARM_NANOS, nanos / 2));
            for (int i = 0; i < count; i++) {
                for (Floor floor : new Floor[] {Floor.F1, Floor.F2, Floor.F3}) {
                    rounds.add(floor.label(), floor.measure(scratch.next("floor"), forces));
                }
                Run run = OpenLoop.run(target, rate, nanos);
                rounds.add(name, run);
                sheet.overTime(name, run.steps());
            }
        }
        write("offered", name, rate, rounds, count, other);
        for (String floor : new String[] {"F1", "F2", "F3"}) {
            sheet.say(
                    String.format(
                            Locale.ROOT,
                            "    p50 = %.2f x %s (%.1f us)",
                            rounds.ratio(name + ".p50", floor + ".p50"),
                            floor,
                            rounds.median(floor + ".p50")));
        }
        tellWhere();
    }

    private void tellWhere() {
        sheet.say(
                "in %1$s; a page of it: ops/parley bench report --out %1$s"
                        .formatted(sheet.directory()));
    }

    /** A ladder of rates, one line each: throughput against latency. Of code that is warm. */
    public void ladder(long[] rates, long nanos) throws IOException {
        OtherLoad other = new OtherLoad();
        for (long rate : rates) {
            Rounds rounds = new Rounds();
            String name = name() + "." + rate;
            rounds.add(name, once(rate, nanos));
            write("ladder", name, rate, rounds, 1, other);
            if (rounds.median(name + ".refused") > 0) {
                return;
            }
        }
    }

    /** The highest rate at which p99 stays below {@code boundMicros}; 0 where none does. */
    public long saturation(double boundMicros, long nanos) throws IOException {
        OtherLoad other = new OtherLoad();
        try (Target target = open()) {
            Run _ = OpenLoop.run(target, WARM_RATE, WARM_NANOS);
        }
        scratch.clear();
        Rounds kept = new Rounds();
        long good = 0;
        long bad = MOST_RATE;
        for (long rate = FIRST_RATE; rate < bad; rate = (long) (rate * GROWTH)) {
            if (!keepsAtLast(rate, boundMicros, nanos, kept)) {
                bad = rate;
                break;
            }
            good = rate;
        }
        for (int i = 0; i < HALVINGS && good > 0; i++) {
            long middle = (good + bad) / 2;
            if (keepsAtLast(middle, boundMicros, nanos, kept)) {
                good = middle;
            } else {
                bad = middle;
            }
        }
        if (good > 0) {
            write("saturation", name() + "." + good, good, kept, 1, other);
            tellWhere();
        }
        sheet.say(
                String.format(
                        Locale.ROOT,
                        "%s: p99 stays below %.0f us up to %,d/s",
                        name(),
                        boundMicros,
                        good));
        return good;
    }

    /** Once more where it does not: a single stall of the disk is no bound. */
    private boolean keepsAtLast(long rate, double boundMicros, long nanos, Rounds into)
            throws IOException {
        boolean kept = false;
        for (int i = 0; i < TRIES && !kept; i++) {
            kept = keeps(rate, boundMicros, nanos, into);
        }
        return kept;
    }

    /** What is kept goes into {@code into}, by its rate. */
    private boolean keeps(long rate, double boundMicros, long nanos, Rounds into)
            throws IOException {
        Run run = once(rate, nanos);
        boolean kept = run.held() && run.micros(99) <= boundMicros;
        if (kept) {
            into.add(name() + "." + rate, run);
        }
        sheet.say(
                String.format(
                        Locale.ROOT,
                        "%,12d/s  p50 %9.1f  p99 %9.1f us  refused %d  %s",
                        rate,
                        run.micros(50),
                        run.micros(99),
                        run.refused(),
                        kept ? "kept" : "not kept"));
        return kept;
    }

    private Run once(long rate, long nanos) throws IOException {
        try (Target target = open()) {
            Run _ = OpenLoop.run(target, rate, nanos / 2);
            return OpenLoop.run(target, rate, nanos);
        } finally {
            scratch.clear();
        }
    }

    private Target open() throws IOException {
        return bare
                ? BareTarget.open(scratch.next("bare"), sync)
                : EngineTarget.open(scratch.next("product"), sync, true);
    }

    private String name() {
        return (bare ? "bare." : "product.") + (sync == Sync.BATCH ? "durable" : sync.label());
    }

    private void write(
            String scenario, String name, long rate, Rounds rounds, int count, OtherLoad other)
            throws IOException {
        sheet.measured(
                new Measured(
                        scenario,
                        "parley",
                        0,
                        rate,
                        sync == Sync.BATCH,
                        scenario.equals("offered") ? name : scenario + "." + name,
                        rounds.median(name + ".perSecond"),
                        rounds.median(name + ".p50"),
                        rounds.median(name + ".p99"),
                        rounds.median(name + ".p999"),
                        rounds.median(name + ".cpu"),
                        count,
                        String.format(
                                Locale.ROOT,
                                "%s; refused %.0f; generator late by p50 %.0f, p99 %.0f us; others"
                                        + " took %s",
                                bare ? "bare path" : "product, sealed and hashed by the sender",
                                rounds.median(name + ".refused"),
                                rounds.median(name + ".late.p50"),
                                rounds.median(name + ".late.p99"),
                                other.said())),
                rounds.histogram(name));
    }
}
