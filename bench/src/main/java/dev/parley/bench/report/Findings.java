package dev.parley.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What lies in an OUT directory. A line that is no JSON object is refused with file and number: a
 * half written file must not pass for a whole one.
 */
final class Findings {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;
    private final List<JsonNode> lines = new ArrayList<>();
    private final List<JsonNode> growth = new ArrayList<>();
    private final List<JsonNode> added = new ArrayList<>();
    private final Map<String, JsonNode> figures = new HashMap<>();
    private final Map<String, JsonNode> profiles = new LinkedHashMap<>();
    private final JsonNode environment;
    private final List<JsonNode> peersRuns = new ArrayList<>();

    private Findings(Path directory) throws IOException {
        this.directory = directory;
        environment = object("environment.json");
        for (Path file : files(".jsonl")) {
            read(file);
        }
    }

    static Findings in(Path directory) throws IOException {
        return new Findings(directory);
    }

    /** Measurements, ours and peers', in the order of files and lines. */
    List<JsonNode> lines() {
        return lines;
    }

    List<JsonNode> growth() {
        return growth;
    }

    /** What a connection holds, by system and kind. */
    List<JsonNode> connections() {
        return lines.stream()
                .filter(line -> text(line, "scenario").startsWith("connections-"))
                .toList();
    }

    JsonNode environment() {
        return environment;
    }

    /** Runs of other verbs that added to it later. */
    List<JsonNode> added() {
        return added;
    }

    /** What {@code bench/peers} said of its own runs, but of those that were all measured anew. */
    List<JsonNode> peersRuns() {
        return peersRuns;
    }

    Path directory() {
        return directory;
    }

    Optional<JsonNode> figure(String id) {
        return Optional.ofNullable(figures.get(id));
    }

    /** The last profile of a load. */
    Optional<JsonNode> profile(String name) {
        return Optional.ofNullable(profiles.get(name));
    }

    /** The last line for which this holds: a repeated run stands behind an earlier one. */
    Optional<JsonNode> last(Predicate<JsonNode> wanted) {
        return lines.stream().filter(wanted).reduce((_, later) -> later);
    }

    /** The median time of a floor in microseconds. */
    Optional<Double> floor(String label) {
        return last(line ->
                        text(line, "system").equals("floor")
                                && line.path("label").asText().equals(label))
                .map(line -> line.path("p50_us").asDouble());
    }

    static String text(JsonNode line, String field) {
        return line.path(field).asText("").toLowerCase(Locale.ROOT);
    }

    List<Path> files(String ending) throws IOException {
        try (Stream<Path> found = Files.list(directory)) {
            return found.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }

    private JsonNode object(String name) throws IOException {
        Path file = directory.resolve(name);
        return Files.exists(file)
                ? JSON.readTree(Files.readString(file))
                : MissingNode.getInstance();
    }

    private void read(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        List<String> text = Files.readAllLines(file);
        for (int i = 0; i < text.size(); i++) {
            if (text.get(i).isBlank()) {
                continue;
            }
            JsonNode line = parse(name, i + 1, text.get(i));
            switch (name) {
                case "figures.jsonl" -> figures.put(line.path("figure").asText(), line);
                case "profiles.jsonl" -> profiles.put(line.path("profile").asText(), line);
                case "growth.jsonl" -> growth.add(line);
                case "runs.jsonl" -> added.add(line);
                case "peers-runs.jsonl" -> {
                    peersRuns.removeIf(earlier -> asked(line).containsAll(asked(earlier)));
                    peersRuns.add(line);
                }
                default -> lines.add(line);
            }
        }
    }

    private static List<String> asked(JsonNode peersRun) {
        return List.of(text(peersRun, "only").split(","));
    }

    private static JsonNode parse(String file, int number, String text) throws IOException {
        try {
            JsonNode line = JSON.readTree(text);
            if (line.isObject()) {
                return line;
            }
        } catch (IOException e) {
            throw new IOException(file + ":" + number + " is no JSON", e);
        }
        throw new IOException(file + ":" + number + " is no JSON object");
    }
}
