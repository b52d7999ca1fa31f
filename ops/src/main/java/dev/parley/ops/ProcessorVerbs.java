package dev.parley.ops;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code parley processors}: parent of what is asked of the processors behind the log. */
@Command(
        name = "processors",
        mixinStandardHelpOptions = true,
        subcommands = {ListProcessors.class, ResetProcessor.class, RetryProcessor.class},
        description = {
            "What feeds search, reports and the like behind the log: how it stands, replays,"
                    + " events that were set aside.",
            "On the directory of a stopped server with --data, on a running one with --url and a"
                    + " supervisor's --token."
        })
final class ProcessorVerbs implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    ProcessorVerbs() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what: list, reset or retry");
    }
}
