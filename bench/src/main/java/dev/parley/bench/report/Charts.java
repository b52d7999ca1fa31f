package dev.parley.bench.report;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.StringTokenizer;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** The charts of the report but percentiles, from what lies beside it; without data none. */
final class Charts {
    /** What legends call the floor of what is forced. */
    static final String F3 = "F3, the disk alone";

    private static final String TURNS =
            "Each point is a rate offered, whatever became of what was offered before; where a line"
                    + " turns up, the queue grows; where it turns back, more was offered and less"
                    + " came of it.";

    private final Findings findings;

    /** A line: by which files know it, and what the legend calls it. */
    record Line(String name, String said) {}

    /** A chart and what it says. */
    record Chart(String title, String text, String drawing) {}

    Charts(Findings findings) {
        this.findings = findings;
    }

    /** A label such as {@code saturation.bare.durable.4096} or {@code product.durable.50k}. */
    static String offered(String label) {
        String[] parts = label.replace("50k", "50000").split("\\.", -1);
        int last = parts.length - 1;
        return String.format(
                "%s, %s, %s/s",
                parts[last - 2],
                parts[last - 1].equals("durable") ? "durable" : "sync " + parts[last - 1],
                Numbers.plain(Double.parseDouble(parts[last])));
    }

    /** A server by a name that people know. */
    static String system(String name) {
        if (name.startsWith("undertow")) {
            return "bare Undertow";
        }
        return name.startsWith("node") ? "Node chat" : name.replace("parley", "Parley");
    }

    /** Latency over time. */
    List<Chart> overTime() throws IOException {
        List<Chart> charts = new ArrayList<>();
        for (Path file : findings.files(".csv")) {
            List<double[]> rows = csv(file);
            if (rows.isEmpty()) {
                continue;
            }
            String name = String.valueOf(file.getFileName()).replace(".csv", "");
            List<Plot.Series> series =
                    List.of(
                            column("p50", rows, 2),
                            column("p99", rows, 3),
                            column("most", rows, 4));
            double end = rows.getLast()[0] / 1e3;
            charts.add(
                    new Chart(
                            offered(name) + ", over time",
                            "Steps of 100 ms of the last round.",
                            Plot.of(
                                    name,
                                    Plot.Axis.even("seconds", end),
                                    axis("us", series, 1),
                                    series)));
        }
        return charts;
    }

    private static Plot.Series column(String name, List<double[]> rows, int column) {
        return new Plot.Series(
                name, rows.stream().map(row -> new double[] {row[0] / 1e3, row[column]}).toList());
    }

    private static List<double[]> csv(Path file) throws IOException {
        List<double[]> rows = new ArrayList<>();
        for (String line : Files.readAllLines(file).stream().skip(1).toList()) {
            StringTokenizer cells = new StringTokenizer(line, ",");
            double[] row = new double[5];
            for (int i = 0; i < row.length; i++) {
                row[i] = Double.parseDouble(cells.nextToken());
            }
            rows.add(row);
        }
        return rows;
    }

    /** Throughput against latency. */
    List<Chart> ladder() {
        List<Chart> charts = new ArrayList<>();
        List<Plot.Series> series = new ArrayList<>();
        for (String system : List.of("product", "bare")) {
            both(series, system, line -> isRung(line, system));
        }
        ladder(
                charts,
                "Throughput against latency, durable",
                TURNS
                        + " As much as goes, among the figures, is sent only when answers come: a"
                        + " slow moment costs it less, so it can be more than such a point. Each"
                        + " was run for a second or a few, once: a point that stands out between"
                        + " lower ones met a slow moment of the disk, one force of tens of"
                        + " milliseconds that all behind it waited for.",
                series);
        List<Plot.Series> sockets = new ArrayList<>();
        for (String system : List.of("parley", "undertow", "node")) {
            both(sockets, system(system), line -> isSeen(line, system));
        }
        ladder(
                charts,
                "Throughput against latency, over WebSocket",
                TURNS + " Medians of the rounds.",
                sockets);
        return charts;
    }

