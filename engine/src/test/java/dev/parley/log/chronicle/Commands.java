package dev.parley.log.chronicle;

import org.opentest4j.TestAbortedException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

    /** Mounts a file system in memory; skips the test where that is not allowed. */
    public static void mountOrSkip(String size, Path at) {
        String missing = missingFor(List.of("mount", "umount"));
        if (!missing.isEmpty()) {
            throw new TestAbortedException(missing);
        }
        try {
            run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", at.toString());
        } catch (IOException e) {
            throw new TestAbortedException(
                    "this kernel does not let us mount: " + e.getMessage(), e);
        }
    }

    /** A disk whose power can be cut; skips the test where none can be made. */
    static PowerCutDisk diskOrSkip(Path directory) {
        try {
            return new PowerCutDisk(directory);
        } catch (IOException e) {
            throw new TestAbortedException(
                    "this kernel does not let us make disks: " + e.getMessage(), e);
        }
    }

    /** Why disks cannot be made here, or empty. */
    static String missingFor(List<String> commands) {
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
