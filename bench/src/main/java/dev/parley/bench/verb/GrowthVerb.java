package dev.parley.bench.verb;

import dev.parley.bench.load.Growth;
import dev.parley.bench.load.Plan;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.util.concurrent.Callable;

/** {@code parley bench growth}. */
@Command(
        name = "growth",
        mixinStandardHelpOptions = true,
        description = "Append, replay, restart and memory against the length of the history.")
final class GrowthVerb implements Callable<Integer> {
    @Mixin private RunOptions options = new RunOptions();

    @Option(names = "--quick", description = "10^4 to 10^6 events instead of 10^7.")
    private boolean quick;

    GrowthVerb() {}

    @Override
    public Integer call() throws IOException {
        Plan plan = quick ? Plan.QUICK : Plan.LONG;
        return options.measure((scratch, sheet) -> new Growth(scratch, plan, sheet).run());
    }
}
