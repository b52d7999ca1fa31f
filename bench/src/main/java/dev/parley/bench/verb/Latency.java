package dev.parley.bench.verb;

import dev.parley.bench.load.Offered;
import dev.parley.ring.Sync;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.util.concurrent.Callable;

/** {@code parley bench latency}. */
@Command(
        name = "latency",
        mixinStandardHelpOptions = true,
        description = {
            "Latency at a rate offered, counted from the intended time of each message.",
            "Several rounds behind a warm-up, each beside the floors of this disk."
        })
final class Latency implements Callable<Integer> {
    private static final int FORCES = 400;

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private RunOptions options = new RunOptions();

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "Messages a second. Default: ${DEFAULT-VALUE}.")
    private long rate = 50_000;

    @Option(
            names = "--duration",
            paramLabel = "T",
            description = "Of a round: 500ms, 10s, 2m. Default: ${DEFAULT-VALUE}.")
    private String duration = "10s";

    @Option(
            names = "--sync",
            paramLabel = "MODE",
            defaultValue = "batch",
            description = "batch, interval or os. Default: ${DEFAULT-VALUE}.")
    private Sync sync = Sync.BATCH;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Medians are taken over them. Default: ${DEFAULT-VALUE}.")
    private int rounds = 3;

    @Option(
            names = "--product",
            description = "Sealing, hashing, reader and answers included (what is meant anyway).")
    private boolean product;

    @Option(names = "--bare", description = "Ring, decision and log alone.")
    private boolean bare;

    Latency() {}

    @Override
    public Integer call() throws IOException {
        Bounds.check(spec, "rate", rate, 1, 5_000_000);
        Bounds.check(spec, "rounds", rounds, 1, 100);
        Bounds.one(spec, product, bare);
        long nanos = RunOptions.nanos(spec, duration);
        Bounds.check(spec, "duration in ms", nanos / 1_000_000, 100, 3_600_000);
        return options.add(
                (scratch, sheet) -> {
                    new Offered(scratch, sheet, sync, bare).latency(rate, nanos, rounds, FORCES);
                    return 0;
                });
    }
}
