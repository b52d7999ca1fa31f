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

/** {@code parley bench saturation}. */
@Command(
        name = "saturation",
        mixinStandardHelpOptions = true,
        description =
                "The highest rate at which p99 stays below a bound; one that does not keep it is"
                        + " tried once more. Exits 1 where none does.")
final class Saturation implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private RunOptions options = new RunOptions();

    @Option(
            names = "--p99",
            paramLabel = "MICROS",
            description = "The bound, microseconds. Default: ${DEFAULT-VALUE}.")
    private long p99 = 5_000;

    @Option(
            names = "--duration",
            paramLabel = "T",
            description = "Of each try: 500ms, 3s. Default: ${DEFAULT-VALUE}.")
    private String duration = "3s";

    @Option(
            names = "--sync",
            paramLabel = "MODE",
            defaultValue = "batch",
            description = "batch, interval or os. Default: ${DEFAULT-VALUE}.")
    private Sync sync = Sync.BATCH;

    @Option(
            names = "--product",
            description = "Sealing, hashing, reader and answers included (what is meant anyway).")
    private boolean product;

    @Option(names = "--bare", description = "Ring, decision and log alone.")
    private boolean bare;

    Saturation() {}

    @Override
    public Integer call() throws IOException {
        Bounds.check(spec, "p99", p99, 1, 10_000_000);
        Bounds.one(spec, product, bare);
        long nanos = RunOptions.nanos(spec, duration);
        return options.add(
                (scratch, sheet) ->
                        new Offered(scratch, sheet, sync, bare).saturation((double) p99, nanos) > 0
                                ? 0
                                : 1);
    }
}
