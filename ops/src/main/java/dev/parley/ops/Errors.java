package dev.parley.ops;

import dev.parley.log.LogDamaged;
import dev.parley.log.LogFailure;
import dev.parley.log.chronicle.DirectoryInUse;
import dev.parley.seal.KeyStoreException;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Turns whatever goes wrong into one line on stderr and an exit code. */
final class Errors implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private static final int USAGE = 2;
    private static final int ENVIRONMENT = 3;

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine verb = e.getCommandLine();
        String help = verb.getCommandSpec().qualifiedName() + " --help";
        line(verb, e.getMessage() + ". Try: " + help);
        return USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine verb, ParseResult parsed) {
        return switch (e) {
            case Failure failure -> {
                line(verb, String.valueOf(failure.getMessage()));
                yield failure.exitCode();
            }
            case LogDamaged damaged -> {
                line(verb, damaged.getMessage() + ". Run: parley verify --data DIR");
                yield ENVIRONMENT;
            }
            case LogFailure failure -> {
                line(verb, failure.getMessage() + because(failure) + ". Check disk and rights.");
                yield ENVIRONMENT;
            }
            case KeyStoreException keys -> {
                line(verb, keys.getMessage() + ". Check --keys DIR and its rights.");
                yield ENVIRONMENT;
            }
            case UncheckedIOException io -> {
                line(verb, said(io) + ". Check path, rights and disk.");
                yield ENVIRONMENT;
            }
            case DirectoryInUse inUse -> {
                line(verb, inUse.getMessage() + ". Stop it first, or give another --data DIR.");
                yield ENVIRONMENT;
            }
            case IOException io -> {
                line(verb, said(io) + ". Check path, rights and disk.");
                yield ENVIRONMENT;
            }
            default -> {
                StringWriter trace = new StringWriter();
                e.printStackTrace(new PrintWriter(trace));
                line(verb, said(e) + ". This is a defect of parley; please report it with this:");
                verb.getErr().println(trace);
                yield ENVIRONMENT;
            }
        };
    }

    private static void line(CommandLine verb, String text) {
        if (text.isEmpty()) {
            return;
        }
        String name = verb.getCommandSpec().qualifiedName();
        verb.getErr()
                .println(
                        name
                                + ": "
                                + Terminal.harmless(text.strip().replaceAll("\\s*\\R\\s*", " ")));
        verb.getErr().flush();
    }

    /** An IOException's message is often the path alone. */
    private static String said(Throwable e) {
        Throwable cause = e.getCause();
        Throwable told = e instanceof UncheckedIOException && cause != null ? cause : e;
        return told.getClass().getSimpleName() + ": " + told.getMessage();
    }

    private static String because(Throwable e) {
        Throwable cause = e.getCause();
        return cause == null ? "" : ": " + said(cause);
    }
}
