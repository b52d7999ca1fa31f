package dev.parley.bench.report;

import com.fasterxml.jackson.databind.JsonNode;

import dev.parley.bench.load.Round;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The figures to reach, in the order in which they are asked for. */
final class Table {
    private static final double FLAT = 1.25;
    private static final double RESTART_FLAT = 2;
    private static final String APPEND = "post message, closed loop, no force, bare: ";
    private static final String PRODUCT =
            "the same, product (CRC, keys, tags, timers, reader, answer): ";

    private final Findings findings;
    private final List<Row> rows = new ArrayList<>();

    private Table(Findings findings) {
        this.findings = findings;
    }

    /** One row for each figure, measured or not. */
    static List<Row> of(Findings findings) {
        Table table = new Table(findings);
        table.notDurable();
        table.gateway();
        table.durable();
        table.rows.addAll(PeerRows.of(findings));
        table.rows.addAll(StoreRows.of(findings));
        table.rows.addAll(SocketRows.of(findings));
        table.history();
        return List.copyOf(table.rows);
    }

    private void notDurable() {
        ratio("bare.p50", APPEND + "p50", "us", "<= 3 x bare ring + append", 3);
        ratio("bare.p99", APPEND + "p99", "us", "<= 10 x bare ring + append (its p50)", 10);
        own(
                "bare.bytes",
                APPEND + "allocated on the writer",
                "B a message",
                Goal.most("0 (at most 0.5: a mapping a MiB)", 0, 0.5));
        least("bare.rate", APPEND + "throughput", "/s", 800_000);
        least(
                "product.rate",
                PRODUCT + "throughput, sealed and hashed by the sender on the same cores",
                "/s",
                300_000);
        least(
                "ahead.rate",
                PRODUCT + "throughput, messages sealed and hashed before",
                "/s",
                300_000);
        most(
                "product.writer",
                PRODUCT + "writer's processor time, sealed and hashed by the sender",
                "us a message",
                2);
        most(
                "ahead.writer",
                PRODUCT + "writer's processor time, messages sealed and hashed before",
                "us a message",
                2);
    }

    private void gateway() {
        most("gateway.extra", "Axon's gateway: caller's cost beyond Engine.submit", "us", 2);
        most("gateway.bytes", "Axon's gateway: garbage beyond Engine.submit", "B", 2_048);
        ratio(
                "gateway.p50",
                "Axon's gateway: blocking p50, not forced",
                "us",
                "<= 2 x measured two-hop wake",
                2);
    }

    private void durable() {
        ratio("durable.one", "durable, one in flight: p50, product", "us", "<= 1.3 x F3", 1.3);
        ratio("durable.one.bare", "durable, one in flight: p50, bare", "us", "<= 1.3 x F3", 1.3);
        ratio("durable.50k", "durable, 50,000/s offered: p50, product", "us", "<= 4 x F3", 4);
        ratio("durable.50k.bare", "durable, 50,000/s offered: p50, bare", "us", "<= 4 x F3", 4);
        least(
                "durable.rate.bare",
                "durable saturation (as much as goes, 4,096 in flight), bare",
                "/s",
                500_000);
        least(
                "durable.rate",
                "durable saturation (the same), product, sealed and hashed by the sender",
                "/s",
                250_000);
        least(
                "durable.rate.ahead",
                "durable saturation (the same), product, messages sealed and hashed before",
                "/s",
                250_000);
    }

    private void history() {
        least("replay.rate", "replay into the hot projections", "events/s", 2_000_000);
        grown("growth.append", "growth: append latency", FLAT, "");
        grown("growth.restart", "growth: restart", RESTART_FLAT, "");
        grown(
                "growth.memory",
                "growth: live objects",
                FLAT,
                "without the board of answer times that the service level (SLA) is reported from:"
                        + " 32 bytes a conversation ever, 32 MiB at most; the floor is the shortest"
                        + " history with as many conversations open or recent");
    }

    private void ratio(String id, String name, String unit, String reach, double most) {
        own(id, name, unit, Goal.most(reach, most, 0));
    }

    private void most(String id, String name, String unit, double most) {
        own(id, name, unit, Goal.most("<= " + Numbers.with(most, unit), 0, most));
    }

    private void least(String id, String name, String unit, double least) {
        own(id, name, unit, Goal.least(">= " + Numbers.with(least, unit), 0, least));
    }

    private void grown(String id, String name, double most, String why) {
        String lengths =
                findings.growth().isEmpty()
                        ? "10^4 to 10^7"
                        : "10^4 to 10^"
                                + Math.round(
                                        Math.log10(
                                                findings.growth()
                                                        .getLast()
                                                        .path("events")
                                                        .asDouble(10)));
        own(
                id,
                name + " (" + lengths + " events)",
                "",
                Goal.most("flat: <= " + Numbers.plain(most) + " x the shortest", most, 0),
                why);
    }

    private void own(String id, String name, String unit, Goal goal) {
        own(id, name, unit, goal, "");
    }

    /** {@code why}: what else to know of it where it was measured. */
    private void own(String id, String name, String unit, Goal goal, String why) {
        findings.figure(id)
                .ifPresentOrElse(
                        figure -> rows.add(row(id, figure, name, unit, goal, why)),
                        () ->
                                rows.add(
                                        Row.missing(
                                                id,
                                                name,
                                                unit,
                                                goal,
                                                "not in this run: parley bench all")));
    }

    private static Row row(
            String id, JsonNode figure, String name, String unit, Goal goal, String why) {
        double value = figure.path("value").asDouble();
        JsonNode floor = figure.path("floor_value");
        @Nullable Double floorValue = floor.isNumber() ? floor.asDouble() : null;
        return Row.measured(
                id,
                name,
                value,
                unit.isEmpty() ? figure.path("unit").asText() : unit,
                figure.path("floor").asText(""),
                floorValue,
                goal,
                figure.path("beside").asText(why),
                rounds(figure));
    }

    private static List<Round> rounds(JsonNode figure) {
        List<Round> rounds = new ArrayList<>();
        for (JsonNode round : figure.path("rounds")) {
            rounds.add(
                    new Round(
                            round.path("value").asDouble(), round.path("floor_value").asDouble(0)));
        }
        return rounds;
    }
}
