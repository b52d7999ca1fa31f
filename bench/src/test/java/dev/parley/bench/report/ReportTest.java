package dev.parley.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** A row for each figure, measured or not; nothing unmeasured passes for reached. */
class ReportTest {
    private static final int FIGURES = 52;

    @TempDir private Path out = Path.of("");

    @Test
    void whatWasNotMeasuredSaysSo() throws IOException {
        JsonNode rows = results();
        assertEquals(FIGURES, rows.size());
        for (JsonNode row : rows) {
            assertTrue(row.path("value").isNull(), row.toString());
            assertTrue(row.path("ok").isNull(), row.toString());
            assertFalse(row.path("why").asText().isEmpty(), row.toString());
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
    void aHalfWrittenLineIsRefusedByNumber() throws IOException {
        Files.writeString(out.resolve("lab.jsonl"), "{}\n{\"scenario\":");
        IOException e = assertThrows(IOException.class, this::results);
        assertTrue(String.valueOf(e.getMessage()).contains("lab.jsonl:2"), e.toString());
    }

    @Test
    void thePageNeedsNoNetwork() throws IOException {
        JsonNode _ = results();
        String page = Files.readString(out.resolve("index.html"));
        assertFalse(page.contains("http"), "a link or script from elsewhere");
        assertTrue(page.contains("What was not measured"));
    }

    private JsonNode row(String part) throws IOException {
        for (JsonNode row : results()) {
            if (row.path("name").asText().contains(part)) {
                return row;
            }
        }
        throw new AssertionError("no row " + part);
    }

    private JsonNode results() throws IOException {
        Report.write(out, new PrintWriter(new StringWriter()));
        return new ObjectMapper().readTree(Files.readString(out.resolve("results.json")));
    }
}
