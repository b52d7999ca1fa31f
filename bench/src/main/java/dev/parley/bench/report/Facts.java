package dev.parley.bench.report;

import com.fasterxml.jackson.databind.JsonNode;

import dev.parley.bench.load.OtherLoad;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code environment.json} says of machine and run, for people. */
final class Facts {
    private final Findings findings;
    private final JsonNode environment;

    Facts(Findings findings) {
        this.findings = findings;
        this.environment = findings.environment();
    }

    /** The run in a line, and those that added to it. */
    String run() {
        return Stream.of(
                        Stream.of(first()),
                        findings.peersRuns().stream().map(Facts::peers),
                        findings.added().stream().map(Facts::added).distinct())
                .flatMap(each -> each)
                .collect(Collectors.joining("; "));
    }

    private static String peers(JsonNode run) {
        return String.format(
                "bench/peers/run of %s %s, commit %s, %s run",
                asked(run), at(run), run.path("commit").asText("?"), run.path("mode").asText("?"));
    }

    private static String asked(JsonNode peersRun) {
        return peersRun.path("only").asText("?").replace(",", ", ");
    }

    private static String added(JsonNode run) {
        return String.format(
                "%s %s %s, commit %s",
                run.path("verb").asText(),
                run.path("exit").asInt() == 0 ? "added" : "failed",
                at(run),
                run.path("commit").asText("?"));
    }

    private String first() {
        if (environment.isMissingNode()) {
            return "no run of all figures in this directory: parley bench all";
        }
        return String.format(
                "%s, commit %s, %s run%s%s",
                at(environment),
                environment.path("commit").asText("?"),
                environment.path("mode").asText("?"),
                environment.path("profile").asText().equals("quiet") ? ", profile quiet" : "",
                environment.has("took_seconds") ? ", " + took() : "");
    }

    String html() {
        StringBuilder html = new StringBuilder("<h2 id=\"machine\">The machine</h2><dl>");
        told().forEach(
                        (name, text) ->
                                html.append("<dt>")
                                        .append(Html.text(name))
                                        .append("</dt><dd>")
                                        .append(Html.text(text))
                                        .append("</dd>"));
        return html.append("</dl><p class=\"dim\">Beside this page: results.json, and the")
                .append(" percentiles of the measurements above, but JMH's, as .hgrm (in")
                .append(" microseconds).</p>")
                .toString();
    }

    /** Name and text; what this class does not know is told as it is. */
    private Map<String, String> told() {
        Map<String, String> told = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> fact : environment.properties()) {
            String text = fact.getValue().asText();
            switch (fact.getKey()) {
                case "at" -> told.put("begun", at(environment));
                case "memory" -> told.put("memory", memory(text));
                case "heap" -> told.put("heap", heap(text));
                case "load_average" -> told.put("load average before", average(text));
                case "other_load" -> told.put("others took", took(environment, " during the run"));
                case "took_seconds" -> told.put("took", took());
                // Said by the one before.
                case "quiet_below", "others_busiest" -> {}
                default -> told.put(fact.getKey().replace('_', ' '), text);
            }
        }
        for (JsonNode run : findings.peersRuns()) {
            told.put("beside bench/peers of " + asked(run), took(run, ""));
        }
        List<String> floors = new ArrayList<>();
        for (String floor : List.of("F1", "F2", "F3", "F4")) {
            findings.floor(floor)
                    .ifPresent(micros -> floors.add(floor + " " + Numbers.plain(micros) + " us"));
        }
        if (!floors.isEmpty()) {
            told.put("disk floors, p50", String.join(", ", floors));
        }
        return told;
    }

    private static String took(JsonNode run, String when) {
        String busiest = run.path("others_busiest").asText();
        return share(run.path("other_load").asDouble())
                + " of the machine"
                + when
                + " (quiet: at most "
                + share(OtherLoad.QUIET)
                + (busiest.isEmpty() ? "" : "; busiest: " + busiest)
                + ")";
    }

    /** When something began, in words. */
    static String at(JsonNode run) {
        return run.path("at").asText("?").replaceFirst("T(\\d\\d:\\d\\d).*Z", " $1 UTC");
    }

    private String took() {
        long seconds = environment.path("took_seconds").asLong();
        return seconds / 60 + " min " + seconds % 60 + " s";
    }

    /** Linux tells it in kB, which are KiB. */
    private static String memory(String told) {
        return told.matches("\\d+ kB") ? gibibytes(number(told) / (1 << 20)) : told;
    }

    private static String heap(String told) {
        return told.matches("\\d+ MiB at most")
                ? gibibytes(number(told) / 1_024) + " at most"
                : told;
    }

    private static double number(String told) {
        return Double.parseDouble(told.substring(0, told.indexOf(' ')));
    }

    private static String gibibytes(double size) {
        return String.format(Locale.ROOT, "%.1f GiB", size);
    }

    /** Of one, five and fifteen minutes; the rest of Linux's line is of processes. */
    private static String average(String told) {
        return told.replaceFirst("^(\\S+ \\S+ \\S+) .*", "$1") + " (1, 5, 15 min)";
    }

    private static String share(double of) {
        return String.format(Locale.ROOT, "%.0f %%", of * 100);
    }
}
