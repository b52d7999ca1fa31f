package dev.parley.bench.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.domain.conversation.Conversation;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The same questions over histories of ever more events: does an append, a restart, or what memory
 * holds grow with the log? Replay must take time in proportion, so its rate is what is told. All
 * histories are written first and asked in turn, forwards and backwards. Appends go into all of
 * them side by side, some hundredths of a second each: what the disk does for a second meets every
 * length.
 */
public final class Growth {
    private static final int SHORTEST = 10_000;
    private static final int ROUNDS = 5;
    private static final int TALKS = 20;

    /** How often a round of appends goes over all lengths, and how long it stays with each. */
    private static final int TURNS = 10;

    private static final long TURN_NANOS = 50_000_000;

    /** Of the longest history's conversations in memory: with so many a shorter one compares. */
    private static final double ALIKE = 0.95;

    private static final long INDEX_NANOS = 600_000_000_000L;

    private final Scratch scratch;
    private final Plan plan;
    private final Sheet sheet;

    /** A history as it was written, and what the rounds gave there. */
    private record Length(
            Path data,
            SimulatedTime time,
            long events,
            double firstStartMillis,
            double boardMebibytes,
            Rounds rounds) {}

    public Growth(Scratch scratch, Plan plan, Sheet sheet) {
        this.scratch = scratch;
        this.plan = plan;
        this.sheet = sheet;
    }

    /** Measures at each power of ten and writes lines and figures. */
    public void run() throws IOException {
        List<Length> lengths = new ArrayList<>();
        for (int events = SHORTEST; events <= plan.historyEvents(); events *= 10) {
            lengths.add(written(events));
        }
        String _ = Settling.ofThisMachine().await(line -> sheet.say("growth: " + line));
        double _ = replay(lengths.getLast().data());
        for (int i = 0; i < ROUNDS; i++) {
            for (Length length : inTurn(i, lengths)) {
                round(length);
            }
        }
        // Counting live objects collects, and the next start would wait for a small heap to grow.
        for (int i = 0; i < ROUNDS; i++) {
            for (Length length : inTurn(i, lengths)) {
                memory(length);
            }
        }
        appends(lengths);
        for (Length length : lengths) {
            write(length);
        }
        figures(lengths);
    }

    private Length written(int events) throws IOException {
        SimulatedTime time = new SimulatedTime();
        History history = new History(time);
        Path data = scratch.next("history");
        long there = history.writeTo(data, events);
        // What a first start behind a written log has to do once, index and snapshot.
        double first = firstStart(data, time);
        return new Length(data, time, there, first, board(history.conversations()), new Rounds());
    }

    static double firstStart(Path data, SimulatedTime time) throws IOException {
        long start = System.nanoTime();
        try (EngineTarget engine = EngineTarget.reopen(data, Sync.BATCH, time.environment())) {
            double millis = (System.nanoTime() - start) / 1e6;
            if (!engine.engine().awaitIndexed(engine.engine().health().head(), INDEX_NANOS)) {
                throw new IllegalStateException("the index is not there after 10 min");
            }
            return millis;
        }
    }

    /** The SLA board's rows: 32 bytes a conversation ever, bounded. */
    private static double board(long conversations) {
        return Math.min(conversations, SlaBoard.SERVER_ROWS) * 32 / 1048576.0;
    }

    private static <T> List<T> inTurn(int turn, List<T> all) {
        return turn % 2 == 0 ? all : all.reversed();
    }

    private void round(Length length) throws IOException {
        Rounds rounds = length.rounds();
        rounds.add("replay", replay(length.data()));
        Histogram seal = Floor.SEAL.measure(length.data(), plan.forces() / 2);
        rounds.add("seals", 1e9 / seal.getMean());
        rounds.add("f3", Floor.F3.measure(scratch.next("floor"), plan.forces() / 2));
        long start = System.nanoTime();
        try (EngineTarget _ =
                EngineTarget.reopen(length.data(), Sync.BATCH, length.time().environment())) {
            rounds.add("restart", (System.nanoTime() - start) / 1e6);
        }
    }

    private void memory(Length length) throws IOException {
        Rounds rounds = length.rounds();
        long before = Live.now().bytes();
        try (EngineTarget _ =
                EngineTarget.reopen(length.data(), Sync.BATCH, length.time().environment())) {
            Live live = Live.now();
            double heap = (live.bytes() - before) / 1048576.0;
            rounds.add("conversations", (double) live.conversations());
            rounds.add("heap", heap);
            rounds.add("heap.rest", heap - length.boardMebibytes());
        }
    }

