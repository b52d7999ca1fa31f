package dev.parley.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.jspecify.annotations.Nullable;

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
        String why) {
    static Row missing(String id, String name, String unit, String reach, String why) {
        return new Row(id, name, null, unit, "", null, reach, null, why);
    }

    /** Value over floor; null where one is not there. */
    @Nullable Double ratio() {
        return value == null || floorValue == null || floorValue == 0 ? null : value / floorValue;
    }

    boolean isShort() {
        return Boolean.FALSE.equals(ok);
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
