package dev.parley.peers;

import org.HdrHistogram.Histogram;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Rounds by what was measured, and the medians of them. One thread. */
final class Results {
    private static final double NANOS_A_MICRO = 1_000.0;

    /** What was measured; {@code callers} where the answer of one call is no message. */
    record Row(
            String scenario,
            String system,
            int inFlight,
            int callers,
            boolean durable,
            String label,
            String note) {}

    /** A round of it. */
    private record Round(double perSecond, double cpuMicros, Histogram nanos) {}

    private final Map<Row, List<Round>> rounds = new LinkedHashMap<>();

    void add(Row row, double perSecond, double cpuMicros, Histogram nanos) {
        rounds.computeIfAbsent(row, _ -> new ArrayList<>())
                .add(new Round(perSecond, cpuMicros, nanos));
    }

    /** Writes and prints all rows. */
    void write(Path out, String file) throws IOException {
        Files.createDirectories(out);
        Files.deleteIfExists(out.resolve(file));
        for (boolean durable : new boolean[] {true, false}) {
            System.out.println(
                    durable ? "Forced to the disk before the answer:" : "NOT forced to the disk:");
            for (Map.Entry<Row, List<Round>> each : rounds.entrySet()) {
                if (each.getKey().durable() == durable) {
                    write(out, file, each.getKey(), each.getValue());
                }
            }
        }
    }

    /** Drops the rounds of a system that failed later on: half a measurement is none. */
    void forget(String system) {
        rounds.keySet().removeIf(row -> row.system().equals(system));
    }

    /** Says what was asked for and could not be had. */
    void missing(Path out, String system, String why) throws IOException {
        String line = system + ": not measured: " + why.lines().findFirst().orElse("");
        System.out.println(line);
        Files.createDirectories(out);
        Files.writeString(
                out.resolve("peers-not-measured.txt"),
                line + System.lineSeparator(),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private static void write(Path out, String file, Row row, List<Round> all) throws IOException {
        double perSecond = median(all, Round::perSecond);
        double p50 = median(all, round -> micros(round, 50));
        double p99 = median(all, round -> micros(round, 99));
        System.out.printf(
                Locale.ROOT,
                "%-22s %-18s %5d  %10.0f/s  p50 %10.1f  p99 %10.1f us  cpu %8.1f us  %s%n",
                row.scenario(),
                row.system(),
                Math.max(row.inFlight(), row.callers()),
                perSecond,
                p50,
                p99,
                median(all, Round::cpuMicros),
                row.label());
        Files.writeString(
                out.resolve(file),
                String.format(
                        Locale.ROOT,
                        "{\"scenario\":\"%s\",\"system\":\"%s\",\"in_flight\":%d,"
                                + "\"callers\":%d,\"durable\":%b,"
                                + "\"label\":\"%s\",\"throughput_per_s\":%.0f,\"p50_us\":%.1f,"
                                + "\"p99_us\":%.1f,\"p999_us\":%.1f,\"cpu_us_per_message\":%.1f,"
                                + "\"rounds\":%d,\"each\":{\"throughput_per_s\":%s,\"p50_us\":%s},"
                                + "\"note\":\"%s\"}%n",
                        row.scenario(),
                        row.system(),
                        row.inFlight(),
                        row.callers(),
                        row.durable(),
                        row.label(),
                        perSecond,
                        p50,
                        p99,
                        median(all, round -> micros(round, 99.9)),
                        median(all, Round::cpuMicros),
                        all.size(),
                        each(all, Round::perSecond),
                        each(all, round -> micros(round, 50)),
                        row.note()),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        Histogram sum = new Taken().histogram();
        all.forEach(round -> sum.add(round.nanos()));
        Path histogram =
                out.resolve(
                        row.scenario()
                                + "-"
                                + row.system()
                                + "-"
                                + Math.max(row.inFlight(), row.callers())
                                + ".hgrm");
        try (PrintStream stream =
                new PrintStream(Files.newOutputStream(histogram), false, StandardCharsets.UTF_8)) {
            sum.outputPercentileDistribution(stream, NANOS_A_MICRO);
        }
    }

    private static double micros(Round round, double percentile) {
        return round.nanos().getValueAtPercentile(percentile) / NANOS_A_MICRO;
    }

    /** What each round gave, as an array of JSON. */
    private static String each(List<Round> all, ToDoubleFunction<Round> value) {
        return all.stream()
                .map(one -> String.format(Locale.ROOT, "%.1f", value.applyAsDouble(one)))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static double median(List<Round> all, ToDoubleFunction<Round> value) {
        double[] values = all.stream().mapToDouble(value).toArray();
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