    /** An engine that stands open with the others, and what a round gave it so far. */
    private record Side(Rounds rounds, EngineTarget engine, Histogram nanos) {}

    private void appends(List<Length> lengths) throws IOException {
        List<Side> sides = new ArrayList<>();
        try {
            for (Length length : lengths) {
                EngineTarget engine =
                        EngineTarget.reopen(length.data(), Sync.BATCH, length.time().environment());
                sides.add(new Side(length.rounds(), engine, Latencies.histogram()));
                engine.talk(TALKS);
            }
            // The first one warms up.
            for (int i = -1; i < ROUNDS; i++) {
                for (int turn = 0; turn < TURNS; turn++) {
                    for (Side side : inTurn(turn, sides)) {
                        side.nanos().add(side.engine().blocking(TURN_NANOS).latencies());
                    }
                }
                for (Side side : sides) {
                    if (i >= 0) {
                        side.rounds().add("append", side.nanos());
                    }
                    side.nanos().reset();
                }
            }
        } finally {
            sides.forEach(side -> side.engine().close());
        }
    }

    /** Events a second folded into floor and views. */
    static double replay(Path data) throws IOException {
        try (ReadOnlyLog log = LogDirectory.read(data, 0);
                EventReader reader = log.reader()) {
            Fold fold = new Fold(0, SlaBoard.SERVER_ROWS);
            long start = System.nanoTime();
            fold.run(reader, log.provedBefore(), Long.MAX_VALUE);
            return fold.events() * 1e9 / (System.nanoTime() - start);
        }
    }

    /**
     * Bytes of all live objects, as the JVM counts them by class, and conversations among them.
     * Heap in use would count what the collector's regions leave empty behind large arrays.
     */
    private record Live(long bytes, long conversations) {
        private static final Pattern CONVERSATIONS =
                Pattern.compile(
                        "(\\d+)\\s+\\d+\\s+" + Pattern.quote(Conversation.class.getName()) + "\\s");

        static Live now() {
            String histogram = histogram();
            String total = histogram.stripTrailing();
            Matcher conversations = CONVERSATIONS.matcher(histogram);
            return new Live(
                    Long.parseLong(total.substring(total.lastIndexOf(' ') + 1)),
                    conversations.find() ? Long.parseLong(conversations.group(1)) : 0);
        }
    }

    private static String histogram() {
        try {
            return ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()})
                    .toString();
        } catch (JMException e) {
            throw new IllegalStateException("this JVM does not tell its live objects", e);
        }
    }

    private void write(Length length) throws IOException {
        Rounds rounds = length.rounds();
        ObjectNode line = new ObjectMapper().createObjectNode();
        line.put("events", length.events());
        line.put("append_p50_us", Measured.rounded(rounds.median("append.p50")));
        line.put("append_p99_us", Measured.rounded(rounds.median("append.p99")));
        line.put("f3_p50_us", Measured.rounded(rounds.median("f3.p50")));
        line.put("replay_events_per_s", Math.round(rounds.median("replay")));
        line.put("restart_ms", Measured.rounded(rounds.median("restart")));
        line.put("first_start_ms", Measured.rounded(length.firstStartMillis()));
        line.put("heap_mib", Measured.rounded(rounds.median("heap")));
        line.put("conversations", Math.round(rounds.median("conversations")));
        line.put("sla_board_mib", Measured.rounded(length.boardMebibytes()));
        sheet.growth(line);
    }

    private void figures(List<Length> lengths) throws IOException {
        Rounds last = lengths.getLast().rounds();
        sheet.figure(
                "replay.rate",
                last.median("replay"),
                "events/s",
                new Sheet.Floored("sealing 200 bytes, one thread", last.median("seals")),
                last.beside("replay", "seals"));
        grown("growth.append", "append.p50", "us", lengths.getFirst(), last);
        grown("growth.restart", "restart", "ms", lengths.getFirst(), last);
        double most = ALIKE * last.median("conversations");
        Length alike =
                lengths.stream()
                        .filter(each -> each.rounds().median("conversations") >= most)
                        .findFirst()
                        .orElseThrow();
        grown("growth.memory", "heap.rest", "MiB", alike, last);
    }

    private void grown(String id, String name, String unit, Length first, Rounds last)
            throws IOException {
        sheet.figure(
                id,
                last.median(name),
                unit,
                new Sheet.Floored(
                        "that with 10^"
                                + Math.round(Math.log10((double) first.events()))
                                + " events",
                        first.rounds().median(name)),
                last.beside(name, first.rounds()));
    }
}
