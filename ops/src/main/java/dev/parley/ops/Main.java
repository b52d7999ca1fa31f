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
import java.util.Objects;

/** The {@code parley} command: one subcommand a verb, each a class of this package. */
@Command(
        name = "parley",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {
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
            Bench.class
        },
        description = "Runs, audits and measures a shop's conversations.")
public final class Main implements Runnable {
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
        int exitCode = commandLine(out, err).execute(args);
        out.flush();
        err.flush();
        System.exit(exitCode);
    }

    /** The whole command, writing to these. */
    static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        // Its warnings would go past err, and a repeated option is no mistake: the last one wins.
        CommandLine.tracer().setLevel(CommandLine.TraceLevel.OFF);
        Errors errors = new Errors();
        return new CommandLine(new Main())
                .setOut(out)
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
