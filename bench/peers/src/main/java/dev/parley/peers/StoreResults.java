package dev.parley.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** JMH's results of the stores as lines that the report reads. */
final class StoreResults {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RATE = "throughput_per_s";
    private static final String ERROR = "error_per_s";
    private static final String EACH = "each";

    private StoreResults() {}

    /** All {@code stores-ENGINE.json} in {@code out} into {@code stores.jsonl}; prints them too. */
    static void write(Path out) throws IOException {
        Map<String, ObjectNode> lines = new LinkedHashMap<>();
        for (StoreKind kind : StoreKind.values()) {
            Path file = out.resolve("stores-" + kind.label() + ".json");
            if (Files.exists(file)) {
                for (JsonNode result : JSON.readTree(Files.readString(file))) {
                    ObjectNode line = line(kind, result);
                    String what =
                            line.deepCopy().without(List.of(RATE, ERROR, EACH)).toString();
                    lines.merge(what, line, StoreResults::joined);
                }
            }
        }
        lines.values().forEach(StoreResults::print);
        Files.write(
                out.resolve("stores.jsonl"),
                lines.values().stream().map(ObjectNode::toString).toList());
    }

    /** A further turn of the same: its iterations are rounds as well. */
    private static ObjectNode joined(ObjectNode line, ObjectNode turn) {
        ArrayNode rounds = line.path(EACH).withArray(RATE);
        turn.path(EACH).path(RATE).forEach(rounds::add);
        double sum = 0;
        for (JsonNode each : rounds) {
            sum += each.asDouble();
        }
        return line.put(RATE, rounded(sum / rounds.size()))
                .put(ERROR, Math.max(line.path(ERROR).asDouble(), turn.path(ERROR).asDouble()));
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
                .put(RATE, rounded(score.path("score").asDouble()))
                .put(ERROR, rounded(score.path("scoreError").asDouble()))
                .put("note", note(kind, params, sources));
        // One fork: its iterations are the rounds.
        line.putObject(EACH).set(RATE, score.path("rawData").path(0));
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
                line.path(RATE).asDouble(),
                line.path(ERROR).asDouble());
    }
}
