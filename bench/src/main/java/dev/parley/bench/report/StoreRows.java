package dev.parley.bench.report;

import com.fasterxml.jackson.databind.JsonNode;

import dev.parley.bench.load.Round;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The event store against Axon's own engines, from the lines of the JMH run that {@code
 * bench/peers} left in the same directory.
 */
final class StoreRows {
    private static final int[] ENTITIES = {1, 50, 1_000};
    private static final int[] IN_FLIGHT = {1, 32, 1_000};
    private static final int SMALL = 10_000;
    private static final int LARGE = 1_000_000;
    private static final double SOURCE = 20;
    private static final double APPEND = 10;
    private static final double FLAT = 1.25;
    private static final String RATE = "throughput_per_s";
    private static final String OURS = "parley";
    private static final String JPA = "axon-jpa-postgres";
    private static final String JMH = "JMH, rounds are its iterations of one process; ";
    private static final String MISSING = "not in this run: bench/peers/run --only stores";

    private final Findings findings;
    private final List<Row> rows = new ArrayList<>();

    private StoreRows(Findings findings) {
        this.findings = findings;
    }

    static List<Row> of(Findings findings) {
        StoreRows stores = new StoreRows(findings);
        for (String how : List.of("any", "first")) {
            for (int events : ENTITIES) {
                for (int callers : stores.callers()) {
                    stores.sourcing(how, events, callers);
                }
            }
        }
        for (int inFlight : IN_FLIGHT) {
            stores.ratio(
                    "store.append." + inFlight,
                    String.format(
                            Locale.ROOT,
                            "store of 10^6 events, append on condition, %,d in flight",
                            inFlight),
                    "append-next",
                    0,
                    inFlight,
                    APPEND);
        }
        stores.flat("store.next", "the entity's last event", "append-next");
        stores.flat("store.create", "nothing of the entity in the whole store", "append-create");
        return stores.rows;
    }

    /** One, and as many as made the machine full: two at least. */
    private List<Integer> callers() {
        int most =
                findings.lines().stream()
                        .filter(line -> Findings.text(line, "scenario").startsWith("source-"))
                        .mapToInt(line -> line.path("in_flight").asInt())
                        .max()
                        .orElse(2);
        return List.of(1, Math.max(2, most));
    }

    private void sourcing(String how, int events, int callers) {
        ratio(
                "store." + how + '.' + events + (callers == 1 ? "" : ".full"),
                String.format(
                        Locale.ROOT,
                        "store of 10^6 events, sourcing an entity of %,d, %s, %d caller%s",
                        events,
                        how.equals("any")
                                ? "any of all at random"
                                : "for the first time, nothing of it remembered",
                        callers,
                        callers == 1 ? "" : "s"),
                "source-" + how,
                events,
                callers,
                SOURCE);
    }

    private void ratio(
            String id, String name, String scenario, int events, int inFlight, double times) {
        Goal goal =
                Goal.least(
                        ">= " + Numbers.plain(times) + " x Axon's JPA engine on PostgreSQL",
                        times,
                        0);
        Optional<JsonNode> ours = line(OURS, scenario, LARGE, events, inFlight);
        Optional<JsonNode> theirs = line(JPA, scenario, LARGE, events, inFlight);
        if (ours.isEmpty() || theirs.isEmpty()) {
            rows.add(Row.missing(id, name, "/s", goal, MISSING));
            return;
        }
        rows.add(
                Row.measured(
                        id,
                        name,
                        rate(ours.get()),
                        "/s",
                        JPA,
                        rate(theirs.get()),
                        goal,
                        note(scenario, inFlight),
                        Row.rounds(ours.get(), theirs.get(), RATE)));
    }

    private static String note(String scenario, int inFlight) {
        if (scenario.startsWith("source")) {
            return JMH + "a thread a caller";
        }
        return inFlight == 1
                ? JMH + "one thread; each waits for a force of the disk"
                : JMH + "one thread, for JPA a thread each over its connections";
    }

    /** What an append takes in the large store, against the small one. */
    private void flat(String id, String condition, String scenario) {
        String name = "store, cost of an append on condition (" + condition + "), 32 in flight";
        Goal goal = Goal.most("10^6 stored <= " + FLAT + " x 10^4 stored", FLAT, 0);
        Optional<JsonNode> large = line(OURS, scenario, LARGE, 0, 32);
        Optional<JsonNode> small = line(OURS, scenario, SMALL, 0, 32);
        if (large.isEmpty() || small.isEmpty()) {
            rows.add(Row.missing(id, name, "us", goal, MISSING));
            return;
        }
        double value = 1e6 / rate(large.get());
        double floor = 1e6 / rate(small.get());
        rows.add(
                Row.measured(
                        id,
                        name,
                        value,
                        "us",
                        "that with 10^4 events",
                        floor,
                        goal,
                        JMH + "time of one, of 32 that overlap",
                        Row.rounds(large.get(), small.get(), RATE).stream()
                                .map(each -> new Round(1e6 / each.value(), 1e6 / each.floor()))
                                .toList()));
    }

    private Optional<JsonNode> line(
            String system, String scenario, int stored, int events, int inFlight) {
        Predicate<JsonNode> wanted =
                line ->
                        Findings.text(line, "scenario").equals(scenario)
                                && Findings.text(line, "system").equals(system)
                                && line.path("stored").asInt() == stored
                                && line.path("entity_events").asInt() == events
                                && line.path("in_flight").asInt() == inFlight
                                && line.path(RATE).asDouble() > 0;
        return findings.last(wanted);
    }

    private static double rate(JsonNode line) {
        return line.path(RATE).asDouble();
    }
}
