package dev.parley.bench.verb;

import dev.parley.bench.restart.RestartBench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code parley bench restart}. */
@Command(
        name = "restart",
        mixinStandardHelpOptions = true,
        description = {
            "How long until a start answers, in a process of its own, behind an orderly stop and"
                    + " behind a kill with 125,000 events since the last snapshot.",
            "Writes its logs once (10^7 events: 5 GB, some minutes with their index) and measures"
                    + " them anew whenever they are there.",
            "Exit 1 where the median of a kind of start is above 3 s."
        })
final class RestartVerb implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where the logs are written and kept. Default: ${DEFAULT-VALUE}.")
    private Path data = Path.of("bench-restart");

    @Option(
            names = "--open",
            paramLabel = "N",
            description = "Conversations that are open. Default: ${DEFAULT-VALUE}.")
    private int open = 10_000;

    @Option(
            names = "--events",
            paramLabel = "N",
            split = ",",
            description = "Lengths of the logs. Default: 1000000,10000000.")
    private List<Long> events = List.of(1_000_000L, 10_000_000L);

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where restart.jsonl goes, a line a start. Default: nowhere.")
    private Optional<Path> out = Optional.empty();

    RestartVerb() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        boolean all = true;
        for (long each : events) {
            all &= RestartBench.run(data, open, each, spec.commandLine().getOut(), out);
        }
        return all ? 0 : 1;
    }
}
