package dev.parley.bench.verb;

import dev.parley.bench.report.Report;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code parley bench report}. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Makes the report again from the files of earlier runs, peers' included.")
final class ReportVerb implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where those files lie. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("bench-report");

    ReportVerb() {}

    @Override
    public Integer call() throws IOException {
        Report.write(out, spec.commandLine().getOut());
        return 0;
    }
}
