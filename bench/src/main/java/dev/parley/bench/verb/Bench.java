package dev.parley.bench.verb;

import dev.parley.bench.socket.ConnectionsBench;
import dev.parley.bench.socket.SocketsBench;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code parley bench}: the latency lab. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        subcommands = {
            All.class,
            ReportVerb.class,
            CompareVerb.class,
            Latency.class,
            Saturation.class,
            SocketsBench.class,
            ConnectionsBench.class,
            GrowthVerb.class,
            RestartVerb.class,
            ProfileVerb.class,
            ScenarioVerb.class,
            LookVerb.class,
            Jmh.class,
            GuardVerb.class
        },
        description = {
            "Measures this engine on this machine, beside what the machine can do at best.",
            "How, and how to compare two commits: bench/README.md."
        })
public final class Bench implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    /** Made by picocli. */
    public Bench() {}

    /** A verb of this lab alone, as {@link Fork} starts it. */
    public static void main(String[] arguments) {
        CommandLine verbs = new CommandLine(new Bench()).setCaseInsensitiveEnumValuesAllowed(true);
        System.exit(verbs.execute(arguments));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "what to measure is missing");
    }
}
