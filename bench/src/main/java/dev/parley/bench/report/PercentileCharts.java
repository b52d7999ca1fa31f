package dev.parley.bench.report;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The charts of percentiles, from the histograms beside the report; one without is left out. */
final class PercentileCharts {
    private static final double MOST_NINES = 100_000;
    private static final String SEEN = "socket-seen-";

    private final Findings findings;

    PercentileCharts(Findings findings) {
        this.findings = findings;
    }

    /** All that there are. */
    List<Charts.Chart> all() throws IOException {
        List<Charts.Chart> charts = new ArrayList<>();
        percentiles(
                charts,
                "Durable, one in flight",
                "Each answer waits for the disk. F1 to F3 are the disk itself, same record size.",
                List.of(
                        new Charts.Line("product.durable.one", "product"),
                        new Charts.Line("bare.durable.one", "bare"),
                        new Charts.Line("F1", "F1, a plain file written before"),
                        new Charts.Line("F2", "F2, a plain file that grows"),
                        new Charts.Line("F3", Charts.F3)));
        percentiles(
                charts,
                "Durable, 50,000/s offered",
                "From the intended time of each message.",
                List.of(
                        new Charts.Line("product.durable.50k", "product"),
                        new Charts.Line("bare.durable.50k", "bare"),
                        new Charts.Line("F3", Charts.F3)));
        percentiles(
                charts,
                "Not forced, on one thread",
                "Publish, decide, append without any waiting, and the same without deciding.",
                List.of(
                        new Charts.Line("bare.stepped", "publish, decide and append"),
                        new Charts.Line("ring+append", "publish and append"),
                        new Charts.Line("append", "append alone")));
        percentiles(
                charts,
                "Asking and waiting, not forced",
                "Engine.submit and Axon's gateway beside two wakes of a sleeping thread.",
                List.of(
                        new Charts.Line("submit.os.one", "Engine.submit"),
                        new Charts.Line("gateway.os.one", "Axon's gateway"),
                        new Charts.Line("two-hop wake", "two wakes"),
                        new Charts.Line("hop", "one way through Disruptor")));
        percentiles(
                charts,
                "Rates offered by parley bench latency and saturation",
                "From the intended time of each message. Saturation is the highest rate at which"
                        + " 99 of 100 stay below a bound.",
                findings.lines().stream()
                        .filter(PercentileCharts::isOffered)
                        .map(line -> line.path("label").asText())
                        .distinct()
                        .map(label -> new Charts.Line(label, Charts.offered(label)))
                        .toList());
        List<Charts.Line> sockets = new ArrayList<>();
        for (Path file : findings.files(".hgrm")) {
            String name = String.valueOf(file.getFileName());
            if (name.startsWith(SEEN) && name.contains("-4000")) {
                String system = name.substring(SEEN.length(), name.indexOf("-4000"));
                sockets.add(new Charts.Line(name.replace(".hgrm", ""), Charts.system(system)));
            }
        }
        percentiles(
                charts,
                "End to end over WebSocket, 4,000/s",
                "Sent by a visitor until seen by the agent.",
                sockets);
        return charts;
    }

    /** By a verb of its own: what {@code bench all} offers has the chart above. */
    private static boolean isOffered(JsonNode line) {
        String scenario = Findings.text(line, "scenario");
        return scenario.equals("saturation")
                || (scenario.equals("offered")
                        && !line.path("label").asText().endsWith(".durable.50k"));
    }

    private void percentiles(
            List<Charts.Chart> charts, String title, String text, List<Charts.Line> lines)
            throws IOException {
        List<Plot.Series> series = new ArrayList<>();
        for (Charts.Line line : lines) {
            Path file =
                    findings.directory()
                            .resolve(line.name().replaceAll("[^A-Za-z0-9.,=+-]+", "-") + ".hgrm");
            if (Files.exists(file)) {
                series.add(new Plot.Series(line.said(), Hgrm.points(file, MOST_NINES)));
            }
        }
        if (series.isEmpty()) {
            return;
        }
        Plot.Axis x =
                new Plot.Axis(
                        "percentile",
                        true,
                        1,
                        MOST_NINES,
                        List.of(2.0, 10.0, 100.0, 1e3, 1e4, 1e5),
                        PercentileCharts::percentile);
        charts.add(
                new Charts.Chart(
                        title, text, Plot.of(title, x, Charts.axis("us", series, 1), series)));
    }

    private static String percentile(double odds) {
        // 1 in 10 beyond it is 90 %, 1 in 1,000 is 99.9 %.
        return BigDecimal.valueOf(100 - 100 / odds)
                        .setScale(3, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString()
                + "%";
    }
}
