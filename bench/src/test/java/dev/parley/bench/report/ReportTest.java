package dev.parley.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.parley.bench.load.Workload;
import dev.parley.bench.socket.SocketsLook;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A row for each figure, measured or not; nothing unmeasured passes for reached. */
class ReportTest {
    private static final int FIGURES = 65;

    @TempDir private Path out = Path.of("");

    @Test
    void whatWasNotMeasuredSaysSo() throws IOException {
        JsonNode rows = results();
        assertEquals(FIGURES, rows.size());
        for (JsonNode row : rows) {
            assertTrue(row.path("value").isNull(), row.toString());
            assertTrue(row.path("ok").isNull(), row.toString());
            assertTrue(
                    page().contains(Html.text(row.path("name").asText()) + ": "), row.toString());
            assertFalse(row.path("reach").asText().isEmpty(), row.toString());
        }
    }

    @Test
    void aFigureStandsBesideItsFloor() throws IOException {
        Files.writeString(
                out.resolve("figures.jsonl"),
                """
                {"figure":"durable.one","value":130,"unit":"us","floor":"F3","floor_value":101}
                {"figure":"gateway.p50","value":30,"unit":"us","floor":"two-hop wake","floor_value":10}
                """);
        JsonNode durable = row("durable, one in flight");
        assertTrue(durable.path("ok").asBoolean());
        assertEquals(1.287, durable.path("ratio").asDouble());
        assertFalse(row("Axon's gateway: blocking").path("ok").asBoolean());
    }

    @Test
    void aPeerThatDoesNotSyncIsNotCompared() throws IOException {
        Files.writeString(
                out.resolve("peers.jsonl"),
                """
                {"scenario":"keep","system":"parley","in_flight":32,"durable":true,"throughput_per_s":9000,"p50_us":3}
                {"scenario":"keep","system":"kafka","in_flight":32,"durable":false,"throughput_per_s":1,"p50_us":9}
                {"scenario":"keep","system":"redis-stream","in_flight":32,"durable":true,"throughput_per_s":9001,"p50_us":4}
                """);
        assertTrue(row("Kafka, flush.messages=1: 32 in flight, throughput").path("ok").isNull());
        assertFalse(row("appendfsync always: 32 in flight, throughput").path("ok").asBoolean());
        assertTrue(row("appendfsync always: 32 in flight, p50").path("ok").asBoolean());
    }

    @Test
    void whatMayTakeAForceMoreIsHeldToTheForceOfThisRun() throws IOException {
        Files.writeString(
                out.resolve("lab.jsonl"),
                """
                {"scenario":"floor","system":"floor","label":"F3","p50_us":100}
                """);
        Files.writeString(
                out.resolve("sockets.jsonl"),
                """
                {"scenario":"socket-seen","system":"parley","rate":"1000","p50_us":499}
                {"scenario":"socket-seen","system":"undertow-bare","rate":"1000","p50_us":200}
                {"scenario":"socket-seen","system":"parley","rate":"2000","p50_us":501}
                {"scenario":"socket-seen","system":"undertow-bare","rate":"2000","p50_us":200}
                """);
        assertTrue(row("WebSocket: p50 at 1000/s").path("ok").asBoolean());
        assertTrue(row("WebSocket: p50 at 2000/s").path("ok").isBoolean());
        assertFalse(row("WebSocket: p50 at 2000/s").path("ok").asBoolean());
        assertTrue(page().contains("F3 100 us"), "the disk's floor stands among the facts");
    }

    @Test
    void aRowHasTheFieldsThatReadersKnow() throws IOException {
        List<String> fields = new ArrayList<>();
        results().get(0).fieldNames().forEachRemaining(fields::add);
        assertEquals(
                List.of("name", "value", "unit", "floor", "floor_value", "ratio", "reach", "ok"),
                fields);
    }

