package dev.parley.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * One figure of the table: what was wanted and what came out.
 *
 * @param id by which it is known to {@code figures.jsonl}, profiles and what was tried
 * @param value null where it was not measured
 * @param floor what it is compared with, empty for nothing
 * @param floorValue null where there is no floor
 * @param reach what was to be reached, in words
 * @param ok null where it was not measured; else what most rounds say, and the medians where as
 *     many say this as that
 * @param why why it was not measured, or what else to know; empty for nothing
 * @param rounds what each round gave; empty where there were none
 * @param reachedRounds in how many of them it was reached
 */
record Row(
        String id,
        String name,
        @Nullable Double value,
        String unit,
        String floor,
        @Nullable Double floorValue,
        String reach,
        @Nullable Boolean ok,
        String why,
        List<Round> rounds,
        int reachedRounds) {
    /** Whether a value is what was to be reached, beside its floor; 0 for no floor. */
    interface Reached {
        boolean holds(double value, double floor);
    }

    /**
     * A value in one round, and what it is compared with; a floor of 0 where the round has none of
     * its own: it stands beside the row's.
     */
    record Round(double value, double floor) {
        /** In relation to the floor, where there is one: more is better for a rate, less else. */
        double merit(boolean rate) {
            double ratio = value / (floor > 0 ? floor : 1);
            return rate ? ratio : -ratio;
        }
    }

    Row {
        rounds = List.copyOf(rounds);
    }

    static Row missing(String id, String name, String unit, String reach, String why) {
        return new Row(id, name, null, unit, "", null, reach, null, why, List.of(), 0);
    }

    static Row measured(
            String id,
            String name,
            double value,
            String unit,
            String floor,
            @Nullable Double floorValue,
            String reach,
            Reached reached,
            String why,
            List<Round> rounds) {
        double beside = floorValue == null ? 0 : floorValue;
        int held = 0;
        for (Round each : rounds) {
            held += reached.holds(each.value(), each.floor() > 0 ? each.floor() : beside) ? 1 : 0;
        }
        boolean ok =
                2 * held == rounds.size() ? reached.holds(value, beside) : 2 * held > rounds.size();
        return new Row(id, name, value, unit, floor, floorValue, reach, ok, why, rounds, held);
    }

    /**
     * Value over floor; null where one is not there. Of rounds the median of their own ratios: what
     * slows a machine for a while slows both in it.
     */
    @Nullable Double ratio() {
        if (value == null || floorValue == null || floorValue == 0) {
            return null;
        }
        return rounds.size() > 1 && rounds.stream().allMatch(each -> each.floor() > 0)
                ? Numbers.median(rounds.stream().mapToDouble(each -> each.value() / each.floor()))
                : value / floorValue;
    }

    /** In how many rounds it was reached, in words; empty where there were less than two. */
    String inRounds() {
        return rounds.size() < 2 ? "" : reachedRounds + " of " + rounds.size() + " rounds";
    }

    /** The least and the most of the rounds, in words; empty where there were less than two. */
    String range() {
        return rounds.size() < 2
                ? ""
                : Numbers.plain(values().min().orElseThrow())
                        + " to "
                        + Numbers.with(values().max().orElseThrow(), unit);
    }

    private DoubleStream values() {
        return rounds.stream().mapToDouble(Round::value);
    }

    boolean isShort() {
        return Boolean.FALSE.equals(ok);
    }

    /** The best of the rounds; empty where there were less than two. */
    Optional<Round> best() {
        boolean rate = unit.endsWith("/s");
        return rounds.size() < 2
                ? Optional.empty()
                : rounds.stream().max(Comparator.comparingDouble(each -> each.merit(rate)));
    }

    /**
     * Rounds of two lines, one beside the other, that have a number for each in {@code each}; of
     * whom there are fewer stands beside further ones of the other again.
     */
    static List<Round> rounds(JsonNode ours, JsonNode theirs, String field) {
        JsonNode values = ours.path("each").path(field);
        JsonNode floors = theirs.path("each").path(field);
        List<Round> rounds = new ArrayList<>();
        int least = Math.min(values.size(), floors.size());
        int most = Math.max(values.size(), floors.size());
        for (int i = 0; i < most && least > 0; i++) {
            rounds.add(
                    new Round(
                            values.get(i % values.size()).asDouble(),
                            floors.get(i % floors.size()).asDouble()));
        }
        return rounds;
    }

    /** As {@code results.json} has it; why something was not measured stands in the page. */
    ObjectNode json() {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("name", name).put("value", rounded(value)).put("unit", unit);
        json.put("floor", floor.isEmpty() ? null : floor);
        json.put("floor_value", rounded(floorValue)).put("ratio", rounded(ratio()));
        json.put("reach", reach).put("ok", ok);
        return json;
    }

    private static @Nullable Double rounded(@Nullable Double value) {
        return value == null ? null : Math.round(value * 1_000) / 1e3;
    }
}
