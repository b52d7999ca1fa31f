package dev.parley.bench.load;

import dev.parley.log.EventLog;
import dev.parley.log.EventReader;
import dev.parley.projection.SlaBoard;
import dev.parley.replay.Fold;
import dev.parley.ring.Sync;

import org.HdrHistogram.Histogram;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * Time ratios of results to their floors, in one process, rounds in turn, medians: what a commit
 * may not make worse. A ratio moves far less than a time when the machine is busy, but it moves:
 * this is a command for people, not a test of the build.
 */
public final class Ratios {
    private static final int STEPS = 200_000;
    private static final int FORCES = 300;
    private static final int EVENTS = 100_000;
    private static final long BLOCKING_NANOS = 300_000_000;

    private final Scratch scratch;
    private final Sheet sheet;
    private final Rounds rounds = new Rounds();
    private final EventLog history = Histories.inMemory(EVENTS);

    /** A result, its floor, and what the ratio may be at most. */
    private record Bound(String result, String floor, double most) {}

    /**
     * A quarter above the worst of three runs of seven rounds, medians, 2026-11-28, 2-core VM, JDK
     * 25, nothing else running: 2.9-5.0, 18-26, 1.37-1.44, 0.52-0.58, 1.5-1.7, 16.5-18.7. The floor
     * of the first two falls into one of two kinds of compiled code, by the process. The second is
     * three times the worst of six runs since pages are touched ahead: 4-13.
     */
    private static final List<Bound> BOUNDS =
            List.of(
                    new Bound("bare.stepped.p50", "ring+append.p50", 6.3),
                    new Bound("bare.stepped.p99", "ring+append.p50", 40),
                    new Bound("durable.one.p50", "F3.p50", 1.8),
                    new Bound("submit.one.p50", "two-hop wake.p50", 1.4),
                    new Bound("gateway.one.p50", "two-hop wake.p50", 1.6),
                    new Bound("replay", "crc", 23.5));

    public Ratios(Scratch scratch, Sheet sheet) {
        this.scratch = scratch;
        this.sheet = sheet;
    }

    /** Measures; answers whether every ratio is within its bound. */
    public boolean hold(int count) throws IOException {
        for (int i = -1; i < count; i++) {
            round(i < 0 ? new Rounds() : rounds);
            scratch.clear();
        }
        boolean hold = true;
        for (Bound bound : BOUNDS) {
            double ratio = rounds.ratio(bound.result(), bound.floor());
            boolean within = ratio <= bound.most();
            hold &= within;
            sheet.say(
                    String.format(
                            Locale.ROOT,
                            "%-9s %-18s %10.3f us = %6.2f x %-18s (%8.3f us), at most %.2f",
                            within ? "holds" : "EXCEEDED",
                            bound.result(),
                            rounds.median(bound.result()),
                            ratio,
                            bound.floor(),
                            rounds.median(bound.floor()),
                            bound.most()));
        }
        return hold;
    }

    private void round(Rounds into) throws IOException {
        for (Floor floor : List.of(Floor.RING_APPEND, Floor.F3, Floor.WAKE)) {
            into.add(floor.label(), floor.measure(scratch.next("floor"), FORCES));
        }
        stepped(into);
        try (EngineTarget durable = EngineTarget.open(scratch.next("durable"), Sync.BATCH, false)) {
            into.add("durable.one", durable.blocking(BLOCKING_NANOS));
        }
        try (EngineTarget submit = EngineTarget.open(scratch.next("submit"), Sync.OS, false);
                EngineTarget gateway =
                        EngineTarget.open(scratch.next("gateway"), Sync.OS, false, true)) {
            into.add("submit.one", submit.blocking(BLOCKING_NANOS));
            into.add("gateway.one", gateway.blocking(BLOCKING_NANOS));
        }
        into.add("replay", replayMicros());
        into.add("crc", crcMicros());
    }

    private void stepped(Rounds into) throws IOException {
        Histogram nanos = Latencies.histogram();
        try (BareTarget bare = BareTarget.stepped(scratch.next("stepped"), Sync.OS)) {
            for (int i = 0; i < STEPS; i++) {
                long start = System.nanoTime();
                bare.step();
                nanos.recordValue(Math.max(1, System.nanoTime() - start));
            }
        }
        into.add("bare.stepped", nanos);
    }

    private double replayMicros() {
        Fold fold = new Fold(0, SlaBoard.SERVER_ROWS);
        long start = System.nanoTime();
        try (EventReader reader = history.reader()) {
            fold.run(reader, history.head(), Long.MAX_VALUE);
        }
        return (System.nanoTime() - start) / 1e3 / fold.events();
    }

    /** What a checksum over as many bytes takes: nothing can read a record for less. */
    private static double crcMicros() {
        CRC32C crc = new CRC32C();
        byte[] record = new byte[Traffic.RECORD_BYTES];
        long start = System.nanoTime();
        for (int i = 0; i < EVENTS; i++) {
            crc.update(record, 0, record.length);
        }
        double micros = (System.nanoTime() - start) / 1e3 / EVENTS;
        return crc.getValue() == 0 ? Double.MIN_VALUE : micros;
    }
}
