package dev.parley.bench.verb;

import dev.parley.bench.load.Ratios;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.util.concurrent.Callable;

/** {@code parley bench guard}. */
@Command(
        name = "guard",
        mixinStandardHelpOptions = true,
        description = {
            "Times of the hot path as ratios to their floors: medians of rounds in one process.",
            "Exits 1 where one exceeds its bound. What can be counted, mvn verify guards."
        })
final class GuardVerb implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private RunOptions options = new RunOptions();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Medians are taken over them. Default: ${DEFAULT-VALUE}.")
    private int rounds = 7;

    GuardVerb() {}

    @Override
    public Integer call() throws IOException {
        Bounds.check(spec, "rounds", rounds, 1, 100);
        boolean[] hold = {false};
        int code =
                options.measure(
                        (scratch, sheet) -> hold[0] = new Ratios(scratch, sheet).hold(rounds));
        return hold[0] ? code : 1;
    }
}
