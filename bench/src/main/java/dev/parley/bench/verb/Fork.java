package dev.parley.bench.verb;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A verb of this lab in a JVM of its own, with this one's flags and class path: what one load has
 * taught the compiler slows another down. It writes where this process writes, and ends with it.
 */
final class Fork {
    private static final int MOST_MINUTES = 60;

    private Fork() {}

    /** Runs it to its end; answers its exit code. */
    static int run(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(Bench.class.getName());
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).inheritIO().start();
        Thread ending = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(ending);
        try {
            if (process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
                return process.exitValue();
            }
            throw new IOException(arguments + " did not end within " + MOST_MINUTES + " min");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroy();
            boolean _ = Runtime.getRuntime().removeShutdownHook(ending);
        }
    }
}
