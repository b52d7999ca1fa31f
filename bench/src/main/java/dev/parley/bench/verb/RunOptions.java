package dev.parley.bench.verb;

import dev.parley.bench.load.Affinity;
import dev.parley.bench.load.OtherLoad;
import dev.parley.bench.load.Others;
import dev.parley.bench.load.Scratch;
import dev.parley.bench.load.Sheet;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** What all verbs that measure have in common. */
final class RunOptions {
    private static final long LOOK_NANOS = 2_000_000_000L;

    enum Profile {
        USUAL,
        QUIET
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = {
                "Where files go; logs are written beside them, on the same disk.",
                "Default: ${DEFAULT-VALUE}."
            })
    private Path out = Path.of("bench-report");

    @Option(
            names = "--profile",
            paramLabel = "PROFILE",
            defaultValue = "usual",
            description = {
                "usual: measures, and says what else ran.",
                "quiet: also keeps the writer on one core, and stops (exit 1) where other"
                        + " processes are busy.",
                "Default: ${DEFAULT-VALUE}."
            })
    private Profile profile = Profile.USUAL;

    RunOptions() {}

    /** Answers an exit code. */
    interface Measurement {
        int run(Scratch scratch, Sheet sheet) throws IOException;
    }

    Path out() {
        return out;
    }

    boolean quiet() {
        return profile == Profile.QUIET;
    }

    /** The same for a verb that adds to a page; its heading then says so. */
    int add(Measurement measurement) throws IOException {
        return measure(
                (scratch, sheet) -> {
                    int code = measurement.run(scratch, sheet);
                    sheet.added(spec.name(), code);
                    return code;
                });
    }

    /** Answers the exit code: 1 where the machine was not quiet enough to publish. */
    int measure(Measurement measurement) throws IOException {
        Sheet sheet = new Sheet(out, spec.commandLine().getOut());
        if (quiet() && isBusy(sheet, "before the run")) {
            return 1;
        }
        Others others = new Others();
        int code;
        try (Scratch scratch = new Scratch(out);
                Affinity _ = quiet() ? Affinity.watching() : Affinity.none()) {
            code = measurement.run(scratch, sheet);
        }
        return quiet() && refuses(sheet, others, "during the run") ? 1 : code;
    }

    private static boolean isBusy(Sheet sheet, String when) {
        Others others = new Others();
        LockSupport.parkNanos(LOOK_NANOS);
        return refuses(sheet, others, when);
    }

    private static boolean refuses(Sheet sheet, Others others, String when) {
        double share = others.share();
        if (share <= OtherLoad.QUIET) {
            return false;
        }
        sheet.say(
                String.format(
                        Locale.ROOT,
                        "not published: other processes took %.0f %% of the machine %s, %.0f %% is"
                                + " the most for --profile quiet. %s",
                        share * 100,
                        when,
                        OtherLoad.QUIET * 100,
                        others.said().isEmpty() ? "" : "Busiest: " + others.said()));
        return true;
    }

    /** {@code 20s}, {@code 2m} or {@code 500ms} in nanoseconds. */
    static long nanos(CommandSpec spec, String text) {
        try {
            String upper = text.toUpperCase(Locale.ROOT);
            if (upper.endsWith("MS")) {
                return Long.parseLong(upper.substring(0, upper.length() - 2)) * 1_000_000;
            }
            return Duration.parse("PT" + upper).toNanos();
        } catch (DateTimeParseException | NumberFormatException _) {
            throw new ParameterException(
                    spec.commandLine(), "duration=" + text + " is not like 500ms, 20s or 2m");
        }
    }
}
