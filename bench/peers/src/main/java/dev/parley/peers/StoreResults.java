package dev.parley.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** JMH's results of the stores as lines that the report reads. */
final class StoreResults {
    private static final ObjectMapper JSON = new ObjectMapper();

    private StoreResults() {}

    /** All {@code stores-ENGINE.json} in {@code out} into {@code stores.jsonl}; prints them too. */
    static void write(Path out) throws IOException {
        List<String> lines = new ArrayList<>();
        for (StoreKind kind : StoreKind.values()) {
            Path file = out.resolve("stores-" + kind.label() + ".json");
            if (Files.exists(file)) {
                for (JsonNode result : JSON.readTree(Files.readString(file))) {
                    ObjectNode line = line(kind, result);
                    lines.add(line.toString());
                    print(line);
                }
            }
        }
        Files.write(out.resolve("stores.jsonl"), lines);
    }

    private static ObjectNode line(StoreKind kind, JsonNode result) {
        JsonNode params = result.path("params");
        JsonNode score = result.path("primaryMetric");
        String benchmark = result.path("benchmark").asText();
        boolean sources = benchmark.contains(SourcingBench.class.getSimpleName());
        int threads = result.path("threads").asInt();
        String method = benchmark.substring(benchmark.lastIndexOf('.') + 1);
        ObjectNode line =
                JSON.createObjectNode()
                .put(
                        "scenario",
                        sources ? "source-" + method : "append-" + params.path("what").asText())
                .put("system", kind.label())
                .put("stored", params.path("stored").asInt())
                .put("entity_events", params.path("events").asInt())
                .put("in_flight", sources ? threads : params.path("inFlight").asInt())
                .put("durable", kind.durable())
                .put("label", kind.answer())
                .put("throughput_per_s", rounded(score.path("score").asDouble()))
                .put("error_per_s", rounded(score.path("scoreError").asDouble()))
                .put("note", note(kind, params, sources));
        // One fork: its iterations are the rounds.
        line.putObject("each").set("throughput_per_s", score.path("rawData").path(0));
        return line;
    }

    private static String note(StoreKind kind, JsonNode params, boolean sources) {
        int events = params.path("events").asInt();
        return String.format(
                Locale.ROOT,
                "%,d events stored; %s",
                params.path("stored").asInt(),
                (events == 0 ? "new entities" : "entities of " + events + " events")
                        + (sources ? "; JMH; a thread a caller" : "; JMH; " + kind.note()));
    }

    private static double rounded(double value) {
        return Double.isFinite(value) ? Math.round(value * 10) / 10.0 : 0;
    }

    private static void print(ObjectNode line) {
        System.out.printf(
                Locale.ROOT,
                "%-14s %-18s %,9d stored, entities of %,5d, %,5d in flight: %,11.1f/s +- %,.1f%n",
                line.path("scenario").asText(),
                line.path("system").asText(),
                line.path("stored").asInt(),
                line.path("entity_events").asInt(),
                line.path("in_flight").asInt(),
                line.path("throughput_per_s").asDouble(),
                line.path("error_per_s").asDouble());
    }
}
