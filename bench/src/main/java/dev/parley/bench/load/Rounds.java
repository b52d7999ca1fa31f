package dev.parley.bench.load;

import org.HdrHistogram.Histogram;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What several rounds gave, by name: medians of numbers, sums of histograms. */
final class Rounds {
    private final Map<String, List<Double>> numbers = new LinkedHashMap<>();
    private final Map<String, Histogram> histograms = new LinkedHashMap<>();

    void add(String name, double value) {
        numbers.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    }

    /**
     * Percentiles of one round as numbers {@code name.p50} and so on; the histogram is added up.
     */
    void add(String name, Histogram nanos) {
        add(name + ".p50", nanos.getValueAtPercentile(50) / 1e3);
        add(name + ".p99", nanos.getValueAtPercentile(99) / 1e3);
        add(name + ".p999", nanos.getValueAtPercentile(99.9) / 1e3);
        histograms.computeIfAbsent(name, _ -> Latencies.histogram()).add(nanos);
    }

    /** The same of a run of load, with its throughput and costs. */
    void add(String name, Run run) {
        add(name, run.latencies());
        add(name + ".perSecond", run.perSecond());
        add(name + ".cpu", run.cpuMicrosPerMessage());
        add(name + ".writer", run.writerMicrosPerMessage());
        add(name + ".writerBytes", run.writerBytesPerMessage());
        add(name + ".refused", (double) run.refused());
        if (run.lateness().getTotalCount() > 0) {
            add(name + ".late", run.lateness());
        }
    }

    boolean has(String name) {
        return numbers.containsKey(name);
    }

    /** The middle one of the rounds; the mean of the two middle ones of an even number. */
    double median(String name) {
        List<Double> values = numbers.get(name);
        if (values == null) {
            throw new IllegalArgumentException("nothing was measured as " + name);
        }
        return Round.median(values.stream().mapToDouble(Double::doubleValue));
    }

    /** The middle one of what each round gave in relation to its own floor. */
    double ratio(String name, String floor) {
        return Round.ratio(median(name), median(floor), beside(name, floor));
    }

    /** Round by round, beside another number of the same rounds; empty: beside nothing. */
    List<Round> beside(String name, String floor) {
        return paired(name, numbers.getOrDefault(floor, List.of()));
    }

    /** Round by round, beside the same number of rounds that took turns with these. */
    List<Round> beside(String name, Rounds others) {
        return paired(name, others.numbers.getOrDefault(name, List.of()));
    }

    private List<Round> paired(String name, List<Double> floors) {
        List<Double> values = numbers.getOrDefault(name, List.of());
        List<Round> rounds = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            rounds.add(new Round(values.get(i), i < floors.size() ? floors.get(i) : 0));
        }
        return rounds;
    }

    /** The least of the rounds: what a count comes to where a round was disturbed by the JVM. */
    double least(String name) {
        return numbers.getOrDefault(name, List.of()).stream()
                .mapToDouble(Double::doubleValue)
                .min()
                .orElseThrow();
    }

    Histogram histogram(String name) {
        Histogram histogram = histograms.get(name);
        if (histogram == null) {
            throw new IllegalArgumentException("nothing was measured as " + name);
        }
        return histogram;
    }

    /** All numbers of a name, in the order of the rounds. */
    String all(String name) {
        return Arrays.toString(
                numbers.getOrDefault(name, List.of()).stream()
                        .mapToDouble(Measured::rounded)
                        .toArray());
    }
}
