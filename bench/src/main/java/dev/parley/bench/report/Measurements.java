package dev.parley.bench.report;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;

/** All lines of all runs, in the page. */
final class Measurements {
    private final Findings findings;

    Measurements(Findings findings) {
        this.findings = findings;
    }

    String html() {
        List<JsonNode> lines =
                findings.lines().stream()
                        .filter(line -> line.has("p50_us") || line.has("throughput_per_s"))
                        .toList();
        if (lines.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder();
        html.append("<h2 id=\"measurements\">All measurements</h2><p>Medians of the rounds;")
                .append(" latencies in microseconds. A line that waits for the disk says synced;")
                .append(" never compare it with one that does not.</p><details><summary>")
                .append(lines.size())
                .append(" lines</summary><div class=\"wide\"><table class=\"rows\"><thead><tr>")
                .append("<th>what<th>system<th>load<th>disk<th class=\"n\">a second")
                .append("<th class=\"n\">p50<th class=\"n\">p99<th class=\"n\">p99.9")
                .append("<th class=\"n\">cpu us</tr></thead><tbody>");
        lines.forEach(line -> line(html, line));
        return html.append("</tbody></table></div></details>").toString();
    }

    private static void line(StringBuilder html, JsonNode line) {
        html.append("<tr><td><b>")
                .append(Html.text(name(line)))
                .append("</b><br><span class=\"dim\">")
                .append(Html.text(line.path("note").asText()))
                .append("</span></td>")
                .append(Html.cell("k", "", line.path("system").asText()))
                .append(Html.cell("k", "", load(line)))
                .append(Html.cell("k", "", disk(line)))
                .append(number(line, "a second", "throughput_per_s"))
                .append(number(line, "p50", "p50_us"))
                .append(number(line, "p99", "p99_us"))
                .append(number(line, "p99.9", "p999_us"))
                .append(number(line, "cpu", "cpu_us_per_message"))
                .append("</tr>");
    }

    /** The label alone where it is a name of this lab, which says what was done. */
    private static String name(JsonNode line) {
        String scenario = line.path("scenario").asText();
        String label = line.path("label").asText();
        return line.path("system").asText().equals("floor") || label.contains(".")
                ? label
                : scenario + ": " + label;
    }

    private static String disk(JsonNode line) {
        if (line.path("scenario").asText().startsWith("source-")) {
            return "read";
        }
        return line.path("durable").asBoolean() ? "synced" : "not synced";
    }

    private static String number(JsonNode line, String label, String field) {
        double value = line.path(field).asDouble();
        return Html.cell("n", label, value == 0 ? "" : Numbers.plain(value));
    }

    private static String load(JsonNode line) {
        String rate = line.path("rate").asText("");
        if (rate.isEmpty()) {
            return Numbers.plain(line.path("in_flight").asDouble()) + " in flight";
        }
        return rate.matches("\\d+")
                ? Numbers.plain(Double.parseDouble(rate)) + "/s"
                : "as much as goes";
    }
}
