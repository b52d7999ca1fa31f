package dev.parley.ops;

import dev.parley.bench.verb.Bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.FileDescriptor;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;

/** The {@code parley} command: one subcommand a verb, each a class of this package. */
@Command(
        name = "parley",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Runs, audits and measures a shop's conversations.")
public final class Main implements Runnable {
    private static final List<Class<?>> VERBS =
            List.of(
                    Setup.class,
                    Serve.class,
                    Import.class,
                    Verify.class,
                    PrintEvents.class,
                    Replay.class,
                    PrintTranscript.class,
                    Search.class,
                    Report.class,
                    ProcessorVerbs.class,
                    PrintSettings.class,
                    Bench.class);

    @Spec private CommandSpec spec = CommandSpec.create();

    Main() {}

    /**
     * Runs one verb and exits with its code: 0 done, 1 the check found something, 2 wrong usage, 3
     * the environment failed.
     *
     * @param args the verb and its arguments
     */
    public static void main(String[] args) {
        PrintWriter out = Output.to(FileDescriptor.out);
        PrintWriter err = Output.to(FileDescriptor.err);
        int exitCode = commandLine(out, err, args.length == 0 ? "" : args[0]).execute(args);
        out.flush();
        err.flush();
        System.exit(exitCode);
    }

    /** The whole command, writing to these. */
    static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        return commandLine(out, err, "");
    }

    /**
     * The same with the verb of this name alone, if it is one: to look at all of them took a
     * quarter of a second of each start.
     */
    private static CommandLine commandLine(PrintWriter out, PrintWriter err, String verb) {
        // Its warnings would go past err, and a repeated option is no mistake: the last one wins.
        CommandLine.tracer().setLevel(CommandLine.TraceLevel.OFF);
        Errors errors = new Errors();
        CommandLine parley = new CommandLine(new Main());
        List<Class<?>> called =
                VERBS.stream()
                        .filter(each -> each.getAnnotation(Command.class).name().equals(verb))
                        .toList();
        (called.isEmpty() ? VERBS : called).forEach(parley::addSubcommand);
        return parley.setOut(out)
                .setErr(err)
                .setOverwrittenOptionsAllowed(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a verb is missing");
    }

    /** The version of the jar that runs, and the JVM under it. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {
                "parley "
                        + Objects.requireNonNullElse(version, "(unpackaged)")
                        + ", Java "
                        + Runtime.version()
            };
        }
    }
}
