package dev.parley.bench.verb;

import dev.parley.bench.report.Report;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code parley bench profile}. */
@Command(
        name = "profile",
        mixinStandardHelpOptions = true,
        description = {
            "Why a load is as fast as it is: processor time by thread and method, allocation by"
                    + " place, page faults, switches, forces, system calls; a message.",
            "Adds lines to those of the directory, and makes the report again."
        })
final class ProfileVerb implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private RunOptions options = new RunOptions();

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Loads to look at. Default: those of the figures that are not reached in that"
                            + " directory and were not looked at yet; all, where nothing was"
                            + " measured there.")
    private List<String> only = List.of();

    @Option(
            names = "--duration",
            paramLabel = "T",
            description = "Of each load: 500ms, 10s. Default: ${DEFAULT-VALUE}.")
    private String duration = "4s";

    ProfileVerb() {}

    @Override
    public Integer call() throws IOException {
        for (String name : only) {
            if (!LookVerb.all().contains(name)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "only=" + name + " is none of " + String.join(", ", LookVerb.all()));
            }
        }
        long nanos = RunOptions.nanos(spec, duration);
        Bounds.check(spec, "duration in ms", nanos / 1_000_000, 100, 600_000);
        PrintWriter told = spec.commandLine().getOut();
        List<String> loads = chosen(Files.createDirectories(options.out()));
        if (loads.isEmpty()) {
            Report.write(options.out(), told);
            told.println(
                    "nothing was looked at: each load behind a figure that is not reached there"
                            + " has its profile already; --only NAME looks at any");
            return 0;
        }
        int code = options.add((_, _) -> LookVerb.fork(loads, options.out(), nanos) ? 0 : 1);
        Report.write(options.out(), told);
        return code;
    }

    private List<String> chosen(Path directory) throws IOException {
        if (!only.isEmpty()) {
            return only;
        }
        return Report.isEmpty(directory) ? LookVerb.all() : Report.profilesMissing(directory);
    }
}
