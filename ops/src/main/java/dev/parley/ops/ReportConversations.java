package dev.parley.ops;

import com.fasterxml.jackson.core.JsonGenerator;

import dev.parley.projection.Tally;
import dev.parley.projection.WorkReport;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code parley report conversations}: how much there was, and how soon it was done. */
@Command(
        name = "conversations",
        mixinStandardHelpOptions = true,
        description = {
            "Conversations opened, answered and resolved, messages, and how long answers and"
                    + " resolutions took, in all, by shop, by day and by hour of the day (UTC).",
            "Each fact counts by its own time in [since, until): an answer by the time at which the"
                    + " customer began to wait. A resolution took from the beginning or the last"
                    + " reopening. Imported conversations are opened and answered; when they were"
                    + " resolved nobody recorded. Counts and percentiles (nearest rank) are exact."
        })
final class ReportConversations implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private WorkOptions options = new WorkOptions();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    ReportConversations() {}

    @Override
    public Integer call() throws IOException {
        WorkOptions.Folded folded = options.fold(spec);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonLines.print(out, generator -> write(folded, generator));
            return 0;
        }
        WorkReport report = folded.report();
        Tally all = report.all();
        out.println("opened          " + all.opened());
        out.println("answered        " + all.answered() + ", " + all.withinTarget() + " in target");
        out.println("resolved        " + all.resolved());
        out.println(
                "messages        "
                        + all.messagesIn()
                        + " in, "
                        + all.messagesOut()
                        + " out, "
                        + all.notes()
                        + " notes");
        out.println("first response  " + Tallies.said(all.firstResponses()));
        out.println("resolution      " + Tallies.said(all.resolutions()));
        report.shops().forEach((id, tally) -> row(out, folded.shops().code(id), tally));
        report.days()
                .forEach((day, tally) -> row(out, LocalDate.ofEpochDay(day).toString(), tally));
        report.hours().forEach((hour, tally) -> row(out, "%02d:00".formatted(hour), tally));
        JsonLines.failIfClosed(out);
        return 0;
    }

    private static void row(PrintWriter out, String name, Tally tally) {
        out.printf(
                "%-15s opened %d, answered %d (%d in target), resolved %d, %d in, %d out%n",
                Terminal.harmless(name),
                tally.opened(),
                tally.answered(),
                tally.withinTarget(),
                tally.resolved(),
                tally.messagesIn(),
                tally.messagesOut());
    }

    private static void write(WorkOptions.Folded folded, JsonGenerator json) throws IOException {
        WorkReport report = folded.report();
        json.writeStartObject();
        Tallies.write(report.all(), json);
        Tallies.durations(report.all(), json);
        json.writeArrayFieldStart("shops");
        for (Map.Entry<Long, Tally> each : report.shops().entrySet()) {
            json.writeStartObject();
            json.writeNumberField("id", each.getKey());
            json.writeStringField("shop", folded.shops().code(each.getKey()));
            Tallies.write(each.getValue(), json);
            Tallies.durations(each.getValue(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("days");
        for (Map.Entry<Long, Tally> each : report.days().entrySet()) {
            json.writeStartObject();
            json.writeStringField("day", LocalDate.ofEpochDay(each.getKey()).toString());
            Tallies.write(each.getValue(), json);
            Tallies.durations(each.getValue(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("hours");
        for (Map.Entry<Long, Tally> each : report.hours().entrySet()) {
            json.writeStartObject();
            json.writeNumberField("hour", each.getKey());
            Tallies.write(each.getValue(), json);
            Tallies.durations(each.getValue(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
