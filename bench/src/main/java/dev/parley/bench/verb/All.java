package dev.parley.bench.verb;

import dev.parley.bench.load.Machine;
import dev.parley.bench.load.Plan;
import dev.parley.bench.load.Scenarios;
import dev.parley.bench.load.Scratch;
import dev.parley.bench.load.Sheet;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code parley bench all}: every figure, and the report. */
@Command(
        name = "all",
        mixinStandardHelpOptions = true,
        description = "Measures everything and writes the report.")
final class All implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--out", paramLabel = "DIR", description = "Where the report goes.")
    private Path out = Path.of("bench-report");

    @Option(names = "--quick", description = "Shorter runs: within 10 minutes.")
    private boolean quick;

    All() {}

    @Override
    public Integer call() throws IOException {
        Plan plan = quick ? Plan.QUICK : Plan.LONG;
        Sheet sheet = new Sheet(out, spec.commandLine().getOut());
        sheet.clear();
        sheet.environment(Machine.describe(out));
        try (Scratch scratch = new Scratch(out)) {
            double _ = new Scenarios(scratch, plan, sheet).run();
        }
        return 0;
    }
}
