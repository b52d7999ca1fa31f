package dev.parley.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One figure of the table: what was wanted and what came out.
 *
 * @param id by which it is known to {@code figures.jsonl}, profiles and what was tried
 * @param value null where it was not measured
 * @param floor what it is compared with, empty for nothing
 * @param floorValue null where there is no floor
 * @param reach what was to be reached, in words
 * @param ok null where it was not measured
 * @param why why it was not measured, or what else to know; empty for nothing
 * @param rounds what each round gave; empty where there were none
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
        List<Round> rounds) {
    /** A value in one round, and what it is compared with; a floor of 0 where there is none. */
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
        return new Row(id, name, null, unit, "", null, reach, null, why, List.of());
    }

    /** Value over floor; null where one is not there. */
    @Nullable Double ratio() {
        return value == null || floorValue == null || floorValue == 0 ? null : value / floorValue;
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

    /** Rounds of two lines, one beside the other, that have a number for each in {@code each}. */
    static List<Round> rounds(JsonNode ours, JsonNode theirs, String field) {
        JsonNode values = ours.path("each").path(field);
        JsonNode floors = theirs.path("each").path(field);
        List<Round> rounds = new ArrayList<>();
        for (int i = 0; i < Math.min(values.size(), floors.size()); i++) {
            rounds.add(new Round(values.get(i).asDouble(), floors.get(i).asDouble()));
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
