package dev.parley.bench.verb;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Refuses what cannot be measured, before anything is. */
final class Bounds {
    private Bounds() {}

    static void check(CommandSpec spec, String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    spec.commandLine(),
                    name + "=" + value + " is not within " + least + " to " + most);
        }
    }

    static void one(CommandSpec spec, boolean product, boolean bare) {
        if (product && bare) {
            throw new ParameterException(
                    spec.commandLine(), "--product and --bare exclude each other");
        }
    }
}
