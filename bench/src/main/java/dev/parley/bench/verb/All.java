package dev.parley.bench.verb;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.bench.load.Growth;
import dev.parley.bench.load.Machine;
import dev.parley.bench.load.Offered;
import dev.parley.bench.load.OtherLoad;
import dev.parley.bench.load.Plan;
import dev.parley.bench.load.Scenarios;
import dev.parley.bench.load.Scratch;
import dev.parley.bench.load.Sheet;
import dev.parley.bench.report.Report;
import dev.parley.ring.Sync;

import picocli.CommandLine;
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
    private static final long[] LADDER = {
        5_000, 20_000, 50_000, 100_000, 150_000, 200_000, 300_000, 400_000
    };

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private RunOptions options = new RunOptions();

    @Option(names = "--quick", description = "Shorter runs: within 10 minutes.")
    private boolean quick;

    All() {}

    @Override
    public Integer call() throws IOException {
        return options.measure(this::run);
    }

    private void run(Scratch scratch, Sheet sheet) throws IOException {
        Plan plan = quick ? Plan.QUICK : Plan.LONG;
        sheet.clear();
        ObjectNode facts = Machine.describe(sheet.directory());
        facts.put("mode", quick ? "quick" : "long");
        facts.put("profile", options.quiet() ? "quiet" : "usual");
        OtherLoad other = new OtherLoad();
        long start = System.nanoTime();
        double _ = new Scenarios(scratch, plan, sheet).run();
        scratch.clear();
        sheet.say(at(start, "rates offered, ever more"));
        new Offered(scratch, sheet, Sync.BATCH, false).ladder(LADDER, plan.nanos());
        new Offered(scratch, sheet, Sync.BATCH, true).ladder(LADDER, plan.nanos());
        sheet.say(at(start, "histories, ever longer"));
        new Growth(scratch, plan, sheet).run();
        sheet.say(at(start, "WebSockets"));
        besides(sheet);
        sheet.say(at(start, "what fell short"));
        profiles(scratch, sheet, plan);
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

    /** Of what fell short, once all is measured: looking disturbs. */
    private static void profiles(Scratch scratch, Sheet sheet, Plan plan) throws IOException {
        List<String> wanted = Report.profilesWanted(sheet.directory());
        try {
            Looking.at(wanted, scratch, sheet, plan.nanos());
        } catch (IOException e) {
            sheet.say("profiles: not all were made: " + e.getMessage());
        }
    }

    /** Over WebSockets too, where this build can; each takes processes of its own. */
    private void besides(Sheet sheet) throws IOException {
        for (String name : List.of("sockets", "connections")) {
            CommandLine verb = spec.parent().subcommands().get(name);
            if (verb == null) {
                sheet.say(name + ": not in this build");
                continue;
            }
            Files.deleteIfExists(sheet.directory().resolve(name + ".jsonl"));
            List<String> arguments = new ArrayList<>();
            arguments.addAll(List.of("--out", sheet.directory().toString()));
            if (quick) {
                arguments.add("--quick");
            }
            int code = verb.execute(arguments.toArray(String[]::new));
            if (code != 0) {
                sheet.say(name + ": not measured, exit " + code);
            }
        }
    }
}
