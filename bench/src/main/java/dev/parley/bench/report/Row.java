package dev.parley.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.bench.load.Round;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
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
 * @param goal what was to be reached
 * @param ok null where it was not measured; else what most rounds say, and the medians where as
 *     many say this as that
 * @param why why it was not measured, or what else to know; empty for nothing
 * @param rounds what each round gave, beside the row's floor where it has none of its own; empty
 *     where there were none
 * @param reachedRounds in how many of them it was reached
 */
record Row(
        String id,
        String name,
        @Nullable Double value,
        String unit,
        String floor,
        @Nullable Double floorValue,
        Goal goal,
        @Nullable Boolean ok,
        String why,
        List<Round> rounds,
        int reachedRounds) {
    Row {
        rounds = List.copyOf(rounds);
    }

    static Row missing(String id, String name, String unit, Goal goal, String why) {
        return new Row(id, name, null, unit, "", null, goal, null, why, List.of(), 0);
    }

    static Row measured(
            String id,
            String name,
            double value,
            String unit,
            String floor,
            @Nullable Double floorValue,
            Goal goal,
            String why,
            List<Round> measured) {
        double beside = floorValue == null ? 0 : floorValue;
        List<Round> rounds =
                measured.stream()
                        .map(each -> each.floor() > 0 ? each : new Round(each.value(), beside))
                        .toList();
        int held = Math.toIntExact(rounds.stream().filter(goal::holds).count());
        boolean ok =
                2 * held == rounds.size()
                        ? goal.holds(new Round(value, beside))
                        : 2 * held > rounds.size();
        return new Row(id, name, value, unit, floor, floorValue, goal, ok, why, rounds, held);
    }

    /** In relation to the floor; null where one is not there. */
    @Nullable Double ratio() {
        if (value == null || floorValue == null || floorValue == 0) {
            return null;
        }
        return Round.ratio(value, floorValue, rounds);
    }

    /** The unit, without what it is for one of. */
    String shortUnit() {
        return unit.replaceFirst(" a message$", "");
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
                        + Numbers.with(values().max().orElseThrow(), shortUnit());
    }

    /** The same of their ratios; empty, too, where they have no floor. */
    String ratios() {
        if (rounds.size() < 2 || rounds.stream().anyMatch(each -> each.floor() == 0)) {
            return "";
        }
        DoubleSummaryStatistics ratios =
                rounds.stream()
                        .mapToDouble(each -> each.value() / each.floor())
                        .summaryStatistics();
        return Numbers.plain(ratios.getMin()) + " to " + Numbers.plain(ratios.getMax());
    }

    private DoubleStream values() {
        return rounds.stream().mapToDouble(Round::value);
    }

    boolean isShort() {
        return Boolean.FALSE.equals(ok);
    }

    /** The best of the rounds by what is to be reached; empty where there were less than two. */
    Optional<Round> best() {
        return rounds.size() < 2
                ? Optional.empty()
                : rounds.stream().max(Comparator.comparingDouble(goal::merit));
    }

    /** Whether it does better, by what is to be reached, than this; beside its floor if without. */
    boolean isBetterThan(Round other) {
        double floor = floorValue == null ? 0 : floorValue;
        List<Round> own =
                rounds.isEmpty() ? List.of(new Round(value == null ? 0 : value, floor)) : rounds;
        Round beside = other.floor() > 0 ? other : new Round(other.value(), floor);
        return Round.median(own.stream().mapToDouble(goal::merit)) > goal.merit(beside);
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
        json.put("reach", goal.said()).put("ok", ok);
        return json;
    }

    private static @Nullable Double rounded(@Nullable Double value) {
        return value == null ? null : Math.round(value * 1_000) / 1e3;
    }
}
