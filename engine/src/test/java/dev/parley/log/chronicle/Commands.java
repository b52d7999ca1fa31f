package dev.parley.log.chronicle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the system's commands for tests that need disks of their own. */
public final class Commands {
    private Commands() {}

    /** Runs to the end and answers what it printed; fails with that on any other exit than 0. */
    public static String run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            byte[] output = process.getInputStream().readAllBytes();
            String printed = new String(output, StandardCharsets.UTF_8).strip();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + ": " + printed);
            }
            return printed;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Runs for the sake of cleaning up: says what failed and goes on. */
    public static void tryRun(String... command) {
        try {
            run(command);
        } catch (IOException e) {
            System.out.println("cleaning up: " + e.getMessage());
        }
    }

    /** Why disks cannot be made here, or empty. */
    public static String missingFor(List<String> commands) {
        if (!System.getProperty("user.name").equals("root")) {
            return "only root can mount disks";
        }
        for (String command : commands) {
            try {
                run("sh", "-c", "command -v " + command);
            } catch (IOException e) {
                return command + " is not installed";
            }
        }
        return "";
    }
}
