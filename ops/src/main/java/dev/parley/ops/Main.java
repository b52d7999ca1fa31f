package dev.parley.ops;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.util.Objects;

/** The {@code parley} command: one subcommand a verb, each a class of this package. */
@Command(
        name = "parley",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Runs, audits and measures a shop's conversations.")
public final class Main implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    Main() {}

    /**
     * Runs one verb and exits with its code: 0 done, 1 the verb's own "no", 2 wrong arguments.
     *
     * @param args the verb and its arguments
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
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
