package dev.parley.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The figures to reach, in the page: those that were measured, and at its end those that were not.
 */
final class Verdicts {
    private final List<Row> rows;

    Verdicts(List<Row> rows) {
        this.rows = rows;
    }

    /** A table with a heading for each kind of figure. */
    String html() {
        StringBuilder html = new StringBuilder();
        html.append("<h2 id=\"figures\">Figures to reach</h2><p>Each beside its floor of the same")
                .append(" run: what the disk, Chronicle, a wake of a thread, or another system did")
                .append(" here. Medians of the rounds,")
                .append(" below them the least and the most; a ratio is the median of the rounds'")
                .append(
                        " own, and reached is what most of them reached. A goal that is a number"
                                + " by")
                .append(
                        " itself judges the value; the ratio beside it only tells of the"
                                + " machine.</p>");
        Map<String, List<Row>> groups = new LinkedHashMap<>();
        for (Row row : rows) {
            if (row.value() != null) {
                groups.computeIfAbsent(group(row.id()), _ -> new ArrayList<>()).add(row);
            }
        }
        if (groups.isEmpty()) {
            return html.append("<p>None was measured.</p>").toString();
        }
        html.append("<div class=\"wide\"><table class=\"rows\"><thead><tr><th>figure")
                .append("<th class=\"n\">value<th>floor<th class=\"n\">floor's value")
                .append("<th class=\"n\">ratio<th>to reach<th></tr></thead><tbody>");
        groups.forEach(
                (name, group) -> {
                    html.append("<tr><th colspan=\"7\">").append(Html.text(name)).append("</tr>");
                    group.forEach(row -> row(html, row));
                });
        return html.append("</tbody></table></div>").toString();
    }

    private static void row(StringBuilder html, Row row) {
        Double value = row.value();
        Double floor = row.floorValue();
        Double ratio = row.ratio();
        html.append("<tr><td><b>").append(Html.text(row.name())).append("</b></td>");
        cell(html, "n", "", value == null ? "" : Numbers.with(value, row.unit()));
        below(html, row.range());
        cell(html, "", "floor:", row.floor());
        cell(html, "n", "=", floor == null ? "" : Numbers.with(floor, row.unit()));
        cell(html, "n", "ratio", ratio == null ? "" : Numbers.plain(ratio));
        cell(html, "", "to reach:", row.goal().said());
        cell(html, row.isShort() ? "no" : "yes", "", row.isShort() ? "not reached" : "reached");
        below(html, row.inRounds());
        html.append("</tr>");
    }

    /** A second, smaller line in the cell that was written last. */
    private static void below(StringBuilder html, String text) {
        if (!text.isEmpty()) {
            html.setLength(html.length() - "</td>".length());
            html.append("<small class=\"dim\">").append(Html.text(text)).append("</small></td>");
        }
    }

    private static void cell(StringBuilder html, String style, String label, String text) {
        html.append(Html.cell(style, label, text));
    }

    /** By the beginning of a figure's id. */
    private static String group(String id) {
        return switch (id.substring(0, id.indexOf('.'))) {
            case "bare", "product", "ahead" -> "Posting a message, not forced";
            case "gateway" -> "Through Axon's gateway";
            case "durable" -> "Posting a message, durable";
            case "axon", "postgres", "redis", "kafka" ->
                    "Beside systems that keep the same messages";
            case "store" -> "Beside Axon's own event stores";
            case "socket", "chat" -> "Over WebSocket";
            default -> "Against the length of the history";
        };
    }

    /** Each once, under the reason. */
    String notMeasured() {
        StringBuilder html = new StringBuilder();
        html.append("<h2 id=\"missing\">What was not measured</h2><ul>");
        Map<String, List<Row>> reasons = new LinkedHashMap<>();
        for (Row row : rows) {
            if (row.value() == null) {
                reasons.computeIfAbsent(row.why(), _ -> new ArrayList<>()).add(row);
            }
        }
        reasons.forEach(
                (why, missing) -> {
                    html.append("<li>").append(Html.text(why)).append(":<ul>");
                    missing.forEach(
                            row ->
                                    html.append("<li>")
                                            .append(Html.text(row.name()))
                                            .append("</li>"));
                    html.append("</ul></li>");
                });
        return html.append("<li>Other machines, disks and kernels; a network between client and")
                .append(" server; several shards; days of load. A virtual machine's disk may be")
                .append(
                        " answered from a cache of its host: the floors say what a force took"
                                + " here,")
                .append(" not that the bits survive the host's power cut.</li></ul>")
                .toString();
    }
}
