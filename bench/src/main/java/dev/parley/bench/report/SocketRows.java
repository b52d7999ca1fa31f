package dev.parley.bench.report;

import com.fasterxml.jackson.databind.JsonNode;

import dev.parley.bench.load.Round;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * End to end over WebSockets, beside a bare server with the same frames and the chat that a team
 * writes in a week; idle connections. Lines of {@code sockets.jsonl} and {@code connections.jsonl}.
 */
final class SocketRows {
    private static final String MISSING = "not in this run: ops/parley bench sockets";
    private static final String NO_CHAT = "not in this run: bench/peers/run";
    private static final String NO_F3 =
            "measured without F3 in the same rounds, which the goal contains; F3 of another part of"
                    + " a run does not count: ops/parley bench sockets";
    private static final String F3 = "f3_p50_us";
    private static final String SEEN = "socket-seen";
    private static final String[] RATES = {"1000", "2000", "4000"};
    private static final double ALLOWED_MICROS = 200;
    private static final double CONNECTION_BYTES = 3 * 1_024;
    private static final double KEPT_UP = 0.95;

    private final Findings findings;
    private final List<Row> rows = new ArrayList<>();

    private SocketRows(Findings findings) {
        this.findings = findings;
    }

    static List<Row> of(Findings findings) {
        SocketRows sockets = new SocketRows(findings);
        sockets.bareServer();
        sockets.chat();
        sockets.idle();
        return sockets.rows;
    }

    private void bareServer() {
        compare(
                "socket.rate",
                "end to end over WebSocket: rate against a bare Undertow server",
                "saturation",
                "undertow",
                "throughput_per_s",
                "/s",
                Goal.least(">= 80 % of its rate", 0.8, 0),
                MISSING);
        for (String rate : RATES) {
            aForceMore(rate);
        }
    }

    /** Held round by round to the bare server and to the force of the same round. */
    private void aForceMore(String rate) {
        String id = "socket." + rate + ".p50";
        String name = "end to end over WebSocket: p50 at " + rate + "/s";
        Optional<JsonNode> ours = findings.last(seen(rate).and(PeerRows.isOurs()));
        Optional<JsonNode> theirs = findings.last(seen(rate).and(PeerRows.system("undertow")));
        boolean both = ours.isPresent() && theirs.isPresent();
        if (!both || !ours.get().has(F3)) {
            Goal goal = Goal.most("<= bare Undertow's + F3 + 0.2 ms", 1, ALLOWED_MICROS);
            rows.add(Row.missing(id, name, "us", goal, both ? NO_F3 : MISSING));
            return;
        }
        double bare = theirs.get().path("p50_us").asDouble();
        double f3 = ours.get().path(F3).asDouble();
        String reach = String.format(Locale.ROOT, "<= bare's %.0f + F3's %.0f + 200 us", bare, f3);
        rows.add(
                Row.measured(
                        id,
                        name,
                        ours.get().path("p50_us").asDouble(),
                        "us",
                        "undertow-bare and F3 together",
                        bare + f3,
                        Goal.most(reach, 1, ALLOWED_MICROS),
                        remark(ours.get()),
                        withForces(
                                Row.rounds(ours.get(), theirs.get(), "p50_us"),
                                ours.get().path("each").path(F3))));
    }

    private static List<Round> withForces(List<Round> rounds, JsonNode forces) {
        List<Round> with = new ArrayList<>();
        for (Round round : rounds) {
            double force = forces.get(with.size() % forces.size()).asDouble();
            with.add(new Round(round.value(), round.floor() + force));
        }
        return with;
    }

    private static String remark(JsonNode line) {
        return line.path("remark").asText("");
    }

    private void chat() {
        String name = "against the Node chat on PostgreSQL, 1,000 sessions: ";
        for (String rate : RATES) {
            compare(
                    "chat." + rate + ".p50",
                    name + "p50 at " + rate + "/s",
                    rate,
                    "node",
                    "p50_us",
                    "us",
                    Goal.most("<= its", 1, 0),
                    NO_CHAT);
        }
        compare(
                "chat.4000.p99",
                name + "p99 at 4000/s",
                "4000",
                "node",
                "p99_us",
                "us",
                Goal.most("<= 1/2 of its", 1 / 2.0, 0),
                NO_CHAT);
        compare(
                "chat.4000.rate",
                name + "no collapse at 4000/s",
                "4000",
                "node",
                "throughput_per_s",
                "/s",
                Goal.least(">= 95 % of what is offered", 0, KEPT_UP * 4_000),
                NO_CHAT);
        String cost = name + "server's processor time a delivered message, ";
        cpu("chat.4000.cpu", cost + "at 4000/s", "4000");
        cpu("chat.most.cpu", cost + "as much as each can", "saturation");
    }

    private void cpu(String id, String name, String rate) {
        compare(
                id,
                name,
                rate,
                "node",
                "cpu_us_per_message",
                "us",
                Goal.most("<= 1/3 of its", 1 / 3.0, 0),
                NO_CHAT);
    }

    private void idle() {
        String id = "socket.idle";
        String name = "idle WebSocket connection: heap and buffers";
        Goal goal = Goal.most("<= bare Undertow's + 3 KB at 10,000", 1, CONNECTION_BYTES);
        Optional<JsonNode> parley = findings.last(idle("parley"));
        Optional<JsonNode> bare = findings.last(idle("undertow"));
        if (parley.isEmpty() || bare.isEmpty()) {
            rows.add(Row.missing(id, name, "B", goal, MISSING));
            return;
        }
        double value = bytes(parley.get());
        double floor = bytes(bare.get());
        rows.add(
                Row.measured(
                        id,
                        name,
                        value,
                        "B",
                        bare.get().path("system").asText(),
                        floor,
                        goal,
                        parley.get().path("connections").asText() + " connections",
                        List.of()));
    }

    private void compare(
            String id,
            String name,
            String rate,
            String peer,
            String field,
            String unit,
            Goal goal,
            String missing) {
        Optional<JsonNode> ours = findings.last(seen(rate).and(PeerRows.isOurs()));
        Optional<JsonNode> theirs = findings.last(seen(rate).and(PeerRows.system(peer)));
        if (ours.isEmpty() || theirs.isEmpty()) {
            rows.add(Row.missing(id, name, unit, goal, missing));
            return;
        }
        double value = ours.get().path(field).asDouble();
        double floor = theirs.get().path(field).asDouble();
        rows.add(
                Row.measured(
                        id,
                        name,
                        value,
                        unit,
                        theirs.get().path("system").asText(),
                        floor,
                        goal,
                        remark(ours.get()),
                        Row.rounds(ours.get(), theirs.get(), field)));
    }

    private static double bytes(JsonNode line) {
        return line.path("heap_bytes").asDouble() + line.path("direct_bytes").asDouble();
    }

    private static Predicate<JsonNode> idle(String system) {
        return line ->
                Findings.text(line, "scenario").equals("connections-idle")
                        && Findings.text(line, "system").contains(system);
    }

    private static Predicate<JsonNode> seen(String rate) {
        return line ->
                Findings.text(line, "scenario").equals(SEEN)
                        && Findings.text(line, "rate").equals(rate);
    }
}
