package dev.parley.bench.report;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the page says of figures that are not reached: the best that was, what was tried, and the
 * profile of the load behind them.
 */
final class Reasons {
    private final Findings findings;
    private final List<Row> rows;
    private final Map<String, Best> best;
    private final StringBuilder html = new StringBuilder();

    Reasons(Findings findings, List<Row> rows) throws IOException {
        this.findings = findings;
        this.rows = rows;
        this.best = Best.all();
    }

    /**
     * The load whose profile says why a figure is what it is; empty for memory, of which the page
     * shows what was measured instead.
     */
    static Optional<String> profile(String id) {
        if (id.startsWith("socket.") || id.startsWith("chat.")) {
            String load = id.split("\\.", -1)[1];
            return switch (load) {
                case "idle" -> Optional.empty();
                case "rate", "most" -> Optional.of("socket.saturation");
                case "1000" -> Optional.of("socket.1000");
                default -> Optional.of("socket.4000");
            };
        }
        if (id.startsWith("store.")) {
            return Optional.of(
                    switch (id) {
                        case "store.next" -> "store.append.32";
                        case "store.create" -> "store.create.32";
                        default -> id;
                    });
        }
        String flight = id.replaceAll("^(axon|postgres|redis|kafka)\\.(\\d+)\\..*", "$2");
        return switch (flight) {
            case "1", "durable.one" -> Optional.of("product.durable.one");
            case "32" -> Optional.of("product.durable.32");
            case "1000" -> Optional.of("product.durable.1000");
            case "bare.p50", "bare.p99", "bare.bytes" -> Optional.of("bare.stepped");
            case "bare.rate" -> Optional.of("bare.os.most");
            case "product.rate", "product.writer" -> Optional.of("product.os.most");
            case "ahead.rate", "ahead.writer" -> Optional.of("ahead.os.most");
            case "gateway.p50", "gateway.extra", "gateway.bytes" -> Optional.of("gateway.os.one");
            case "durable.one.bare" -> Optional.of("bare.durable.one");
            case "durable.50k" -> Optional.of("product.durable.50k");
            case "durable.50k.bare" -> Optional.of("bare.durable.50k");
            case "durable.rate.bare" -> Optional.of("bare.durable.most");
            case "durable.rate" -> Optional.of("product.durable.most");
            case "replay.rate" -> Optional.of("replay");
            case "growth.restart" -> Optional.of("restart");
            case "growth.append" -> Optional.of("product.durable.one");
            case "durable.rate.ahead" -> Optional.of("ahead.durable.most");
            default -> Optional.empty();
        };
    }

    String html() throws IOException {
        Map<String, List<Row>> groups = new LinkedHashMap<>();
        for (Row row : rows) {
            if (row.isShort()) {
                groups.computeIfAbsent(profile(row.id()).orElse(""), _ -> new ArrayList<>())
                        .add(row);
            }
        }
        if (groups.isEmpty()) {
            return "";
        }
        html.append(
                        "<h2 id=\"short\">Where figures are short, and why</h2><p>Each load behind"
                                + " them was run again and looked at: behind its rounds, where its"
                                + " code is warm, or later by itself; where the compilers were"
                                + " still at work it says so.")
                .append(" Looking costs time: what was reached meanwhile is no figure. The best")
                .append(" of the rounds is a round beside its own floor, the best of all runs")
                .append(" the medians of a run.</p>");
        missing(groups.keySet());
        List<Tried> tried = Tried.all();
        for (Map.Entry<String, List<Row>> group : groups.entrySet()) {
            html.append("<section class=\"short\">");
            group.getValue().forEach(this::row);
            if (group.getValue().size() > 1) {
                together(group.getKey(), group.getValue().size());
            }
            tried(tried, group.getValue());
            if (group.getValue().stream().anyMatch(row -> row.id().startsWith("growth."))) {
                table("What was measured at each length of the history", findings.growth());
            }
            if (group.getValue().stream().anyMatch(row -> row.id().equals("socket.idle"))) {
                table("What a connection holds", findings.connections());
            }
            if (!group.getKey().isEmpty()) {
                findings.profile(group.getKey())
                        .ifPresentOrElse(
                                line -> html.append(new Profile(line).html()),
                                () -> noProfile(group.getKey()));
            }
            html.append("</section>");
        }
        return html.toString();
    }

    private void together(String load, int figures) {
        html.append("<p class=\"dim\">What follows is for these ")
                .append(figures)
                .append(" figures")
                .append(load.isEmpty() ? "" : ": one load stands for them, " + Html.text(load))
                .append(".</p>");
    }

    /** One command for all that have no profile yet. */
    private void missing(Set<String> loads) {
        long without =
                loads.stream()
                        .filter(load -> !load.isEmpty() && findings.profile(load).isEmpty())
                        .count();
        if (without > 0) {
            html.append("<p>")
                    .append(without)
                    .append(without == 1 ? " of these loads was" : " of these loads were")
                    .append(" not looked at yet. This does so, and makes this")
                    .append(" page again: <code>")
                    .append(Html.text(command()))
                    .append("</code></p>");
        }
    }

