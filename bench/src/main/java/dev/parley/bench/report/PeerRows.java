package dev.parley.bench.report;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Against other systems that keep the same messages, all forced to the disk before they answer:
 * lines that {@code bench/peers} left in the same directory.
 */
final class PeerRows {
    private static final int[] IN_FLIGHT = {1, 32, 1_000};
    private static final String MISSING = "not in this run: bench/peers/run";
    private static final double ONE_MOST = 0.5;

    /** Of the peers' scenarios, the one in which each keeps the same messages. */
    private static final String KEEP = "keep";

    private final Findings findings;
    private final List<Row> rows = new ArrayList<>();

    private PeerRows(Findings findings) {
        this.findings = findings;
    }

    static List<Row> of(Findings findings) {
        PeerRows peers = new PeerRows(findings);
        Predicate<JsonNode> axon = system("axon");
        String name = "against Axon 5.0.1 with its JPA engine on PostgreSQL: ";
        peers.throughput("axon", name, axon, 32, 20);
        peers.throughput("axon", name, axon, 1_000, 40);
        peers.p50("axon", name, axon, 1, ONE_MOST);
        peers.ahead(
                "postgres",
                "against raw PostgreSQL INSERT: ",
                system("postgres").and(system("axon").or(system("node")).negate()));
        peers.ahead("redis", "against Redis stream, appendfsync always: ", system("redis"));
        peers.ahead("kafka", "against Kafka, flush.messages=1: ", system("kafka"));
        return peers.rows;
    }

    private void ahead(String id, String name, Predicate<JsonNode> peer) {
        for (int inFlight : IN_FLIGHT) {
            throughput(id, name, peer, inFlight, 1);
            p50(id, name, peer, inFlight, 1);
        }
    }

    private void throughput(
            String id, String name, Predicate<JsonNode> peer, int inFlight, double times) {
        compare(
                id + '.' + inFlight + ".rate",
                name + inFlight + " in flight, throughput",
                "throughput_per_s",
                "/s",
                Goal.least(times == 1 ? "ahead" : ">= " + Numbers.plain(times) + " x", times, 0),
                peer,
                inFlight);
    }

    private void p50(String id, String name, Predicate<JsonNode> peer, int inFlight, double times) {
        compare(
                id + '.' + inFlight + ".p50",
                name + inFlight + " in flight, p50",
                "p50_us",
                "us",
                Goal.most(
                        times == 1 ? "not behind" : "<= " + Numbers.brief(times) + " x", times, 0),
                peer,
                inFlight);
    }

    private void compare(
            String id,
            String name,
            String field,
            String unit,
            Goal goal,
            Predicate<JsonNode> peer,
            int inFlight) {
        Predicate<JsonNode> same =
                line ->
                        Findings.text(line, "scenario").equals(KEEP)
                                && line.path("in_flight").asInt() == inFlight
                                && line.path("durable").asBoolean()
                                && line.path(field).isNumber();
        Optional<JsonNode> theirs = findings.last(same.and(peer));
        // Ours from the peers' own run: the same client in the same minutes.
        Optional<JsonNode> ours = findings.last(same.and(isOurs()));
        if (theirs.isEmpty() || ours.isEmpty()) {
            rows.add(Row.missing(id, name, unit, goal, MISSING));
            return;
        }
        double value = ours.get().path(field).asDouble();
        double peerValue = theirs.get().path(field).asDouble();
        rows.add(
                Row.measured(
                        id,
                        name,
                        value,
                        unit,
                        theirs.get().path("system").asText(),
                        peerValue,
                        goal,
                        "",
                        Row.rounds(ours.get(), theirs.get(), field)));
    }

    static Predicate<JsonNode> isOurs() {
        return line -> Findings.text(line, "system").equals("parley");
    }

    static Predicate<JsonNode> system(String part) {
        return line -> Findings.text(line, "system").contains(part);
    }
}
