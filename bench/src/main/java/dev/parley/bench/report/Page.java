package dev.parley.bench.report;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The page: verdicts first, then tables, charts, the machine, and what was not measured. */
final class Page {
    private static final String STYLE =
            """
            :root{--ink:#1b1f24;--dim:#5b6570;--line:#d9dee3;--ground:#fff;--card:#f6f8fa;--good:#1a7f37;--bad:#b3261e}
            @media(prefers-color-scheme:dark){:root{--ink:#e6e9ec;--dim:#9aa4ae;--line:#333b43;--ground:#14181c;--card:#1b2026;--good:#57c27a;--bad:#ff8a80}}
            *{box-sizing:border-box}
            body{margin:0 auto;max-width:1180px;padding:20px 16px 60px;background:var(--ground);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
            h1{font-size:26px;line-height:1.2;margin:8px 0}h2{font-size:19px;margin:36px 0 8px}h3{font-size:15px;margin:0}
            p{margin:6px 0;max-width:75ch}.dim{color:var(--dim)}
            .cards{display:flex;flex-wrap:wrap;gap:10px;margin:14px 0}
            .card{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:8px 14px}
            .card b{display:block;font-size:22px}
            .warn{border-left:4px solid var(--bad);padding:4px 12px;background:var(--card)}
            .wide{overflow-x:auto;border:1px solid var(--line);border-radius:8px}
            table{border-collapse:collapse;width:100%;font-size:13.5px}
            th,td{padding:5px 10px;text-align:left;border-bottom:1px solid var(--line);vertical-align:top}
            tr:last-child td{border-bottom:0}
            th{background:var(--card);font-weight:600;white-space:nowrap}
            td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
            td.note{min-width:340px;color:var(--dim)}.yes{color:var(--good);font-weight:600}.no{color:var(--bad);font-weight:600}
            .charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,440px),1fr));gap:16px}
            figure{margin:0;border:1px solid var(--line);border-radius:8px;padding:10px 12px;min-width:0}
            figure p{font-size:13px;margin:2px 0 6px}
            svg{width:100%;height:auto;display:block}
            svg text{font:11px system-ui,sans-serif;fill:var(--dim)}svg .a{fill:var(--ink)}
            .g{stroke:var(--line);stroke-width:1;fill:none}.s{fill:none;stroke-width:2;stroke-linejoin:round}.d{stroke:none}
            .c0{stroke:#0072b2}.c1{stroke:#d55e00}.c2{stroke:#009e73}.c3{stroke:#cc79a7}.c4{stroke:#e69f00}.c5{stroke:#56b4e9}
            .d.c0{fill:#0072b2}.d.c1{fill:#d55e00}.d.c2{fill:#009e73}.d.c3{fill:#cc79a7}.d.c4{fill:#e69f00}.d.c5{fill:#56b4e9}
            .short{border-top:1px solid var(--line);margin:18px 0;padding-top:12px}.short>h3{margin-top:8px}.why{font-size:14px;padding-left:20px;max-width:90ch}
            .in{overflow-x:auto}figure th,figure td{padding:3px 6px;overflow-wrap:anywhere}figure td.n,figure th.n{overflow-wrap:normal}
            dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px;font-size:13.5px;overflow-wrap:anywhere}
            dt{color:var(--dim)}dd{margin:0}
            @media(max-width:640px){
            dl{grid-template-columns:1fr}dd{margin-bottom:6px}
            table.rows thead{display:none}table.rows tr{display:block;padding:8px 10px;border-bottom:1px solid var(--line)}
            table.rows td{display:inline-block;border:0;padding:0 12px 0 0;text-align:left}table.rows td:first-child{display:block;font-weight:600}
            table.rows td[data-l]::before{content:attr(data-l) " ";color:var(--dim);font-weight:400}table.rows td:empty{display:none}}
            """;

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
                .append(STYLE)
                .append("</style>");
        head();
        table();
        html.append(new Reasons(findings, rows).html());
        Charts charts = new Charts(findings);
        charts("Percentiles", charts.percentiles());
        charts("Over time", charts.overTime());
        charts("Throughput against latency", charts.ladder());
        charts("Against the length of the history", charts.growth());
        measurements();
        machine();
        notMeasured();
        return html.append("</html>\n").toString();
    }

    private void head() {
        JsonNode facts = findings.environment();
        html.append("<h1>Parley: measured, beside what the machine can do</h1><p class=\"dim\">")
                .append(
                        Html.text(
                                facts.path("at").asText("?").replaceAll("\\..*Z", "Z")
                                        + ", commit "
                                        + facts.path("commit").asText("?")
                                        + ", "
                                        + facts.path("mode").asText("?")
                                        + " run"))
                .append("</p>");
        double other = facts.path("other_load").asDouble(0);
        if (other > facts.path("quiet_below").asDouble(0.05)) {
            html.append("<p class=\"warn\"><b>Not a quiet machine.</b> Other processes took ")
                    .append(Math.round(other * 100))
                    .append(" % of it during this run: these figures are a hint, no claim.</p>");
        }
        html.append("<div class=\"cards\">");
        card("reached", rows.stream().filter(row -> Boolean.TRUE.equals(row.ok())).count());
        card("not reached", rows.stream().filter(row -> Boolean.FALSE.equals(row.ok())).count());
        card("not measured", rows.stream().filter(row -> row.ok() == null).count());
        html.append("</div>");
    }

    private void card(String name, long count) {
        html.append("<div class=\"card\"><b>")
                .append(count)
                .append("</b>")
                .append(name)
                .append("</div>");
    }

    private void table() {
        html.append("<h2>Figures to reach</h2><p>Each beside its floor of the same run: what the")
                .append(" disk, Chronicle, a wake of a thread, or another system did here.</p>")
                .append("<div class=\"wide\"><table class=\"rows\"><thead><tr><th>figure")
                .append("<th class=\"n\">value<th>floor<th class=\"n\">floor's value")
                .append("<th class=\"n\">ratio<th>to reach<th></tr></thead><tbody>");
        for (Row row : rows) {
            Double floor = row.floorValue();
            Double ratio = row.ratio();
            Double value = row.value();
            html.append("<tr>");
            cell("", "", row.name());
            cell("n", "", value == null ? "-" : Numbers.plain(value) + " " + row.unit());
            cell("", "floor:", row.floor());
            cell("n", "=", floor == null ? "" : Numbers.plain(floor));
            cell("n", "ratio", ratio == null ? "" : Numbers.plain(ratio));
            cell("", "to reach:", row.reach());
            Boolean ok = row.ok();
            if (ok == null) {
                cell("dim", "", "not measured");
            } else {
                cell(ok ? "yes" : "no", "", ok ? "reached" : "not reached");
            }
            html.append("</tr>");
        }
        html.append("</tbody></table></div>");
    }

    private void cell(String style, String label, String text) {
        html.append("<td");
        if (!style.isEmpty()) {
            html.append(" class=\"").append(style).append('"');
        }
        if (!label.isEmpty()) {
            html.append(" data-l=\"").append(label).append('"');
        }
        html.append('>').append(Html.text(text)).append("</td>");
    }

    private void charts(String title, List<Charts.Chart> charts) {
        if (charts.isEmpty()) {
            return;
        }
        html.append("<h2>").append(Html.text(title)).append("</h2><div class=\"charts\">");
        for (Charts.Chart chart : charts) {
            html.append("<figure><h3>")
                    .append(Html.text(chart.title()))
                    .append("</h3><p class=\"dim\">")
                    .append(Html.text(chart.text()))
                    .append("</p>")
                    .append(chart.svg())
                    .append("</figure>");
        }
        html.append("</div>");
    }

    private void measurements() {
        html.append("<h2>All measurements</h2><p>Medians of the rounds; latencies in")
                .append(" microseconds. A line that waits for the disk says synced; never compare")
                .append(" it with one that does not.</p>")
                .append("<div class=\"wide\"><table><thead><tr><th>scenario<th>system<th>label")
                .append("<th>load<th>disk<th class=\"n\">per second<th class=\"n\">p50")
                .append("<th class=\"n\">p99<th class=\"n\">p99.9<th class=\"n\">cpu us")
                .append("<th>note</tr></thead><tbody>");
        for (JsonNode line : findings.lines()) {
            if (!line.has("p50_us") && !line.has("throughput_per_s")) {
                continue;
            }
            html.append("<tr>");
            cell("", "", line.path("scenario").asText());
            cell("", "", line.path("system").asText());
            cell("", "", line.path("label").asText());
            cell("", "", load(line));
            cell("", "", line.path("durable").asBoolean() ? "synced" : "not synced");
            for (String field :
                    List.of(
                            "throughput_per_s",
                            "p50_us",
                            "p99_us",
                            "p999_us",
                            "cpu_us_per_message")) {
                double value = line.path(field).asDouble();
                cell("n", "", value == 0 ? "" : Numbers.plain(value));
            }
            cell("note", "", line.path("note").asText());
            html.append("</tr>");
        }
        html.append("</tbody></table></div>");
    }

    private static String load(JsonNode line) {
        return line.has("rate")
                ? line.path("rate").asText() + (line.path("rate").isNumber() ? "/s" : "")
                : line.path("in_flight").asText() + " in flight";
    }

    private void machine() {
        html.append("<h2>The machine</h2><dl>");
        for (Map.Entry<String, JsonNode> fact : findings.environment().properties()) {
            html.append("<dt>")
                    .append(Html.text(fact.getKey().replace('_', ' ')))
                    .append("</dt><dd>")
                    .append(Html.text(fact.getValue().asText()))
                    .append("</dd>");
        }
        List<String> floors = new ArrayList<>();
        for (String floor : List.of("F1", "F2", "F3", "F4")) {
            findings.floor(floor)
                    .ifPresent(micros -> floors.add(floor + " " + Numbers.plain(micros) + " us"));
        }
        if (!floors.isEmpty()) {
            html.append("<dt>disk floors, p50</dt><dd>")
                    .append(Html.text(String.join(", ", floors)))
                    .append("</dd>");
        }
        html.append("</dl><p class=\"dim\">Beside this page: results.json, and for each line of")
                .append(" the table above its .hgrm (percentiles in microseconds).</p>");
    }

    private void notMeasured() {
        html.append("<h2>What was not measured</h2><ul>");
        for (Row row : rows) {
            if (row.value() == null) {
                html.append("<li>")
                        .append(Html.text(row.name() + ": " + row.why()))
                        .append("</li>");
            }
        }
        html.append("<li>Other machines, disks and kernels; a network between client and server;")
                .append(" several shards; days of load. A virtual machine's disk may be answered")
                .append(" from a cache of its host: the floors say what a force took here, not")
                .append(" that the bits survive the host's power cut.</li></ul>");
    }
}
