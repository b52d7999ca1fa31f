package dev.parley.bench.verb;

import dev.parley.bench.report.Report;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;

/** {@code parley bench growth}. */
@Command(
        name = "growth",
        mixinStandardHelpOptions = true,
        description = {
            "Append, replay, restart and memory against the length of the history.",
            "Replaces those of an earlier run in the same directory, and makes its report again."
        })
final class GrowthVerb implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private RunOptions options = new RunOptions();

    @Option(names = "--quick", description = "10^4 to 10^6 events instead of 10^7.")
    private boolean quick;

    GrowthVerb() {}

    @Override
    public Integer call() throws IOException {
        int code =
                options.add(
                        (_, sheet) -> {
                            Files.deleteIfExists(sheet.directory().resolve("growth.jsonl"));
                            return ScenarioVerb.fork(
                                    "growth", options.out(), quick, options.quiet());
                        });
        Report.write(options.out(), spec.commandLine().getOut());
        return code;
    }
}
