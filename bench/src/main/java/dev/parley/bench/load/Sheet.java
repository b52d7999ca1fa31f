package dev.parley.bench.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.HdrHistogram.Histogram;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

/**
 * The directory that a run writes into: lines of JSON, histograms, values over time. The report is
 * made from these files alone, so it can be made again, and peers' files lie beside ours.
 *
 * <pre>
 * lab.jsonl           a Measured a line          figures.jsonl   a figure of the table a line
 * growth.jsonl        a length of history a line profiles.jsonl  a load looked at a line
 * environment.json                                runs.jsonl      what was added behind it, a run a line
 * LABEL.hgrm          percentiles, microseconds  LABEL.csv       step, count, p50, p99, most (us)
 * </pre>
 */
public final class Sheet {
    private final Path directory;
    private final PrintWriter out;

    /**
     * @param out is told what was measured, a line each
     */
    public Sheet(Path directory, PrintWriter out) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.out = out;
    }

    public Path directory() {
        return directory;
    }

    /** Forgets an earlier run's files of this lab; peers' stay. */
    public void clear() throws IOException {
        for (String name :
                List.of(
                        "lab.jsonl",
                        "figures.jsonl",
                        "growth.jsonl",
                        "profiles.jsonl",
                        "runs.jsonl")) {
            Files.deleteIfExists(directory.resolve(name));
        }
    }

    /** Facts of the machine, and how the run went. */
    public void environment(ObjectNode facts) throws IOException {
        Files.writeString(directory.resolve("environment.json"), facts.toPrettyString());
    }

    /** Says that a run of another verb has added to what lies here, and how it ended. */
    public void added(String verb, int exit) throws IOException {
        ObjectNode facts = Machine.describe(directory);
        ObjectNode line = new ObjectMapper().createObjectNode().put("verb", verb);
        line.set("at", facts.path("at"));
        line.set("commit", facts.path("commit"));
        line.put("exit", exit);
        append("runs.jsonl", line);
    }

    void measured(Measured line, Histogram nanos) throws IOException {
        append("lab.jsonl", line.json());
        try (PrintStream file =
                new PrintStream(
                        Files.newOutputStream(directory.resolve(file(line.label(), "hgrm"))),
                        false,
                        StandardCharsets.UTF_8)) {
            nanos.outputPercentileDistribution(file, 5, 1_000.0);
        }
        say(
                String.format(
                        Locale.ROOT,
                        "%-34s %12.0f/s   p50 %9.2f   p99 %9.2f   p99.9 %9.2f us   %s",
                        line.label(),
                        line.throughput_per_s(),
                        line.p50_us(),
                        line.p99_us(),
                        line.p999_us(),
                        line.note()));
    }

    /** Latency over time, microseconds. */
    void overTime(String label, List<Latencies.Step> steps) throws IOException {
        StringBuilder csv = new StringBuilder("at_ms,count,p50_us,p99_us,max_us\n");
        for (Latencies.Step step : steps) {
            csv.append(
                    String.format(
                            Locale.ROOT,
                            "%d,%d,%.1f,%.1f,%.1f%n",
                            step.at() / 1_000_000,
                            step.count(),
                            step.p50() / 1e3,
                            step.p99() / 1e3,
                            step.most() / 1e3));
        }
        Files.writeString(directory.resolve(file(label, "csv")), csv);
    }

    /** One figure: a value, and the floor it stands on where there is one. */
    void figure(String id, double value, String unit, Floored floor) throws IOException {
        figure(id, value, unit, floor, List.of());
    }

    /** The same, and what each round gave beside the floor of the same round. */
    void figure(String id, double value, String unit, Floored floor, List<Round> rounds)
            throws IOException {
        ObjectNode line = new ObjectMapper().createObjectNode();
        line.put("figure", id).put("value", Measured.rounded(value)).put("unit", unit);
        if (floor.value() > 0) {
            line.put("floor", floor.name()).put("floor_value", Measured.rounded(floor.value()));
        }
        if (!floor.beside().isEmpty()) {
            line.put("beside", floor.beside());
        }
        ArrayNode each = line.putArray("rounds");
        for (Round round : rounds) {
            ObjectNode one = each.addObject().put("value", Measured.rounded(round.value()));
            if (round.floor() > 0) {
                one.put("floor_value", Measured.rounded(round.floor()));
            }
        }
        append("figures.jsonl", line);
        say(
                String.format(
                        Locale.ROOT,
                        "    %-44s %14.3f %-8s%s",
                        id,
                        value,
                        unit,
                        floor.value() > 0
                                ? String.format(
                                        Locale.ROOT,
                                        " = %.3f x %s (%.3f)",
                                        Round.ratio(value, floor.value(), rounds),
                                        floor.name(),
                                        floor.value())
                                : ""));
    }

    void growth(ObjectNode line) throws IOException {
        append("growth.jsonl", line);
        say("growth " + line);
    }

    /** Why a load is as fast as it is. */
    public void profile(ObjectNode line) throws IOException {
        append("profiles.jsonl", line);
    }

    /** Tells whoever watches the run. */
    public void say(String line) {
        out.println(line.stripTrailing());
        out.flush();
    }

    /**
     * What a figure stands beside.
     *
     * @param value of the floor; 0 where there is none
     * @param beside what else was in the same rounds, in words; empty for nothing
     */
    record Floored(String name, double value, String beside) {
        static final Floored NONE = new Floored("", 0);

        Floored(String name, double value) {
            this(name, value, "");
        }
    }

    private void append(String name, ObjectNode line) throws IOException {
        Files.writeString(
                directory.resolve(name),
                line + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private static String file(String label, String ending) {
        return label.replaceAll("[^A-Za-z0-9.,=+-]+", "-") + "." + ending;
    }
}
