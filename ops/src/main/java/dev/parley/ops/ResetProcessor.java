package dev.parley.ops;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;

/** {@code parley processors reset}. */
@Command(
        name = "reset",
        mixinStandardHelpOptions = true,
        description = {
            "Has a processor's projection forget everything, what is parked too, and replays the"
                    + " log to it.",
            "A running server does so at once and goes on serving; on a directory it is noted, and"
                    + " done at the next start."
        })
final class ResetProcessor implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ProcessorOptions options = new ProcessorOptions();

    @Parameters(paramLabel = "NAME", description = "Name of the processor, such as search.")
    private String name = "";

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    ResetProcessor() {}

    @Override
    public Integer call() throws IOException {
        String when = options.access().reset(name);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonLines.print(
                    out,
                    generator -> {
                        generator.writeStartObject();
                        generator.writeStringField("name", name);
                        generator.writeStringField("replay", when);
                        generator.writeEndObject();
                    });
        } else {
            out.println(name + " is replayed from the start " + when);
            JsonLines.failIfClosed(out);
        }
        return 0;
    }
}
