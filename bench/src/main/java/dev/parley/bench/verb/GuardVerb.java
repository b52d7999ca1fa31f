package dev.parley.bench.verb;

import dev.parley.bench.load.OtherLoad;
import dev.parley.bench.load.Others;
import dev.parley.bench.load.Ratios;
import dev.parley.bench.load.Settling;

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
            "Measures nothing for the page. What can be counted, mvn verify guards."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every ratio is within its bound",
            "1:one exceeds it",
            "2:what was asked for cannot be measured",
            "3:one exceeds it, but others took more than 5 %% of the machine: run again"
        })
final class GuardVerb implements Callable<Integer> {
    static final int DISTURBED = 3;

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
        return options.measure(
                (scratch, sheet) -> {
                    String _ = Settling.ofThisMachine().await(sheet::say);
                    Others others = new Others();
                    boolean hold = new Ratios(scratch, sheet).hold(rounds);
                    int code = exit(hold, others.share());
                    sheet.say(
                            others.took() + (code == DISTURBED ? ": not believed, run again" : ""));
                    return code;
                });
    }

    /**
     * A bound exceeded beside others is no finding: they make a floor less as well as a time more.
     */
    static int exit(boolean hold, double others) {
        if (hold) {
            return 0;
        }
        return others > OtherLoad.QUIET ? DISTURBED : 1;
    }
}
