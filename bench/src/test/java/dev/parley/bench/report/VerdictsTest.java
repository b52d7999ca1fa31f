package dev.parley.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import dev.parley.bench.load.Round;
import dev.parley.bench.load.Workload;
import dev.parley.bench.socket.SocketsLook;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** A row for each figure, measured or not; nothing unmeasured passes for reached. */
class VerdictsTest {
    private static final int FIGURES = 72;

    private ReportDirectory report = new ReportDirectory(Path.of(""));

    @BeforeEach
    void into(@TempDir Path directory) {
        report = new ReportDirectory(directory);
    }

    @Test
    void whatWasNotMeasuredSaysSo() throws IOException {
        JsonNode rows = report.results();
        assertEquals(FIGURES, rows.size());
        for (JsonNode row : rows) {
            assertTrue(row.path("value").isNull(), row.toString());
            assertTrue(row.path("ok").isNull(), row.toString());
            assertEquals(
                    2,
                    report.page()
                            .split(
                                    ">" + Pattern.quote(Html.text(row.path("name").asText())) + "<",
                                    -1)
                            .length,
                    "once in the page: " + row);
            assertFalse(row.path("reach").asText().isEmpty(), row.toString());
        }
    }

    @Test
    void aFigureStandsBesideItsFloor() throws IOException {
        report.add(
                "figures.jsonl",
                """
                {"figure":"durable.one","value":130,"unit":"us","floor":"F3","floor_value":101}
                {"figure":"gateway.p50","value":30,"unit":"us","floor":"two-hop wake","floor_value":10}
                """);
        JsonNode durable = report.row("durable, one in flight");
        assertTrue(durable.path("ok").asBoolean());
        assertEquals(1.287, durable.path("ratio").asDouble());
        assertFalse(report.row("Axon's gateway: blocking").path("ok").asBoolean());
    }

    @Test
    void aPeerThatDoesNotSyncIsNotCompared() throws IOException {
        report.add(
                "peers.jsonl",
                """
                {"scenario":"keep","system":"parley","in_flight":32,"durable":true,"throughput_per_s":9000,"p50_us":3}
                {"scenario":"keep","system":"kafka","in_flight":32,"durable":false,"throughput_per_s":1,"p50_us":9}
                {"scenario":"keep","system":"redis-stream","in_flight":32,"durable":true,"throughput_per_s":9001,"p50_us":4}
                """);
        assertTrue(
                report.row("Kafka, flush.messages=1: 32 in flight, throughput")
                        .path("ok")
                        .isNull());
        assertFalse(
                report.row("appendfsync always: 32 in flight, throughput").path("ok").asBoolean());
        assertTrue(report.row("appendfsync always: 32 in flight, p50").path("ok").asBoolean());
    }

    @Test
    void aPeerIsComparedRoundByRound() throws IOException {
        // The medians say 100 against 110; each round but one says that ours was ahead.
        report.add(
                "peers.jsonl",
                """
                {"scenario":"keep","system":"parley","in_flight":1,"durable":true,"throughput_per_s":100,"each":{"throughput_per_s":[100,99,300,120,50]}}
                {"scenario":"keep","system":"redis-stream","in_flight":1,"durable":true,"throughput_per_s":110,"each":{"throughput_per_s":[90,110,280,115,40]}}
                """);
        JsonNode row = report.row("appendfsync always: 1 in flight, throughput");
        assertTrue(row.path("ok").asBoolean(), row.toString());
        assertEquals(1.071, row.path("ratio").asDouble());
        assertTrue(report.page().contains("4 of 5 rounds"), report.page());
        assertTrue(report.page().contains("50 to 300/s"), report.page());
        assertTrue(report.page().contains("0.900 to 1.25<"), "the rounds' own ratios");
    }

    @Test
    void aFigureOfRoundsIsReachedWhereMostOfThemReachedIt() throws IOException {
        report.add(
                "figures.jsonl",
                """
                {"figure":"product.rate","value":1,"unit":"/s","rounds":[{"value":1}]}
                {"figure":"product.rate","value":368000,"unit":"/s","floor":"append","floor_value":8,"rounds":[{"value":272000},{"value":368000},{"value":371000}]}
                """);
        JsonNode row = report.row("throughput, sealed and hashed by the sender on the same cores");
        assertEquals(368_000, row.path("value").asInt());
        assertTrue(row.path("ok").asBoolean(), row.toString());
        assertTrue(report.page().contains("2 of 3 rounds"), report.page());
        assertTrue(report.page().contains("272,000 to 371,000/s"), report.page());
    }

    @Test
    void aRoundWithoutAFloorOfItsOwnStandsBesideTheRows() throws IOException {
        report.add(
                "figures.jsonl",
                """
                {"figure":"growth.append","value":0.95,"unit":"x F3","floor":"that with 10^4 events","floor_value":0.86,"rounds":[{"value":0.95},{"value":0.81},{"value":1.5}]}
                """);
        JsonNode row = report.row("growth: append latency");
        assertTrue(row.path("ok").asBoolean(), row.toString());
        assertEquals(1.105, row.path("ratio").asDouble());
        assertTrue(report.page().contains("2 of 3 rounds"), report.page());
    }

