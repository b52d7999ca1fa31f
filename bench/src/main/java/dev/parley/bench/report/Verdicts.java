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
                .append(" rounds: what the disk, Chronicle, a wake of a thread, or another system")
                .append(" did here. Value and floor are medians, each by itself. The ratio is the")
                .append(" median of what each round gave beside its own floor, so it is not the")
                .append(" one divided by the other. In small print: the least and the most of")
                .append(" the rounds, and in how many the goal was reached; most of them decide.")
                .append(" A goal that is a number by itself judges the value; the floor beside it")
                .append(" only tells of the machine.</p>");
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
                    String shared = shared(group);
                    html.append("<tr><th colspan=\"7\">").append(Html.text(name));
                    small(html, shared);
                    html.append("</tr>");
                    group.forEach(row -> row(html, row, row.why().equals(shared) ? "" : row.why()));
                });
        return html.append("</tbody></table></div>").toString();
    }

    /** What most rows of a group say, where all say something, stands above them once. */
    private static String shared(List<Row> group) {
        for (Row row : group) {
            long alike = group.stream().filter(each -> each.why().equals(row.why())).count();
            if (2 * alike > group.size()
                    && group.stream().noneMatch(each -> each.why().isEmpty())) {
                return row.why();
            }
        }
        return "";
    }

    private static void row(StringBuilder html, Row row, String why) {
        Double value = row.value();
        Double floor = row.floorValue();
        Double ratio = row.ratio();
        html.append("<tr><td><b>").append(Html.text(row.name())).append("</b></td>");
        below(html, why);
        cell(html, "n", "", value == null ? "" : Numbers.with(value, row.unit()));
        below(html, row.range());
        cell(html, "", "floor:", row.floor());
        cell(html, "n", "=", floor == null ? "" : Numbers.with(floor, row.shortUnit()));
        cell(html, "n", "ratio", ratio == null ? "" : Numbers.plain(ratio));
        below(html, row.ratios());
        cell(html, "", "to reach:", row.goal().said());
        verdict(html, row);
        below(html, row.inRounds());
        html.append("</tr>");
    }

    /** Why it is short stands elsewhere in the page. */
    private static void verdict(StringBuilder html, Row row) {
        if (row.isShort()) {
            html.append("<td class=\"no\"><a href=\"#")
                    .append(Reasons.anchor(row.id()))
                    .append("\">not reached</a></td>");
        } else {
            cell(html, "yes", "", "reached");
        }
    }

    /** A second, smaller line in the cell that was written last. */
    private static void below(StringBuilder html, String text) {
        if (!text.isEmpty()) {
            html.setLength(html.length() - "</td>".length());
            small(html, text);
            html.append("</td>");
        }
    }

    private static void small(StringBuilder html, String text) {
        if (!text.isEmpty()) {
            html.append("<small class=\"dim\">").append(Html.text(text)).append("</small>");
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
