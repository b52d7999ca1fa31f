package dev.parley.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.parley.bench.load.Round;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The best that a run ever gave of a figure, from {@code best.json} beside this class: changed by
 * whoever measures a better one on the same kind of machine (two cores), medians of a whole run.
 *
 * @param date of that run, as in 2026-11-23
 * @param floorValue in the same run; null where there is no floor
 */
record Best(String date, double value, @Nullable Double floorValue) {
    /** By the ids of the rows. */
    static Map<String, Best> all() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        Best.class.getResourceAsStream("best.json"), "best.json is gone")) {
            Map<String, Best> all = new HashMap<>();
            for (JsonNode each : new ObjectMapper().readTree(in)) {
                JsonNode floor = each.path("floor_value");
                all.put(
                        each.path("figure").asText(),
                        new Best(
                                each.path("date").asText(),
                                each.path("value").asDouble(),
                                floor.isNumber() ? floor.asDouble() : null));
            }
            return all;
        }
    }

    /** Value over floor; null where there is none. */
    @Nullable Double ratio() {
        return floorValue == null ? null : value / floorValue;
    }

    Round round() {
        return new Round(value, floorValue == null ? 0 : floorValue);
    }
}
