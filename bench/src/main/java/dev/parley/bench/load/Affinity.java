package dev.parley.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Keeps writer threads on the last core, as they come and go: by {@code taskset} on Linux with two
 * cores or more; elsewhere it does nothing. Everything else may use all cores: on two, taking one
 * away from the rest of the process would measure its queue. A thread of its own looks for new
 * writers, until closed.
 */
public final class Affinity implements AutoCloseable {
    private static final long LOOK_NANOS = 250_000_000;
    private static final Path TASKS = Path.of("/proc/self/task");
    private static final Set<String> WRITERS = Set.of("parley-writer-0", "bare-writer");

    private final Set<String> seen = new HashSet<>();
    private final int cores = Runtime.getRuntime().availableProcessors();
    private volatile boolean closed;

    private Affinity() {}

    /** Watches from now on. */
    public static Affinity watching() {
        Affinity affinity = new Affinity();
        if (isPossible()) {
            Thread.ofPlatform().daemon(true).name("affinity").start(affinity::watch);
        }
        return affinity;
    }

    /** Pins nothing. */
    public static Affinity none() {
        return new Affinity();
    }

    /** Whether threads can be pinned here. */
    public static boolean isPossible() {
        return Files.isDirectory(TASKS)
                && Runtime.getRuntime().availableProcessors() > 1
                && Machine.run("taskset", "--version").isPresent();
    }

    private void watch() {
        while (!closed) {
            try (Stream<Path> tasks = Files.list(TASKS)) {
                List<Path> found = tasks.toList();
                for (Path task : found) {
                    look(task);
                }
            } catch (IOException _) {
                // The list changed while it was read: the next look sees it.
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private void look(Path task) {
        String name = Machine.text(task.resolve("comm")).strip();
        if (!WRITERS.contains(name)) {
            return;
        }
        String id = String.valueOf(task.getFileName());
        if (seen.add(id)) {
            Machine.run("taskset", "-cp", Integer.toString(cores - 1), id);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
