package dev.parley.bench.report;

import com.fasterxml.jackson.databind.JsonNode;

import dev.parley.bench.load.OtherLoad;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The page: verdicts first, then why some are short, charts, all measurements, the machine, and
 * what was not measured.
 */
final class Page {
    private final Findings findings;
    private final List<Row> rows;
    private final StringBuilder html = new StringBuilder();

    Page(Findings findings, List<Row> rows) {
        this.findings = findings;
        this.rows = rows;
    }

    String html() throws IOException {
        html.append("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
                .append("<title>Parley: measured</title><style>")
                .append(style())
                .append("</style>");
        Verdicts verdicts = new Verdicts(rows);
        Facts facts = new Facts(findings);
        Map<String, List<Charts.Chart>> charts = charts();
        head(facts, charts.keySet());
        html.append(verdicts.html());
        html.append(new Reasons(findings, rows).html());
        charts.forEach(this::charts);
        html.append(new Measurements(findings).html());
        html.append(facts.html());
        html.append(verdicts.notMeasured());
        return html.append("</html>\n").toString();
    }

    private static String style() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        Page.class.getResourceAsStream("page.css"), "page.css is gone")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** By title; one without any is left out. */
    private Map<String, List<Charts.Chart>> charts() throws IOException {
        Charts charts = new Charts(findings);
        Map<String, List<Charts.Chart>> all = new LinkedHashMap<>();
        all.put("Percentiles", new PercentileCharts(findings).all());
        all.put("Over time", charts.overTime());
        all.put("Throughput against latency", charts.ladder());
        all.put("Length of the history", charts.growth());
        all.values().removeIf(List::isEmpty);
        return all;
    }

    private void head(Facts facts, Set<String> charts) {
        html.append("<h1>Parley: measured, beside what the machine can do</h1><p class=\"dim\">")
                .append(Html.text(facts.run()))
                .append("</p>");
        warn(findings.environment(), "this run: these");
        findings.peersRuns().forEach(run -> warn(run, "bench/peers: its"));
        findings.peersRuns().forEach(this::lost);
        html.append("<div class=\"cards\">");
        card("reached", rows.stream().filter(row -> Boolean.TRUE.equals(row.ok())).count());
        card("not reached", rows.stream().filter(row -> Boolean.FALSE.equals(row.ok())).count());
        card("not measured", rows.stream().filter(row -> row.ok() == null).count());
        html.append("</div><nav>")
                .append("<a href=\"#figures\">Figures</a> ")
                .append("<a href=\"#short\">Short, and why</a> ");
        for (String title : charts) {
            html.append("<a href=\"#")
                    .append(anchor(title))
                    .append("\">")
                    .append(Html.text(title))
                    .append("</a> ");
        }
        html.append("<a href=\"#measurements\">All measurements</a> ")
                .append("<a href=\"#machine\">The machine</a> ")
                .append("<a href=\"#missing\">Not measured</a></nav>");
    }

    private static String anchor(String title) {
        return title.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    private void warn(JsonNode environment, String run) {
        double other = environment.path("other_load").asDouble(0);
        if (other > OtherLoad.QUIET) {
            html.append("<p class=\"warn\"><b>Not a quiet machine.</b> Other processes took ")
                    .append(Math.round(other * 100))
                    .append(" % of it during ")
                    .append(run)
                    .append(" figures are a hint, no claim.</p>");
        }
    }

    private void lost(JsonNode peersRun) {
        String lost = peersRun.path("not_measured").asText("");
        if (!lost.isEmpty()) {
            html.append("<p class=\"warn\"><b>Not all of bench/peers was measured.</b> ")
                    .append(Html.text(lost))
                    .append("</p>");
        }
    }

    private void card(String name, long count) {
        html.append("<div class=\"card\"><b>")
                .append(count)
                .append("</b>")
                .append(name)
                .append("</div>");
    }

    private void charts(String title, List<Charts.Chart> charts) {
        html.append("<h2 id=\"")
                .append(anchor(title))
                .append("\">")
                .append(Html.text(title))
                .append("</h2><div class=\"charts\">");
        for (Charts.Chart chart : charts) {
            html.append("<figure><h3>")
                    .append(Html.text(chart.title()))
                    .append("</h3><p class=\"dim\">")
                    .append(Html.text(chart.text()))
                    .append("</p>")
                    .append(chart.drawing())
                    .append("</figure>");
        }
        html.append("</div>");
    }
}
