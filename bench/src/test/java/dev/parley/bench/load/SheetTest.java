package dev.parley.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;

class SheetTest {
    @TempDir private Path out = Path.of("");

    /** As the page does: the medians' ratio would be 2.47. */
    @Test
    void whoWatchesIsToldTheMedianOfTheRoundsOwnRatios() throws IOException {
        StringWriter told = new StringWriter();
        new Sheet(out, new PrintWriter(told))
                .figure(
                        "bare.p50",
                        0.321,
                        "us",
                        new Sheet.Floored("ring+append", 0.13),
                        List.of(
                                new Round(0.3, 0.13),
                                new Round(0.321, 0.121),
                                new Round(0.431, 0.2)));
        assertEquals(
                "bare.p50 0.321 us = 2.308 x ring+append (0.130)",
                told.toString().strip().replaceAll(" +", " "));
    }

    @Test
    void withoutAFloorInEachRoundItIsThatOfTheMedians() throws IOException {
        StringWriter told = new StringWriter();
        new Sheet(out, new PrintWriter(told))
                .figure(
                        "product.rate",
                        260_500,
                        "/s",
                        new Sheet.Floored("bare Chronicle append", 8_333_333),
                        List.of(new Round(260_500, 0)));
        assertEquals(
                "product.rate 260500.000 /s = 0.031 x bare Chronicle append (8333333.000)",
                told.toString().strip().replaceAll(" +", " "));
    }
}