    private static boolean isRung(JsonNode line, String system) {
        String label = line.path("label").asText();
        return (Findings.text(line, "scenario").equals("ladder") && label.contains(system))
                || label.equals(system + ".durable.50k");
    }

    /** Rates offered; what goes through at most is no rate that was offered. */
    private static boolean isSeen(JsonNode line, String system) {
        return Findings.text(line, "scenario").equals("socket-seen")
                && Findings.text(line, "system").contains(system)
                && !Findings.text(line, "rate").equals("saturation");
    }

    private void both(List<Plot.Series> series, String system, Predicate<JsonNode> wanted) {
        List<JsonNode> rungs =
                findings.lines().stream()
                        .filter(wanted)
                        .sorted(Comparator.comparingLong(line -> line.path("rate").asLong()))
                        .toList();
        if (!rungs.isEmpty()) {
            series.add(rungs(system + " p50", rungs, "p50_us"));
            series.add(rungs(system + " p99", rungs, "p99_us"));
        }
    }

    private static void ladder(
            List<Chart> charts, String title, String text, List<Plot.Series> series) {
        if (!series.isEmpty()) {
            charts.add(new Chart(title, text, plot(title, "answers a second", "us", series)));
        }
    }

    private static Plot.Series rungs(String name, List<JsonNode> rungs, String field) {
        return new Plot.Series(
                name,
                rungs.stream()
                        .map(
                                line ->
                                        new double[] {
                                            line.path("throughput_per_s").asDouble(),
                                            line.path(field).asDouble()
                                        })
                        .toList());
    }

    /** Cost against length of history. */
    List<Chart> growth() {
        List<Chart> charts = new ArrayList<>();
        if (findings.growth().size() > 1) {
            grown(
                    charts,
                    "Append, durable, one in flight",
                    "us",
                    new Line("append_p50_us", "append, p50"),
                    new Line("f3_p50_us", F3 + ", p50"));
            grown(
                    charts,
                    "Restart until it takes commands",
                    "ms",
                    new Line("restart_ms", "any but the first"),
                    new Line("first_start_ms", "the first: snapshot and index are made"));
            grown(
                    charts,
                    "Live objects",
                    "MiB",
                    new Line("heap_mib", "all"),
                    new Line("sla_board_mib", "the board of answer times among them"));
            grown(
                    charts,
                    "Replay into the hot projections",
                    "events/s",
                    new Line("replay_events_per_s", "replay"));
        }
        return charts;
    }

    private void grown(List<Chart> charts, String title, String unit, Line... lines) {
        List<Plot.Series> series = new ArrayList<>();
        for (Line each : lines) {
            series.add(
                    new Plot.Series(
                            each.said(),
                            findings.growth().stream()
                                    .map(
                                            line ->
                                                    new double[] {
                                                        line.path("events").asDouble(),
                                                        line.path(each.name()).asDouble()
                                                    })
                                    .toList()));
        }
        charts.add(
                new Chart(
                        title,
                        "Against the number of events in the log.",
                        plot(title, "events", unit, series)));
    }

    private static String plot(String title, String x, String y, List<Plot.Series> series) {
        return Plot.of(title, axis(x, series, 0), axis(y, series, 1), series);
    }

    /** Whole decades around all values. */
    static Plot.Axis axis(String title, List<Plot.Series> series, int coordinate) {
        ToDoubleFunction<double[]> value = point -> Math.max(0.01, point[coordinate]);
        double least = Double.MAX_VALUE;
        double most = 0;
        for (Plot.Series each : series) {
            for (double[] point : each.points()) {
                least = Math.min(least, value.applyAsDouble(point));
                most = Math.max(most, value.applyAsDouble(point));
            }
        }
        double from = Math.pow(10, Math.floor(Math.log10(least) + 0.001));
        double to = Math.pow(10, Math.ceil(Math.log10(most) - 0.001));
        return Plot.Axis.log(title, from, Math.max(to, from * 10));
    }
}