    @Test
    void aShortFigureShowsItsBestWhatWasTriedAndItsProfile() throws IOException {
        Files.writeString(
                out.resolve("figures.jsonl"),
                """
                {"figure":"durable.one","value":200,"unit":"us","floor":"F3","floor_value":100,"rounds":[{"value":200,"floor_value":100},{"value":210,"floor_value":140},{"value":190,"floor_value":90}]}
                """);
        Files.writeString(
                out.resolve("profiles.jsonl"),
                """
                {"profile":"product.durable.one","cpu_us":40,"cores":2,"per_second":5000,"p50_us":200,"threads":[{"role":"writer","busy":0.4,"waited":0.1,"cpu_us":30,"frames":[{"what":"Segment.note","within":"Writer.run","us":12}]}],"allocations":[{"what":"Origin","within":"Traffic.next","bytes":88}],"calls_by":"","calls_why":"no tool"}
                """);
        assertEquals(List.of("product.durable.one"), Report.profilesWanted(out));
        assertFalse(row("durable, one in flight: p50, product").path("ok").asBoolean());
        String page = page();
        assertTrue(page.contains("best of 3 rounds: 210 us = 1.50 x F3"), page);
        assertTrue(page.contains("who blocks for an answer is woken by the ring itself"), page);
        assertTrue(page.contains("2 cores can do 50,000/s at most"), page);
        assertTrue(page.contains("Segment.note") && page.contains("Traffic.next"), page);
        assertTrue(page.contains("System calls were not counted: no tool."), page);
    }

    @Test
    void aShortPeersRowShowsItsBestToo() throws IOException {
        Files.writeString(
                out.resolve("peers.jsonl"),
                """
                {"scenario":"keep","system":"parley","in_flight":32,"durable":true,"throughput_per_s":90,"each":{"throughput_per_s":[80,90,95]}}
                {"scenario":"keep","system":"redis-stream","in_flight":32,"durable":true,"throughput_per_s":100,"each":{"throughput_per_s":[100,120,190]}}
                """);
        assertFalse(row("appendfsync always: 32 in flight, throughput").path("ok").asBoolean());
        String page = page();
        assertTrue(page.contains("best of 3 rounds: 95 /s = 0.500 x redis-stream"), page);
        assertTrue(page.contains("No profile in this run"), "what is missing says so");
    }

    @Test
    void whatWasTriedIsAboutFiguresThatThereAre() throws IOException {
        Set<String> known = new HashSet<>();
        for (Row row : Table.of(Findings.in(out))) {
            known.add(row.id());
        }
        assertEquals(FIGURES, known.size(), "two rows with one id");
        for (Tried tried : Tried.all()) {
            assertTrue(known.containsAll(tried.figures()), tried.toString());
        }
    }

    @Test
    void aProfileThatIsWantedCanBeMade() throws IOException {
        List<String> made = new ArrayList<>(Workload.names());
        made.addAll(SocketsLook.names());
        for (Row row : Table.of(Findings.in(out))) {
            Reasons.profile(row.id()).ifPresent(name -> assertTrue(made.contains(name), name));
        }
    }

    @Test
    void aStoreIsComparedAtItsSizeAndLoad() throws IOException {
        Files.writeString(
                out.resolve("stores.jsonl"),
                """
                {"scenario":"append-next","system":"parley","stored":1000000,"entity_events":0,"in_flight":32,"throughput_per_s":100000}
                {"scenario":"append-next","system":"parley","stored":10000,"entity_events":0,"in_flight":32,"throughput_per_s":130000}
                {"scenario":"append-next","system":"axon-jpa-postgres","stored":1000000,"entity_events":0,"in_flight":32,"throughput_per_s":10000}
                {"scenario":"append-next","system":"axon-jpa-postgres","stored":1000000,"entity_events":50,"in_flight":1000,"throughput_per_s":1}
                """);
        assertTrue(row("append on condition, 32 in flight").path("ok").asBoolean());
        assertTrue(row("append on condition, 1,000 in flight").path("ok").isNull());
        assertFalse(row("(the entity's last event), 32 in flight").path("ok").asBoolean());
    }

    @Test
    void aHalfWrittenLineIsRefusedByNumber() throws IOException {
        Files.writeString(out.resolve("lab.jsonl"), "{}\n{\"scenario\":");
        IOException e = assertThrows(IOException.class, this::results);
        assertTrue(String.valueOf(e.getMessage()).contains("lab.jsonl:2"), e.toString());
    }

    @Test
    void thePageNeedsNoNetwork() throws IOException {
        JsonNode _ = results();
        assertFalse(page().contains("http"), "a link or script from elsewhere");
        assertTrue(page().contains("What was not measured"));
    }

    private JsonNode row(String part) throws IOException {
        for (JsonNode row : results()) {
            if (row.path("name").asText().contains(part)) {
                return row;
            }
        }
        throw new AssertionError("no row " + part);
    }

    private String page() throws IOException {
        return Files.readString(out.resolve("index.html"));
    }

    private JsonNode results() throws IOException {
        Report.write(out, new PrintWriter(new StringWriter()));
        return new ObjectMapper().readTree(Files.readString(out.resolve("results.json")));
    }
}
