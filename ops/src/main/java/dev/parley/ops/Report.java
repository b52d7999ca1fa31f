package dev.parley.ops;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code parley report}: parent of the reports. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        subcommands = {ReportSla.class, ReportConversations.class, ReportAgents.class},
        description = "Figures out of the log.")
final class Report implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    Report() {}

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "say which report: sla, conversations, agents");
    }
}
