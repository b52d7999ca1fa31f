package dev.parley.bench.load;

import dev.parley.ring.Sync;

import org.HdrHistogram.Histogram;

import java.io.IOException;
import java.util.List;

/**
 * One of the loads of {@link Scenarios}, by its name, for as long as is asked: so that what was
 * measured can be looked at afterwards. One thread.
 */
public final class Workload implements AutoCloseable {
    private static final int MOST = 4_096;
    private static final int RATE = 50_000;
    private static final int STEPS_A_LOOK = 256;

    private final AutoCloseable target;
    private final Load load;

    /**
     * What was done.
     *
     * @param latencies nanoseconds
     */
    public record Done(long messages, long nanos, Histogram latencies) {
        static Done of(Run run) {
            return new Done(run.answered(), run.nanos(), run.latencies());
        }
    }

    private interface Load {
        Done run(long nanos);
    }

    private Workload(AutoCloseable target, Load load) {
        this.target = target;
        this.load = load;
    }

    /** All names. */
    public static List<String> names() {
        return List.of(
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
                "product.durable.most");
    }

    /** A new log, and what sends into it. */
    public static Workload open(String name, Scratch scratch) throws IOException {
        Sync sync = name.contains(".durable.") ? Sync.BATCH : Sync.OS;
        if (name.equals("bare.stepped")) {
            BareTarget bare = BareTarget.stepped(scratch.next("stepped"), sync);
            return new Workload(bare, nanos -> stepped(bare, nanos));
        }
        if (name.startsWith("gateway.") || name.equals("product.durable.one")) {
            boolean gateway = name.startsWith("gateway.");
            EngineTarget asked = EngineTarget.open(scratch.next("asked"), sync, false, gateway);
            return new Workload(asked, nanos -> blocking(asked, nanos));
        }
        Target target =
                name.startsWith("bare.")
                        ? BareTarget.open(scratch.next("bare"), sync)
                        : EngineTarget.open(
                                scratch.next("product"), sync, name.startsWith("product."));
        if (name.endsWith(".50k")) {
            return new Workload(target, nanos -> Done.of(OpenLoop.run(target, RATE, nanos)));
        }
        int window = window(name.substring(name.lastIndexOf('.') + 1));
        return new Workload(target, nanos -> Done.of(ClosedLoop.run(target, window, nanos)));
    }

    private static int window(String said) {
        return switch (said) {
            case "most" -> MOST;
            case "one" -> 1;
            default -> Integer.parseInt(said);
        };
    }

    /** Sends for so long; the calling thread is the sender. */
    public Done run(long nanos) {
        return load.run(nanos);
    }

    private static Done stepped(BareTarget bare, long nanos) {
        Histogram taken = Latencies.histogram();
        long begin = System.nanoTime();
        long end = begin;
        while (end - begin < nanos) {
            for (int i = 0; i < STEPS_A_LOOK; i++) {
                long start = System.nanoTime();
                bare.step();
                end = System.nanoTime();
                taken.recordValue(Math.max(1, end - start));
            }
        }
        return new Done(taken.getTotalCount(), end - begin, taken);
    }

    private static Done blocking(EngineTarget asked, long nanos) {
        long begin = System.nanoTime();
        Histogram taken = Scenarios.blocking(asked, nanos);
        return new Done(taken.getTotalCount(), System.nanoTime() - begin, taken);
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
