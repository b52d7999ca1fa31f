package dev.parley.ops;

import com.fasterxml.jackson.core.JsonGenerator;

import dev.parley.projection.Tally;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code parley report agents}: what each person did. */
@Command(
        name = "agents",
        mixinStandardHelpOptions = true,
        description = {
            "For each agent: conversations assigned and resolved, first answers and how many of"
                    + " them within the target, messages and notes, and how many conversations were"
                    + " held at once, averaged over the time in which there was at least one.",
            "Each fact counts by its own time in [since, until). The load is over all shops, since"
                    + " a person is not divided between them. Imported messages name no agent."
        })
final class ReportAgents implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private WorkOptions options = new WorkOptions();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    ReportAgents() {}

    @Override
    public Integer call() throws IOException {
        WorkOptions.Folded folded = options.fold(spec);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonLines.print(out, generator -> write(folded, generator));
            return 0;
        }
        folded.report()
                .agents()
                .forEach(
                        (id, tally) ->
                                out.printf(
                                        Locale.ROOT,
                                        "%d %s: assigned %d, resolved %d, first answers %d (%d in"
                                                + " target, %s), %d out, %d notes, load %.2f over"
                                                + " %s s%n",
                                        id,
                                        Terminal.harmless(folded.people().name(id)),
                                        tally.assigned(),
                                        tally.resolved(),
                                        tally.answered(),
                                        tally.withinTarget(),
                                        Tallies.said(tally.firstResponses()),
                                        tally.messagesOut(),
                                        tally.notes(),
                                        tally.averageLoad(),
                                        Tallies.seconds(tally.busyMicros())));
        if (folded.report().agents().isEmpty()) {
            out.println("no agents");
        }
        JsonLines.failIfClosed(out);
        return 0;
    }

    private static void write(WorkOptions.Folded folded, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("agents");
        for (Map.Entry<Long, Tally> each : folded.report().agents().entrySet()) {
            Tally tally = each.getValue();
            json.writeStartObject();
            json.writeNumberField("agent", each.getKey());
            json.writeStringField("name", folded.people().name(each.getKey()));
            json.writeNumberField("assigned", tally.assigned());
            json.writeNumberField("resolved", tally.resolved());
            json.writeNumberField("answered", tally.answered());
            json.writeNumberField("within_target", tally.withinTarget());
            Tallies.share(tally, json);
            Tallies.durations(tally, json);
            json.writeNumberField("messages_out", tally.messagesOut());
            json.writeNumberField("notes", tally.notes());
            json.writeNumberField("average_load", tally.averageLoad());
            json.writeFieldName("busy_seconds");
            json.writeNumber(Tallies.seconds(tally.busyMicros()));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