    @Test
    void whatMayTakeAForceMoreIsHeldToTheForceOfTheSameRounds() throws IOException {
        // By the medians 600 would be too much at 1000/s; each round but one allows it.
        report.add(
                "sockets.jsonl",
                """
                {"scenario":"socket-seen","system":"parley","rate":"1000","p50_us":600,"f3_p50_us":190,"each":{"p50_us":[500,600,900],"f3_p50_us":[100,190,600]},"remark":"not steady yet"}
                {"scenario":"socket-seen","system":"undertow-bare","rate":"1000","p50_us":200,"f3_p50_us":190,"each":{"p50_us":[200,190,300]}}
                {"scenario":"socket-seen","system":"parley","rate":"2000","p50_us":501,"f3_p50_us":100}
                {"scenario":"socket-seen","system":"undertow-bare","rate":"2000","p50_us":200,"f3_p50_us":100}
                """);
        JsonNode row = report.row("WebSocket: p50 at 1000/s");
        assertTrue(row.path("ok").asBoolean(), row.toString());
        assertEquals("undertow-bare and F3 together", row.path("floor").asText());
        assertEquals(390, row.path("floor_value").asInt());
        assertFalse(report.row("WebSocket: p50 at 2000/s").path("ok").asBoolean());
        assertTrue(report.page().contains("&lt;= bare's 200 + F3's 190 + 200 us"), report.page());
        assertTrue(report.page().contains("not steady yet"), report.page());
    }

    @Test
    void aForceOfAnotherPartOfTheRunDoesNotCount() throws IOException {
        report.add(
                "lab.jsonl",
                """
                {"scenario":"floor","system":"floor","label":"F3","p50_us":2400}
                """);
        report.add(
                "sockets.jsonl",
                """
                {"scenario":"socket-seen","system":"parley","rate":"1000","p50_us":499}
                {"scenario":"socket-seen","system":"undertow-bare","rate":"1000","p50_us":200}
                """);
        assertTrue(report.row("WebSocket: p50 at 1000/s").path("ok").isNull());
        assertTrue(report.page().contains("measured without F3 in the same rounds"), report.page());
        assertTrue(
                report.page().contains("F3 2,400 us"), "the disk's floor stands among the facts");
    }

    @Test
    void aRowHasTheFieldsThatReadersKnow() throws IOException {
        List<String> fields = new ArrayList<>();
        report.results().get(0).fieldNames().forEachRemaining(fields::add);
        assertEquals(
                List.of("name", "value", "unit", "floor", "floor_value", "ratio", "reach", "ok"),
                fields);
    }

    @Test
    void whetherARunIsBetterThanAnyBeforeIsJudgedAsTheGoalIs() {
        Round before = new Round(800, 300);
        // 0.7 ms beside the floor: a slower floor allows more.
        Goal beside = Goal.most("", 1, 700);
        assertTrue(measured(870, 400, beside).isBetterThan(before), "nearer to its limit");
        assertFalse(measured(800, 300, beside).isBetterThan(before), "the same");
        assertFalse(
                measured(870, 400, Goal.most("", 0, 700)).isBetterThan(before),
                "more, where the goal knows no floor");
    }

    private static Row measured(double value, double floor, Goal goal) {
        return Row.measured("id", "name", value, "us", "floor", floor, goal, "", List.of());
    }

    @Test
    void whatWasTriedIsAboutFiguresThatThereAre() throws IOException {
        Set<String> known = new HashSet<>();
        for (Row row : Table.of(Findings.in(report.directory()))) {
            known.add(row.id());
        }
        assertEquals(FIGURES, known.size(), "two rows with one id");
        for (Tried tried : Tried.all()) {
            assertTrue(known.containsAll(tried.figures()), tried.toString());
        }
    }

    /** Of memory no load tells more than what was measured: the page shows that instead. */
    @Test
    void whateverFallsShortHasALoadToLookAtAndWhatWasTriedAndABest() throws IOException {
        List<String> made = new ArrayList<>(Workload.names());
        made.addAll(SocketsLook.names());
        Set<String> tried = new HashSet<>();
        Tried.all().forEach(each -> tried.addAll(each.figures()));
        Set<String> memory = new HashSet<>();
        List<Row> rows = Table.of(Findings.in(report.directory()));
        for (Row row : rows) {
            Reasons.profile(row.id())
                    .ifPresentOrElse(
                            load -> assertTrue(made.contains(load), load),
                            () -> memory.add(row.id()));
            assertTrue(tried.contains(Reasons.tried(row.id())), row.id());
            assertTrue(Best.all().containsKey(row.id()), row.id());
        }
        assertEquals(Set.of("socket.idle", "growth.memory"), memory);
    }

    @Test
    void aStoreIsComparedAtItsSizeAndLoad() throws IOException {
        report.add(
                "stores.jsonl",
                """
                {"scenario":"append-next","system":"parley","stored":1000000,"entity_events":0,"in_flight":32,"throughput_per_s":100000}
                {"scenario":"append-next","system":"parley","stored":10000,"entity_events":0,"in_flight":32,"throughput_per_s":130000}
                {"scenario":"append-next","system":"axon-jpa-postgres","stored":1000000,"entity_events":0,"in_flight":32,"throughput_per_s":10000}
                {"scenario":"append-next","system":"axon-jpa-postgres","stored":1000000,"entity_events":50,"in_flight":1000,"throughput_per_s":1}
                """);
        assertTrue(report.row("append on condition, 32 in flight").path("ok").asBoolean());
        assertTrue(report.row("append on condition, 1,000 in flight").path("ok").isNull());
        assertFalse(report.row("(the entity's last event), 32 in flight").path("ok").asBoolean());
        assertEquals(List.of("store.append.32"), Report.profilesWanted(report.directory()));
    }

    @Test
    void aHalfWrittenLineIsRefusedByNumber() throws IOException {
        report.add("lab.jsonl", "{}\n{\"scenario\":");
        IOException e = assertThrows(IOException.class, report::results);
        assertTrue(String.valueOf(e.getMessage()).contains("lab.jsonl:2"), e.toString());
    }
}
