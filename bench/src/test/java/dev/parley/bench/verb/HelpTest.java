package dev.parley.bench.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

import java.util.ArrayList;
import java.util.List;

final class HelpTest {
    @Test
    void eachVerbTellsTheDefaultsOfWhatItTakes() {
        List<String> silent = new ArrayList<>();
        for (CommandLine verb : new CommandLine(new Bench()).getSubcommands().values()) {
            CommandSpec spec = verb.getCommandSpec();
            if (spec.usageMessage().hidden()) {
                continue;
            }
            for (ArgSpec each : spec.args()) {
                boolean told = String.join(" ", each.description()).contains("Default: ");
                if (isGivenAValue(each) && !each.hidden() && !told) {
                    silent.add(spec.name() + " " + each.paramLabel());
                }
            }
        }
        assertEquals(List.of(), silent);
    }

    private static boolean isGivenAValue(ArgSpec argument) {
        return argument.arity().max() > 0
                && !List.of().equals(argument.initialValue())
                && (argument.defaultValue() != null || argument.initialValue() != null);
    }
}
