package dev.parley.bench.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One line of a measurement file; the same form for peers.
 *
 * @param scenario what was done
 * @param system who did it
 * @param in_flight messages in flight, 0 for a rate or where it says nothing
 * @param rate messages a second offered, 0 for a window
 * @param durable whether each answer waited for the disk
 * @param label in tables; also the name of the .hgrm file
 */
public record Measured(
        String scenario,
        String system,
        int in_flight,
        long rate,
        boolean durable,
        String label,
        double throughput_per_s,
        double p50_us,
        double p99_us,
        double p999_us,
        double cpu_us_per_message,
        int rounds,
        String note) {
    /** As one JSON object. */
    ObjectNode json() {
        ObjectNode line = new ObjectMapper().createObjectNode();
        line.put("scenario", scenario).put("system", system);
        if (rate > 0) {
            line.put("rate", rate);
        } else {
            line.put("in_flight", in_flight);
        }
        line.put("durable", durable).put("label", label);
        line.put("throughput_per_s", rounded(throughput_per_s));
        line.put("p50_us", rounded(p50_us)).put("p99_us", rounded(p99_us));
        line.put("p999_us", rounded(p999_us));
        line.put("cpu_us_per_message", rounded(cpu_us_per_message));
        return line.put("rounds", rounds).put("note", note);
    }

    static double rounded(double value) {
        return Math.round(value * 1_000) / 1e3;
    }
}