    private String command() {
        return "ops/parley bench profile --out " + findings.directory();
    }

    private void noProfile(String name) {
        html.append("<p class=\"dim\">No profile in this run: ")
                .append(Html.text(command() + " --only " + name))
                .append("</p>");
    }

    /**
     * What stands behind a figure of growth or of memory: all that was measured for it, a column
     * for each line and the first of its fields above, so that it is as wide as few lines are.
     */
    private void table(String caption, List<JsonNode> lines) {
        Set<String> fields = new LinkedHashSet<>();
        lines.getFirst().fieldNames().forEachRemaining(fields::add);
        fields.removeAll(List.of("rounds", "note", "scenario"));
        html.append("<div class=\"wide\"><table class=\"columns\"><caption>")
                .append(Html.text(caption))
                .append("</caption>");
        for (String field : fields) {
            html.append("<tr><th>").append(Html.text(Html.words(field))).append("</th>");
            lines.forEach(line -> html.append(Html.cell("n", "", text(line.path(field)))));
            html.append("</tr>");
        }
        html.append("</table></div>");
    }

    private static String text(JsonNode value) {
        if (!value.isNumber()) {
            return value.asText();
        }
        double number = value.asDouble();
        return number < 1e6 ? Numbers.plain(number) : Numbers.brief(number);
    }

    /** Where in the page it is told why a figure is short. */
    static String anchor(String id) {
        return "why-" + id;
    }

    private void row(Row row) {
        Double value = row.value();
        html.append("<h3 id=\"")
                .append(anchor(row.id()))
                .append("\">")
                .append(Html.text(row.name()))
                .append("</h3><p>");
        if (value != null) {
            html.append("<b>")
                    .append(Html.text(figure(value, row.unit(), row.ratio(), row.floor())))
                    .append("</b>; ");
        }
        html.append("to reach: ").append(Html.text(row.goal().said()));
        html.append("; ").append(Html.text(best(row) + ever(row))).append("</p>");
    }

    private static String figure(double value, String unit, @Nullable Double ratio, String floor) {
        return Numbers.with(value, unit)
                + (ratio == null ? "" : " = " + Numbers.plain(ratio) + " x " + floor);
    }

    private static String best(Row row) {
        return row.best()
                .map(
                        best ->
                                "best of "
                                        + row.rounds().size()
                                        + " rounds"
                                        + by(row)
                                        + figure(
                                                best.value(),
                                                row.unit(),
                                                best.floor() > 0
                                                        ? best.value() / best.floor()
                                                        : null,
                                                row.floor()))
                .orElse("a single measurement, so no best of several");
    }

    /** What is judged by its floor may be the best where it is not the most. */
    private static String by(Row row) {
        return row.goal().times() > 0 ? " by ratio: " : ": ";
    }

    /** The best of all runs before this one, or that this one is better. */
    private String ever(Row row) {
        Best ever = best.get(row.id());
        if (ever == null) {
            return "";
        }
        return row.isBetterThan(ever.round())
                ? "; better than any run before"
                : "; best of all runs"
                        + by(row)
                        + figure(ever.value(), row.unit(), ever.ratio(), row.floor())
                        + " on "
                        + ever.date();
    }

    /** What was tried for one caller was tried for as many as make the machine full. */
    static String tried(String id) {
        return id.replaceAll("\\.full$", "");
    }

    private void tried(List<Tried> all, List<Row> missed) {
        List<Tried> about =
                all.stream()
                        .filter(
                                each ->
                                        missed.stream()
                                                .anyMatch(
                                                        row ->
                                                                each.figures()
                                                                        .contains(tried(row.id()))))
                        .toList();
        if (about.isEmpty()) {
            html.append("<p class=\"dim\">Nothing was tried for it so far.</p>");
            return;
        }
        html.append("<details><summary>What was tried for it: ")
                .append(about.size())
                .append(", of which ")
                .append(about.stream().filter(Tried::kept).count())
                .append(" kept</summary><div class=\"wide\"><table class=\"rows\"><thead><tr>")
                .append("<th>what<th>date<th>before<th>after<th></tr></thead><tbody>");
        for (Tried each : about) {
            html.append(
                    String.format(
                            Locale.ROOT,
                            "<tr><td><b>%s</b><td class=\"n\">%s<td data-l=\"before:\">%s"
                                    + "<td data-l=\"after:\">%s<td class=\"%s\">%s</tr>",
                            Html.text(each.what()),
                            Html.text(each.date()),
                            Html.text(each.before().isEmpty() ? "not measured" : each.before()),
                            Html.text(each.after()),
                            each.kept() ? "yes" : "dim k",
                            each.kept() ? "kept" : "not kept"));
        }
        html.append("</tbody></table></div></details>");
    }
}
