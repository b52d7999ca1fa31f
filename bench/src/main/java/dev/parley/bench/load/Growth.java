package dev.parley.bench.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.log.EventReader;
import dev.parley.log.ReadOnlyLog;
import dev.parley.log.chronicle.LogDirectory;
import dev.parley.projection.SlaBoard;
import dev.parley.replay.Fold;
import dev.parley.ring.Sync;

import org.HdrHistogram.Histogram;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The same questions over ever longer histories: does an append, a restart, or what memory holds
 * grow with the log? Replay must take time in proportion, so its rate is what is told.
 */
public final class Growth {
    private static final int SHORTEST = 10_000;
    private static final int RESTARTS = 3;
    private static final int TALKS = 20;
    private static final long INDEX_NANOS = 600_000_000_000L;

    private final Scratch scratch;
    private final Plan plan;
    private final Sheet sheet;
    private final List<Length> lengths = new ArrayList<>();

    private record Length(
            long events,
            double appendP50,
            double appendP99,
            double f3,
            double replayed,
            double restartMillis,
            double firstStartMillis,
            double heapMebibytes,
            double boardMebibytes) {}

    public Growth(Scratch scratch, Plan plan, Sheet sheet) {
        this.scratch = scratch;
        this.plan = plan;
        this.sheet = sheet;
    }

    /** Measures at each power of ten and writes lines and figures. */
    public void run() throws IOException {
        SimulatedTime time = new SimulatedTime();
        History history = new History(time);
        Path data = scratch.next("history");
        for (long events = SHORTEST; events <= plan.historyEvents(); events *= 10) {
            long there = history.writeTo(data, events);
            // What a first start behind a written log has to do once, index and snapshot.
            double first = firstStart(data, time);
            Length length = measure(data, time, there, first, board(history.conversations()));
            lengths.add(length);
            write(length);
        }
        figures();
    }

    private double firstStart(Path data, SimulatedTime time) throws IOException {
        long start = System.nanoTime();
        try (EngineTarget engine = EngineTarget.reopen(data, Sync.BATCH, time.environment())) {
            double millis = (System.nanoTime() - start) / 1e6;
            if (!engine.engine().awaitIndexed(engine.engine().health().head(), INDEX_NANOS)) {
                throw new IllegalStateException("the index is not there after 10 min");
            }
            return millis;
        }
    }

    /**
     * The SLA board's ring: 32 bytes a conversation ever, rounded up to a power of two, bounded.
     */
    private static double board(long conversations) {
        long rows = Long.highestOneBit(Math.max(256, 2 * conversations - 1));
        return Math.min(rows, SlaBoard.SERVER_ROWS) * 32 / 1048576.0;
    }

    private Length measure(Path data, SimulatedTime time, long events, double first, double board)
            throws IOException {
        double replayed = Math.max(replay(data), replay(data));
        Rounds rounds = new Rounds();
        for (int i = 0; i < RESTARTS; i++) {
            long before = liveBytes();
            long start = System.nanoTime();
            try (EngineTarget engine = EngineTarget.reopen(data, Sync.BATCH, time.environment())) {
                rounds.add("restart", (System.nanoTime() - start) / 1e6);
                rounds.add("heap", (liveBytes() - before) / 1048576.0);
                engine.talk(TALKS);
                Histogram _ = Scenarios.blocking(engine, plan.nanos() / 8);
                rounds.add("append", Scenarios.blocking(engine, plan.nanos() / 4));
            }
            rounds.add("f3", Floor.F3.measure(scratch.next("floor"), plan.forces() / 2));
        }
        return new Length(
                events,
                rounds.median("append.p50"),
                rounds.median("append.p99"),
                rounds.median("f3.p50"),
                replayed,
                rounds.median("restart"),
                first,
                rounds.median("heap"),
                board);
    }

    /** Events a second folded into floor and views. */
    private static double replay(Path data) throws IOException {
        try (ReadOnlyLog log = LogDirectory.read(data, 0);
                EventReader reader = log.reader()) {
            Fold fold = new Fold(0, SlaBoard.SERVER_ROWS);
            long start = System.nanoTime();
            fold.run(reader, log.provedBefore(), Long.MAX_VALUE);
            return fold.events() * 1e9 / (System.nanoTime() - start);
        }
    }

    /**
     * Bytes of all live objects, as the JVM counts them by class. Heap in use would count what the
     * collector's regions leave empty behind large arrays.
     */
    private static long liveBytes() {
        try {
            Object histogram =
                    ManagementFactory.getPlatformMBeanServer()
                            .invoke(
                                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                                    "gcClassHistogram",
                                    new Object[] {new String[0]},
                                    new String[] {String[].class.getName()});
            String total = histogram.toString().stripTrailing();
            return Long.parseLong(total.substring(total.lastIndexOf(' ') + 1));
        } catch (JMException e) {
            throw new IllegalStateException("this JVM does not tell its live objects", e);
        }
    }

    private void write(Length length) throws IOException {
        ObjectNode line = new ObjectMapper().createObjectNode();
        line.put("events", length.events());
        line.put("append_p50_us", Measured.rounded(length.appendP50()));
        line.put("append_p99_us", Measured.rounded(length.appendP99()));
        line.put("f3_p50_us", Measured.rounded(length.f3()));
        line.put("replay_events_per_s", Math.round(length.replayed()));
        line.put("restart_ms", Measured.rounded(length.restartMillis()));
        line.put("first_start_ms", Measured.rounded(length.firstStartMillis()));
        line.put("heap_mib", Measured.rounded(length.heapMebibytes()));
        line.put("sla_board_mib", Measured.rounded(length.boardMebibytes()));
        sheet.growth(line);
    }

    private void figures() throws IOException {
        sheet.figure("replay.rate", lengths.getLast().replayed(), "events/s", Sheet.Floored.NONE);
        // Relative to the force beside it: what the disk does at that moment is not the history's.
        grown("growth.append", each -> each.appendP50() / each.f3(), "x F3");
        grown("growth.restart", Length::restartMillis, "ms");
        grown("growth.memory", each -> each.heapMebibytes() - each.boardMebibytes(), "MiB");
    }

    private void grown(String id, ToDoubleFunction<Length> of, String unit) throws IOException {
        double first = of.applyAsDouble(lengths.getFirst());
        double last = of.applyAsDouble(lengths.getLast());
        sheet.figure(
                id,
                last,
                unit,
                new Sheet.Floored("at " + lengths.getFirst().events() + " events", first));
    }
}
