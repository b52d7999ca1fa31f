package dev.parley.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One attempt at a figure, from {@code tried.json} beside this class: appended to by whoever makes
 * one, kept or not. The long form of what was kept is a dated entry in {@code
 * engine/ARCHITECTURE.md}.
 *
 * @param date of the attempt, as in 2026-11-23
 * @param figures ids of the rows that it was for
 * @param before what was measured without it, in words; empty where nothing was
 * @param kept whether the code has it now
 */
record Tried(
        String date, List<String> figures, String what, String before, String after, boolean kept) {
    Tried {
        figures = List.copyOf(figures);
    }

    static List<Tried> all() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        Tried.class.getResourceAsStream("tried.json"), "tried.json is gone")) {
            List<Tried> all = new ArrayList<>();
            for (JsonNode each : new ObjectMapper().readTree(in)) {
                List<String> figures = new ArrayList<>();
                each.path("figures").forEach(figure -> figures.add(figure.asText()));
                all.add(
                        new Tried(
                                each.path("date").asText(),
                                figures,
                                each.path("what").asText(),
                                each.path("before").asText(),
                                each.path("after").asText(),
                                each.path("kept").asBoolean()));
            }
            return all;
        }
    }
}
