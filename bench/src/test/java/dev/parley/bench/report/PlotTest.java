package dev.parley.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

class PlotTest {
    @Test
    void whatIsInSeveralChartsHasOneColour() {
        assertEquals(List.of("c0", "c1", "c2"), styles("product", "bare", "F3, the disk alone"));
        assertEquals(List.of("c2", "c0"), styles("F3, the disk alone", "append, p50"));
        assertEquals(List.of("c1", "c0"), styles("bare", "Parley"));
    }

    @Test
    void aSecondLineOfAColourIsDashed() {
        assertEquals(
                List.of("c0", "c0 l", "c1", "c1 l"),
                styles("product p50", "product p99", "bare p50", "bare p99"));
        assertEquals(
                List.of("c0", "c1", "c2", "c3", "c4", "c5", "c0 l"),
                styles("a", "b", "c", "d", "e", "f", "g"));
    }

    private static List<String> styles(String... names) {
        List<Plot.Series> series =
                Arrays.stream(names)
                        .map(
                                name ->
                                        new Plot.Series(
                                                name,
                                                List.of(new double[] {1, 1}, new double[] {2, 2})))
                        .toList();
        Plot.Axis axis = Plot.Axis.even("x", 2);
        return Pattern.compile("<path class=\"s (c\\d(?: l)?)\" d=\"M0 4h18\"")
                .matcher(Plot.of("a chart", axis, axis, series))
                .results()
                .map((MatchResult each) -> each.group(1))
                .toList();
    }
}
