package dev.parley.bench.verb;

import dev.parley.bench.load.Affinity;
import dev.parley.bench.load.Plan;
import dev.parley.bench.load.Scenarios;
import dev.parley.bench.load.Scratch;
import dev.parley.bench.load.Sheet;
import dev.parley.bench.profile.Profiler;
import dev.parley.bench.profile.Profiles;
import dev.parley.bench.report.Report;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code parley bench scenario}: one of those that {@code all} runs, in this process. */
@Command(
        name = "scenario",
        hidden = true,
        mixinStandardHelpOptions = true,
        description = "One scenario of bench all, in this process; adds to the directory's lines.")
final class ScenarioVerb implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "NAME", description = "Which.")
    private String name = "";

    @Option(names = "--out", paramLabel = "DIR", description = "As for all.")
    private Path out = Path.of("bench-report");

    @Option(names = "--quick", description = "As for all.")
    private boolean quick;

    @Option(names = "--pinned", description = "Keeps the writer on one core.")
    private boolean pinned;

    ScenarioVerb() {}

    /** The same in a JVM of its own. */
    static int fork(String name, Path out, boolean quick, boolean pinned) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("scenario", name, "--out", out.toString()));
        if (quick) {
            arguments.add("--quick");
        }
        if (pinned) {
            arguments.add("--pinned");
        }
        return Fork.run(arguments);
    }

    @Override
    public Integer call() throws IOException {
        Sheet sheet = new Sheet(out, spec.commandLine().getOut());
        try (Scratch scratch = new Scratch(out);
                Affinity _ = pinned ? Affinity.watching() : Affinity.none()) {
            Plan plan = quick ? Plan.QUICK : Plan.LONG;
            new Scenarios(scratch, plan, sheet).run(name);
            // What fell short is looked at here, where its code is warm.
            List<String> loads = new ArrayList<>(Report.profilesMissing(out));
            loads.retainAll(Scenarios.loads(name));
            Profiles.look(loads, scratch, new Profiler(sheet, scratch.next("looks"), plan.nanos()));
        }
        return 0;
    }
}
