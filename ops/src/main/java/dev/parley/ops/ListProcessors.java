package dev.parley.ops;

import com.fasterxml.jackson.core.JsonGenerator;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;

/** {@code parley processors list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = {
            "How each processor stands, and what it has set aside with which cause.",
            "With --data, takes no lock and writes nothing. What is kept in memory alone is read"
                    + " from the log at the next start: it has no position until then."
        })
final class ListProcessors implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ProcessorOptions options = new ProcessorOptions();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    ListProcessors() {}

    @Override
    public Integer call() throws IOException {
        List<ProcessorAccess.Listed> all = options.access().list();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonLines.print(out, generator -> write(all, generator));
            return 0;
        }
        if (all.isEmpty()) {
            out.println("no processors");
        }
        for (ProcessorAccess.Listed each : all) {
            out.println(
                    each.name()
                            + ": "
                            + each.state()
                            + said(", position ", each.position())
                            + said(", lag ", each.lag())
                            + ", parked "
                            + each.parked()
                            + each.problem()
                                    .map(problem -> "; " + Terminal.harmless(problem))
                                    .orElse(""));
            print(each.events(), out);
        }
        JsonLines.failIfClosed(out);
        return 0;
    }

    static void print(List<ProcessorAccess.Event> events, PrintWriter out) {
        for (ProcessorAccess.Event each : events) {
            out.println(
                    "  position "
                            + each.position()
                            + ", "
                            + each.type()
                            + (each.behind().isPresent()
                                    ? ", waits behind " + each.behind().getAsLong()
                                    : ", tried "
                                            + each.attempts()
                                            + ": "
                                            + Terminal.harmless(each.cause())));
        }
    }

    private static String said(String what, OptionalLong number) {
        return number.isPresent() ? what + number.getAsLong() : "";
    }

    private static void write(List<ProcessorAccess.Listed> all, JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("processors");
        for (ProcessorAccess.Listed each : all) {
            json.writeStartObject();
            json.writeStringField("name", each.name());
            json.writeStringField("state", each.state());
            number("position", each.position(), json);
            number("lag", each.lag(), json);
            json.writeNumberField("parked", each.parked());
            if (each.problem().isPresent()) {
                json.writeStringField("problem", each.problem().get());
            } else {
                json.writeNullField("problem");
            }
            write("events", each.events(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    static void write(String name, List<ProcessorAccess.Event> events, JsonGenerator json)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (ProcessorAccess.Event each : events) {
            json.writeStartObject();
            json.writeNumberField("position", each.position());
            json.writeStringField("type", each.type());
            json.writeStringField("parked_at", each.parkedAt());
            json.writeNumberField("attempts", each.attempts());
            number("behind", each.behind(), json);
            json.writeStringField("cause", each.cause());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void number(String name, OptionalLong value, JsonGenerator json)
            throws IOException {
        if (value.isPresent()) {
            json.writeNumberField(name, value.getAsLong());
        } else {
            json.writeNullField(name);
        }
    }
}
