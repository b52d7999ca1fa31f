package dev.parley.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.stream.StreamSupport;

/** The lines of a figure whose rounds were spread over the run, a process a turn, as one line. */
final class Turns {
    private Turns() {}

    /** All rounds, and the medians over them; of what has no rounds the medians over the turns. */
    static JsonNode joined(List<JsonNode> turns) {
        if (turns.size() == 1) {
            return turns.getFirst();
        }
        ObjectNode joined = turns.getLast().deepCopy();
        ArrayNode rounds = joined.putArray("rounds");
        turns.forEach(turn -> turn.path("rounds").forEach(rounds::add));
        median(joined, "value", rounds.isEmpty() ? turns : each(rounds));
        median(joined, "floor_value", turns);
        return joined;
    }

    private static List<JsonNode> each(ArrayNode rounds) {
        return StreamSupport.stream(rounds.spliterator(), false).toList();
    }

    private static void median(ObjectNode into, String field, List<JsonNode> of) {
        List<JsonNode> told = of.stream().filter(each -> each.path(field).isNumber()).toList();
        if (!told.isEmpty()) {
            into.put(
                    field,
                    Numbers.median(told.stream().mapToDouble(each -> each.path(field).asDouble())));
        }
    }
}
