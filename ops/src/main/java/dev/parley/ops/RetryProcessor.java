package dev.parley.ops;

import com.fasterxml.jackson.core.JsonGenerator;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.OptionalLong;
import java.util.concurrent.Callable;

/** {@code parley processors retry}. */
@Command(
        name = "retry",
        mixinStandardHelpOptions = true,
        description = {
            "Gives a processor's parked events to it once more, in order. One that succeeds is"
                    + " parked no more; one that fails keeps those behind it waiting.",
            "Exits 1 if something that was tried is still parked."
        })
final class RetryProcessor implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ProcessorOptions options = new ProcessorOptions();

    @Parameters(paramLabel = "NAME", description = "Name of the processor, such as search.")
    private String name = "";

    @Option(
            names = "--position",
            paramLabel = "P",
            description = "Only the event at this position, and what waits behind it.")
    private @Nullable Long position;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    RetryProcessor() {}

    @Override
    public Integer call() throws IOException {
        Long only = position;
        ProcessorAccess.Outcome outcome =
                options.access()
                        .retry(name, only == null ? OptionalLong.empty() : OptionalLong.of(only));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonLines.print(out, generator -> write(outcome, generator));
        } else {
            out.println(
                    "succeeded " + outcome.succeeded() + ", still parked " + outcome.stillParked());
            ListProcessors.print(outcome.events(), out);
            JsonLines.failIfClosed(out);
        }
        return outcome.stillParked() == 0 ? 0 : 1;
    }

    private static void write(ProcessorAccess.Outcome outcome, JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        json.writeNumberField("succeeded", outcome.succeeded());
        json.writeNumberField("still_parked", outcome.stillParked());
        ListProcessors.write("events", outcome.events(), json);
        json.writeEndObject();
    }
}
