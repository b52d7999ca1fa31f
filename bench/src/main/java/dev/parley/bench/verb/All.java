package dev.parley.bench.verb;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.bench.load.Machine;
import dev.parley.bench.load.OtherLoad;
import dev.parley.bench.load.Plan;
import dev.parley.bench.load.Scenarios;
import dev.parley.bench.load.Sheet;
import dev.parley.bench.report.Report;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code parley bench all}: every figure that needs no peer, and the report. */
@Command(
        name = "all",
        mixinStandardHelpOptions = true,
        description = {
            "Measures everything that needs no other system, and writes the report.",
            "Lines that bench/peers left in the same directory are taken in."
        })
final class All implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private RunOptions options = new RunOptions();

    @Option(names = "--quick", description = "Shorter runs: within 10 minutes.")
    private boolean quick;

    All() {}

    @Override
    public Integer call() throws IOException {
        return options.measure((_, sheet) -> run(sheet));
    }

    private void run(Sheet sheet) throws IOException {
        sheet.clear();
        ObjectNode facts = Machine.describe(sheet.directory());
        facts.put("processes", "each scenario in a JVM of its own, with the flags above");
        facts.put("mode", quick ? "quick" : "long");
        facts.put("profile", options.quiet() ? "quiet" : "usual");
        OtherLoad other = new OtherLoad();
        long start = System.nanoTime();
        for (String name : Scenarios.names()) {
            sheet.say(at(start, name));
            told(sheet, name, ScenarioVerb.fork(name, options.out(), quick, options.quiet()));
        }
        for (String name : List.of("sockets", "connections")) {
            sheet.say(at(start, name));
            told(sheet, name, besides(name));
        }
        sheet.say(at(start, "what fell short"));
        List<String> wanted = Report.profilesWanted(sheet.directory());
        Plan plan = quick ? Plan.QUICK : Plan.LONG;
        if (!LookVerb.fork(wanted, options.out(), plan.nanos())) {
            sheet.say("profiles: not all were made, see above");
        }
        sheet.say(at(start, "done"));
        facts.put("other_load", other.share());
        facts.put("other_load_said", other.said());
        facts.put("quiet_below", OtherLoad.QUIET);
        facts.put("took_seconds", (System.nanoTime() - start) / 1_000_000_000);
        sheet.environment(facts);
        Report.write(sheet.directory(), spec.commandLine().getOut());
    }

    private static String at(long start, String what) {
        return "after " + (System.nanoTime() - start) / 1_000_000_000 + " s: " + what;
    }

    private static void told(Sheet sheet, String name, int code) {
        if (code != 0) {
            sheet.say(name + ": not measured, exit " + code);
        }
    }

    /** Over WebSockets too; each takes processes of its own. */
    private int besides(String name) throws IOException {
        Files.deleteIfExists(options.out().resolve(name + ".jsonl"));
        List<String> arguments = new ArrayList<>(List.of(name, "--out", options.out().toString()));
        if (quick) {
            arguments.add("--quick");
        }
        return Fork.run(arguments);
    }
}
