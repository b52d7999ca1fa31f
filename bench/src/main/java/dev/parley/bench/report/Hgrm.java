package dev.parley.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/** HdrHistogram's percentile files. */
final class Hgrm {
    private Hgrm() {}

    /** Points of 1/(1-percentile) and value, up to {@code most} of the former. */
    static List<double[]> points(Path file, double most) throws IOException {
        List<double[]> points = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            StringTokenizer cells = new StringTokenizer(line);
            if (cells.countTokens() != 4 || line.startsWith("#") || line.contains("Percentile")) {
                continue;
            }
            double value = Double.parseDouble(cells.nextToken());
            double percentile = Double.parseDouble(cells.nextToken());
            double odds = 1 / (1 - percentile);
            if (odds <= most) {
                points.add(new double[] {odds, Math.max(0.01, value)});
            }
        }
        return points;
    }
}
