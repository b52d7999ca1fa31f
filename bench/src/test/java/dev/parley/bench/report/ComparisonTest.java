package dev.parley.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Only what lies apart in all runs is a difference. */
class ComparisonTest {
    @TempDir private Path runs = Path.of("");

    @Test
    void aDifferenceIsBeyondAllRunsOfTheOtherSide() throws IOException {
        List<Path> before = List.of(run("b1", 1.00, 900, 50), run("b2", 1.10, 1_000, 52));
        List<Path> after = List.of(run("a1", 1.20, 950, 40), run("a2", 1.11, 1_100, 49));
        StringWriter told = new StringWriter();
        Comparison.tell(before, after, new PrintWriter(told));
        assertEquals(
                List.of(
                        "worse   1, 1.10 -> 1.20, 1.11  latency",
                        "better  50, 52 -> 40, 49  bytes",
                        "noise   900, 1,000 -> 950, 1,100  rate",
                        "2 differ, 1 are noise; of figures that are the same one in 3 differs so by"
                                + " chance"),
                told.toString().lines().toList());
    }

    /** A figure with a floor, one that is a rate, one that is neither, one not measured. */
    private Path run(String name, double ratio, double rate, double bytes) throws IOException {
        Path run = Files.createDirectory(runs.resolve(name));
        Files.writeString(
                run.resolve("results.json"),
                """
                [{"name":"latency","value":%s,"unit":"us","ratio":%s},
                {"name":"rate","value":%s,"unit":"/s","ratio":null},
                {"name":"bytes","value":%s,"unit":"B","ratio":null},
                {"name":"missing","value":null,"unit":"us","ratio":null}]
                """
                        .formatted(100 * ratio, ratio, rate, bytes));
        return run;
    }
}
