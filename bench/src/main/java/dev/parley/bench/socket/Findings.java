package dev.parley.bench.socket;

import org.HdrHistogram.Histogram;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The rounds of one system under one load. Figures are medians over the rounds; the histogram that
 * is written holds all of them. One thread.
 */
final class Findings {
    private static final double NANOS_A_MICRO = 1_000.0;

    /** How long a server may go on with what it has put off. */
    private static final long REST_MILLIS = 20_000;

    /**
     * One round, and the server's CPU time a message that an agent has got: from the first message
     * until the server has come to rest, so that what is put off counts.
     */
    private record Measured(Round round, double cpuMicros, boolean rested) {}

    private final Target target;
    private final double rate;
    private final String warming;
    private final List<Measured> measured = new ArrayList<>();
    private final List<Double> forceMicros = new ArrayList<>();

    /**
     * @param rate 0: as fast as it goes
     * @param warming what else is to be known of how it was warmed up; empty for nothing
     */
    Findings(Target target, double rate, String warming) {
        this.target = target;
        this.rate = rate;
        this.warming = warming;
    }

    /** Measures one round of {@code millis}. */
    void measure(long millis) throws InterruptedException {
        long before = target.process().cpu().toNanos();
        Round round =
                rate > 0 ? target.crowd().offer(rate, millis) : target.crowd().saturate(millis);
        boolean rested = target.process().awaitRest(REST_MILLIS);
        long used = target.process().cpu().toNanos() - before;
        measured.add(new Measured(round, used / NANOS_A_MICRO / Math.max(1, round.seen()), rested));
    }

    /** What forces of the same round took, nanoseconds. */
    void beside(Histogram forces) {
        forceMicros.add(micros(forces, 50));
    }

    /** Median of a force in the same rounds, microseconds. */
    double forceMicros() {
        return median(forceMicros.stream().mapToDouble(Double::doubleValue));
    }

    double perSecond() {
        return median(each -> each.round().perSecond());
    }

    double cpuMicros() {
        return median(Measured::cpuMicros);
    }

    /** Percentile of the time until the agent has the message, microseconds. */
    double seenMicros(double percentile) {
        return median(each -> micros(each.round().see(), percentile));
    }

    /** Percentile of the time until the sender has the ack, microseconds. */
    double ackMicros(double percentile) {
        return median(each -> micros(each.round().ack(), percentile));
    }

    void print(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "  %-22s %8.0f/s  seen p50 %7.2f ms p99 %8.2f ms  ack p50 %7.2f ms  cpu %6.1f"
                        + " us  F3 %5.2f ms%s%n",
                target.name(),
                perSecond(),
                seenMicros(50) / NANOS_A_MICRO,
                seenMicros(99) / NANOS_A_MICRO,
                ackMicros(50) / NANOS_A_MICRO,
                cpuMicros(),
                forceMicros() / NANOS_A_MICRO,
                remark().isEmpty() ? "" : "  " + remark());
    }

    /** Appends to {@code sockets.jsonl} of {@code out} and writes a histogram for each stage. */
    void write(Path out, String sessions) throws IOException {
        write(out, "socket-seen", sessions, Round::see, this::seenMicros);
        write(out, "socket-ack", sessions, Round::ack, this::ackMicros);
    }

    private void write(
            Path out,
            String scenario,
            String sessions,
            Function<Round, Histogram> histogram,
            Function<Double, Double> micros)
            throws IOException {
        String remarks = remark();
        String load = rate > 0 ? Long.toString(Math.round(rate)) : "saturation";
        String line =
                String.format(
                        Locale.ROOT,
                        "{\"scenario\":\"%s\",\"system\":\"%s\",\"rate\":\"%s\",\"durable\":%b,"
                                + "\"label\":\"%s\",\"throughput_per_s\":%.0f,\"p50_us\":%.1f,"
                                + "\"p99_us\":%.1f,\"p999_us\":%.1f,\"cpu_us_per_message\":%.1f,"
                                + "\"rounds\":%d,\"each\":{\"throughput_per_s\":%s,\"p50_us\":%s,"
                                + "\"p99_us\":%s,\"cpu_us_per_message\":%s,"
                                + "\"f3_p50_us\":%s},\"f3_p50_us\":%.1f,\"remark\":\"%s\","
                                + "\"note\":\"%s%s\"}%n",
                        scenario,
                        target.name(),
                        load,
                        target.durable(),
                        target.label(),
                        perSecond(),
                        micros.apply(50.0),
                        micros.apply(99.0),
                        micros.apply(99.9),
                        cpuMicros(),
                        measured.size(),
                        each(one -> one.round().perSecond()),
                        each(one -> micros(histogram.apply(one.round()), 50)),
                        each(one -> micros(histogram.apply(one.round()), 99)),
                        each(Measured::cpuMicros),
                        array(forceMicros.stream()),
                        forceMicros(),
                        remarks,
                        sessions,
                        remarks.isEmpty() ? "" : "; " + remarks);
        Files.createDirectories(out);
        Files.writeString(
                out.resolve("sockets.jsonl"),
                line,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        Histogram all = new Histogram(Traffic.HIGHEST_NANOS, Traffic.DIGITS);
        measured.forEach(each -> all.add(histogram.apply(each.round())));
        Path file = out.resolve(scenario + "-" + target.name() + "-" + load + ".hgrm");
        try (PrintStream stream =
                new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
            all.outputPercentileDistribution(stream, NANOS_A_MICRO);
        }
    }

    /** What else a reader should know; empty for nothing. */
    private String remark() {
        List<String> remarks = new ArrayList<>();
        if (!warming.isEmpty()) {
            remarks.add(warming);
        }
        long missing =
                measured.stream()
                        .mapToLong(each -> 2L * each.round().sent() - arrived(each.round()))
                        .sum();
        long refused = measured.stream().mapToLong(each -> each.round().refused()).sum();
        if (!measured.stream().allMatch(Measured::rested)) {
            remarks.add("still at work " + REST_MILLIS / 1_000 + " s behind a round");
        }
        if (missing + refused > 0) {
            remarks.add("did not arrive in time: " + missing + ", refused: " + refused);
        }
        return String.join("; ", remarks);
    }

    private static long arrived(Round round) {
        return (long) round.acked() + round.seen();
    }

    /** What each round gave, as an array of JSON. */
    private String each(ToDoubleFunction<Measured> value) {
        return array(measured.stream().map(value::applyAsDouble));
    }

    private static String array(Stream<Double> values) {
        return values.map(each -> String.format(Locale.ROOT, "%.1f", each))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private double median(ToDoubleFunction<Measured> value) {
        return median(measured.stream().mapToDouble(value));
    }

    private static double median(DoubleStream values) {
        double[] all = values.sorted().toArray();
        return all.length % 2 == 1
                ? all[all.length / 2]
                : (all[all.length / 2 - 1] + all[all.length / 2]) / 2;
    }

    private static double micros(Histogram histogram, double percentile) {
        return histogram.getValueAtPercentile(percentile) / NANOS_A_MICRO;
    }
}
