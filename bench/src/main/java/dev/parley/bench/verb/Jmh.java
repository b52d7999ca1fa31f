package dev.parley.bench.verb;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code parley bench jmh}. */
@Command(
        name = "jmh",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the JMH benchmarks, one class a question; the questions stand in their Javadoc.",
            "Average and sampled time, and bytes allocated an operation (gc.alloc.rate.norm)."
        })
final class Jmh implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..1",
            paramLabel = "PATTERN",
            description = "Part of a class's name. Default: all.")
    private String pattern = ".*";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where jmh.json goes. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("bench-report");

    @Option(names = "--quick", description = "One short iteration each: does it run?")
    private boolean quick;

    Jmh() {}

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(out);
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .include(pattern)
                        .addProfiler(GCProfiler.class)
                        .resultFormat(ResultFormatType.JSON)
                        .result(out.resolve("jmh.json").toString());
        if (quick) {
            options.warmupIterations(1)
                    .warmupTime(TimeValue.milliseconds(200))
                    .measurementIterations(1)
                    .measurementTime(TimeValue.milliseconds(300));
        }
        try {
            if (new Runner(options.build()).run().isEmpty()) {
                throw new ParameterException(
                        spec.commandLine(), "no benchmark is called like " + pattern);
            }
            return 0;
        } catch (RunnerException e) {
            throw new IOException("JMH: " + e.getMessage(), e);
        }
    }
}
