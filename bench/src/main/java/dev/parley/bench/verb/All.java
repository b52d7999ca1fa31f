package dev.parley.bench.verb;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.bench.load.Machine;
import dev.parley.bench.load.OtherLoad;
import dev.parley.bench.load.Others;
import dev.parley.bench.load.Plan;
import dev.parley.bench.load.Scenarios;
import dev.parley.bench.load.Settling;
import dev.parley.bench.load.Sheet;
import dev.parley.bench.report.Report;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    /** Over WebSockets. */
    private static final List<String> SERVERS = List.of("sockets", "connections");

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private RunOptions options = new RunOptions();

    @Option(names = "--quick", description = "Shorter runs: within 10 minutes.")
    private boolean quick;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Parts to measure, of those that are told with their beginning; the page says"
                            + " of all else that it was not measured. Default: all.")
    private List<String> only = List.of();

    All() {}

    @Override
    public Integer call() throws IOException {
        for (String name : only) {
            if (!parts().contains(name)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "only=" + name + " is none of " + String.join(", ", parts()));
            }
        }
        return options.measure((_, sheet) -> run(sheet));
    }

    private static List<String> parts() {
        List<String> parts = new ArrayList<>(Scenarios.names());
        parts.addAll(SERVERS);
        return parts;
    }

    private int run(Sheet sheet) throws IOException {
        sheet.clear();
        ObjectNode facts = Machine.describe(sheet.directory());
        facts.put("processes", "each scenario in a JVM of its own, with the flags above");
        facts.put("mode", quick ? "quick" : "long");
        facts.put("profile", options.quiet() ? "quiet" : "usual");
        long start = System.nanoTime();
        // A build often ends just before.
        String waited = Settling.ofThisMachine().await(sheet::say);
        facts.put("before", waited.isEmpty() ? "nothing to wait for" : waited);
        Others others = new Others();
        for (String name : parts()) {
            if (only.isEmpty() || only.contains(name)) {
                String _ = Settling.ofThisMachine().await(sheet::say);
                sheet.say(at(start, name));
                told(sheet, name, measure(name));
            } else if (SERVERS.contains(name)) {
                Files.deleteIfExists(lines(name));
            }
        }
        sheet.say(at(start, "what fell short and was not looked at yet"));
        List<String> missing = Report.profilesMissing(sheet.directory());
        if (!LookVerb.fork(missing, options.out(), plan().nanos())) {
            sheet.say("profiles: not all were made, see above");
        }
        sheet.say(at(start, "done"));
        facts.put("other_load", others.share());
        facts.put("others_busiest", others.said());
        facts.put("quiet_below", OtherLoad.QUIET);
        facts.put("took_seconds", (System.nanoTime() - start) / 1_000_000_000);
        sheet.environment(facts);
        Report.write(sheet.directory(), spec.commandLine().getOut());
        return 0;
    }

    private static String at(long start, String what) {
        return "after " + (System.nanoTime() - start) / 1_000_000_000 + " s: " + what;
    }

    private static void told(Sheet sheet, String name, int code) {
        if (code != 0) {
            sheet.say(name + ": not measured, exit " + code);
        }
    }

    private int measure(String name) throws IOException {
        return SERVERS.contains(name)
                ? serve(name)
                : ScenarioVerb.fork(name, options.out(), quick, options.quiet());
    }

    /** Takes processes of its own. */
    private int serve(String name) throws IOException {
        Files.deleteIfExists(lines(name));
        List<String> arguments = new ArrayList<>(List.of(name, "--out", options.out().toString()));
        if (quick) {
            arguments.add("--quick");
        }
        if (name.equals("sockets")) {
            arguments.add("--look=" + plan().nanos() / 1_000_000);
            if (options.quiet()) {
                arguments.add("--pinned");
            }
        }
        return Fork.run(arguments);
    }

    private Path lines(String server) {
        return options.out().resolve(server + ".jsonl");
    }

    private Plan plan() {
        return quick ? Plan.QUICK : Plan.LONG;
    }
}
