package dev.parley.bench.verb;

import dev.parley.bench.report.Comparison;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code parley bench compare}. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Figures of runs before a change beside those after it: ratios to their floors, where"
                    + " there are.",
            "Better or worse is where all runs of one side lie beyond all of the other; anything"
                    + " less is noise."
        })
final class CompareVerb implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--before",
            arity = "1..20",
            required = true,
            paramLabel = "DIR",
            description = "What bench all wrote, a directory a run, up to 20.")
    private List<Path> before = List.of();

    @Option(
            names = "--after",
            arity = "1..20",
            required = true,
            paramLabel = "DIR",
            description = "The same of the other commit.")
    private List<Path> after = List.of();

    CompareVerb() {}

    @Override
    public Integer call() throws IOException {
        Comparison.tell(before, after, spec.commandLine().getOut());
        return 0;
    }
}
