package dev.parley.bench.load;

import dev.parley.ring.Sync;

import org.HdrHistogram.Histogram;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A load by its name, for as long as is asked: {@link Scenarios} measures it, and what was measured
 * can be looked at afterwards; so can those that only peers are compared with. One thread.
 */
public final class Workload implements AutoCloseable {
    private static final int MOST = 4_096;
    private static final int RATE = 50_000;
    private static final int MOST_STEPS = 1_000_000;
    private static final int PAST_EVENTS = 1_000_000;

    private static final String REPLAY = "replay";
    private static final String RESTART = "restart";

    private final AutoCloseable target;
    private final Load load;

    private interface Load {
        Run run(long nanos) throws IOException;
    }

    private Workload(AutoCloseable target, Load load) {
        this.target = target;
        this.load = load;
    }

    /** All names. */
    public static List<String> names() {
        List<String> names =
                new ArrayList<>(
                        List.of(
                                "bare.stepped",
                                "bare.os.most",
                                "ahead.os.most",
                                "product.os.most",
                                "gateway.os.one",
                                "bare.durable.one",
                                "product.durable.one",
                                "product.durable.32",
                                "product.durable.1000",
                                "bare.durable.50k",
                                "product.durable.50k",
                                "bare.durable.most",
                                "ahead.durable.most",
                                "product.durable.most",
                                REPLAY,
                                RESTART));
        names.addAll(StoreLoad.names());
        return names;
    }

    /** What there is many of in a load, and what a profile of it is for one of. */
    public static String unit(String name) {
        if (name.startsWith(StoreLoad.PREFIX)) {
            return StoreLoad.unit(name);
        }
        return switch (name) {
            case REPLAY -> "event";
            case RESTART -> "restart";
            default -> "message";
        };
    }

    /** Its name, and how long the past is that it works on, where it has one. */
    public static String described(String name) {
        return name.equals(REPLAY) || name.equals(RESTART)
                ? String.format(Locale.ROOT, "%s, %,d events in the log", name, PAST_EVENTS)
                : name;
    }

    /** A new log, and what sends into it. */
    public static Workload open(String name, Scratch scratch) throws IOException {
        if (name.startsWith(StoreLoad.PREFIX)) {
            StoreLoad store = StoreLoad.open(name, scratch.next("store"), StoreLoad.STORED);
            return new Workload(store, store::run);
        }
        Sync sync = name.contains(".durable.") ? Sync.BATCH : Sync.OS;
        if (name.equals(REPLAY)) {
            return replay(scratch);
        }
        if (name.equals(RESTART)) {
            return restart(scratch);
        }
        if (name.equals("bare.stepped")) {
            BareTarget bare = BareTarget.stepped(scratch.next("stepped"), sync);
            return new Workload(bare, nanos -> stepped(bare, nanos));
        }
        if (name.startsWith("gateway.") || name.equals("product.durable.one")) {
            boolean gateway = name.startsWith("gateway.");
            EngineTarget asked = EngineTarget.open(scratch.next("asked"), sync, !gateway, gateway);
            return new Workload(asked, asked::blocking);
        }
        Target target =
                name.startsWith("bare.")
                        ? BareTarget.open(scratch.next("bare"), sync)
                        : EngineTarget.open(
                                scratch.next("product"), sync, name.startsWith("product."));
        if (name.endsWith(".50k")) {
            return new Workload(target, nanos -> OpenLoop.run(target, RATE, nanos));
        }
        int window = window(name.substring(name.lastIndexOf('.') + 1));
        return new Workload(target, nanos -> ClosedLoop.run(target, window, nanos));
    }

    private static int window(String said) {
        return switch (said) {
            case "most" -> MOST;
            case "one" -> 1;
            default -> Integer.parseInt(said);
        };
    }

    /** Sends for so long; the calling thread is the sender. */
    public Run run(long nanos) throws IOException {
        return load.run(nanos);
    }

    /** Publish, decide and append on one thread: what a message takes without any waiting. */
    private static Run stepped(BareTarget bare, long nanos) {
        Histogram taken = Latencies.histogram();
        Costs costs = Costs.ofCaller();
        long begin = System.nanoTime();
        long end = begin;
        for (int i = 0; i < MOST_STEPS && end - begin < nanos; i++) {
            long start = System.nanoTime();
            bare.step();
            end = System.nanoTime();
            taken.recordValue(Math.max(1, end - start));
        }
        return Run.of(taken, costs, end - begin);
    }

    /** The log of a past folded again and again; a message is an event. */
    private static Workload replay(Scratch scratch) throws IOException {
        Path data = past(scratch, new SimulatedTime());
        return new Workload(
                () -> {},
                nanos ->
                        repeated(
                                nanos,
                                taken -> {
                                    double each = 1e9 / Growth.replay(data);
                                    taken.recordValueWithCount((long) each, PAST_EVENTS);
                                }));
    }

    /** An engine that starts again and again behind a past; a message is a start. */
    private static Workload restart(Scratch scratch) throws IOException {
        SimulatedTime time = new SimulatedTime();
        Path data = past(scratch, time);
        double _ = Growth.firstStart(data, time);
        return new Workload(
                () -> {},
                nanos ->
                        repeated(
                                nanos,
                                taken ->
                                        taken.recordValue(
                                                (long) (1e6 * Growth.firstStart(data, time)))));
    }

    private static Path past(Scratch scratch, SimulatedTime time) throws IOException {
        Path data = scratch.next("past");
        long _ = new History(time).writeTo(data, PAST_EVENTS);
        return data;
    }

    private interface Repeated {
        void once(Histogram taken) throws IOException;
    }

    private static Run repeated(long nanos, Repeated what) throws IOException {
        Histogram taken = Latencies.histogram();
        Costs costs = Costs.ofCaller();
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < nanos) {
            what.once(taken);
        }
        return Run.of(taken, costs, System.nanoTime() - begin);
    }

    @Override
    public void close() throws IOException {
        try {
            target.close();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the load does not end", e);
        }
    }
}
