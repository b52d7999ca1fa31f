package dev.parley.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Figures of runs before a change beside those of runs after it, from their {@code results.json}:
 * ratios to the floor where there is one. A difference is one where all runs of one side lie beyond
 * all of the other; anything less is noise.
 */
public final class Comparison {
    private Comparison() {}

    /** Tells {@code out} the figures that all runs have, differences first. */
    public static void tell(List<Path> before, List<Path> after, PrintWriter out)
            throws IOException {
        Map<String, List<Figure>> then = figures(before);
        Map<String, List<Figure>> now = figures(after);
        List<String> differ = new ArrayList<>();
        List<String> noise = new ArrayList<>();
        then.forEach(
                (name, old) -> {
                    List<Figure> fresh = now.getOrDefault(name, List.of());
                    if (old.size() == before.size() && fresh.size() == after.size()) {
                        String verdict = verdict(old, fresh);
                        (verdict.equals("noise") ? noise : differ)
                                .add(
                                        String.format(
                                                Locale.ROOT,
                                                "%-7s %s -> %s  %s",
                                                verdict,
                                                said(old),
                                                said(fresh),
                                                name));
                    }
                });
        differ.forEach(out::println);
        noise.forEach(out::println);
        out.printf(
                Locale.ROOT,
                "%d differ, %d are noise; of figures that are the same one in %d differs so by"
                        + " chance%n",
                differ.size(),
                noise.size(),
                oddsOfChance(before.size(), after.size()));
        out.flush();
    }

    /** Of all orders of equal runs, those in which one side lies beyond the other are two. */
    private static long oddsOfChance(int before, int after) {
        long orders = 1;
        for (int i = 1; i <= after; i++) {
            orders = orders * (before + i) / i;
        }
        return Math.max(1, orders / 2);
    }

    /** A figure in one run. */
    private record Figure(double value, boolean rate) {}

    private static Map<String, List<Figure>> figures(List<Path> runs) throws IOException {
        Map<String, List<Figure>> figures = new LinkedHashMap<>();
        for (Path run : runs) {
            Path file = run.resolve("results.json");
            for (JsonNode row : new ObjectMapper().readTree(Files.readString(file))) {
                JsonNode value = row.path(row.path("ratio").isNumber() ? "ratio" : "value");
                if (value.isNumber()) {
                    figures.computeIfAbsent(row.path("name").asText(), _ -> new ArrayList<>())
                            .add(
                                    new Figure(
                                            value.asDouble(),
                                            row.path("unit").asText().endsWith("/s")));
                }
            }
        }
        return figures;
    }

    private static String verdict(List<Figure> before, List<Figure> after) {
        boolean rate = after.getFirst().rate();
        if (least(after) > most(before)) {
            return rate ? "better" : "worse";
        }
        if (most(after) < least(before)) {
            return rate ? "worse" : "better";
        }
        return "noise";
    }

    private static double least(List<Figure> figures) {
        return figures.stream().mapToDouble(Figure::value).min().orElseThrow();
    }

    private static double most(List<Figure> figures) {
        return figures.stream().mapToDouble(Figure::value).max().orElseThrow();
    }

    private static String said(List<Figure> figures) {
        return figures.stream()
                .map(each -> Numbers.plain(each.value()))
                .collect(Collectors.joining(", "));
    }
}
