package dev.parley.ops;

import com.fasterxml.jackson.core.JsonGenerator;

import dev.parley.projection.Durations;
import dev.parley.projection.Tally;

import java.io.IOException;
import java.math.BigDecimal;

/** Prints what was counted, as JSON fields and for people. */
final class Tallies {
    private Tallies() {}

    static void write(Tally tally, JsonGenerator json) throws IOException {
        json.writeNumberField("opened", tally.opened());
        json.writeNumberField("answered", tally.answered());
        json.writeNumberField("within_target", tally.withinTarget());
        json.writeNumberField("resolved", tally.resolved());
        json.writeNumberField("messages_in", tally.messagesIn());
        json.writeNumberField("messages_out", tally.messagesOut());
        json.writeNumberField("notes", tally.notes());
    }

    static void durations(Tally tally, JsonGenerator json) throws IOException {
        write("first_response_seconds", tally.firstResponses(), json);
        write("resolution_seconds", tally.resolutions(), json);
    }

    /** Of those answered, how many within the target; null where nobody was. */
    static void share(Tally tally, JsonGenerator json) throws IOException {
        if (tally.answered() == 0) {
            json.writeNullField("within_target_share");
        } else {
            json.writeNumberField(
                    "within_target_share", (double) tally.withinTarget() / tally.answered());
        }
    }

    static String said(Durations durations) {
        return durations.count() == 0
                ? "-"
                : "p50 "
                        + seconds(durations.percentile(50))
                        + " s, p90 "
                        + seconds(durations.percentile(90))
                        + " s, p99 "
                        + seconds(durations.percentile(99))
                        + " s";
    }

    /** Exact, and whole seconds without a point. */
    static String seconds(long micros) {
        return BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString();
    }

    private static void write(String name, Durations durations, JsonGenerator json)
            throws IOException {
        json.writeObjectFieldStart(name);
        write("min", durations.percentile(0), json);
        write("p50", durations.percentile(50), json);
        write("p90", durations.percentile(90), json);
        write("p99", durations.percentile(99), json);
        write("max", durations.percentile(100), json);
        json.writeEndObject();
    }

    private static void write(String name, long micros, JsonGenerator json) throws IOException {
        if (micros < 0) {
            json.writeNullField(name);
        } else {
            json.writeFieldName(name);
            json.writeNumber(seconds(micros));
        }
    }
}
