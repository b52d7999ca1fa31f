package dev.parley.bench.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryManagerMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Where figures were taken: what a reader must know before comparing them with others. */
public final class Machine {
    private Machine() {}

    /** Processor, kernel, JVM and its flags, commit, and the disk under {@code directory}. */
    public static ObjectNode describe(Path directory) {
        ObjectNode facts = new ObjectMapper().createObjectNode();
        facts.put("at", Instant.now().toString());
        facts.put("cpu", first(Path.of("/proc/cpuinfo"), "model name").orElse("unknown"));
        facts.put("cores", Runtime.getRuntime().availableProcessors());
        facts.put("memory", first(Path.of("/proc/meminfo"), "MemTotal").orElse("unknown"));
        facts.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put(
                "jvm",
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        facts.put(
                "flags",
                String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments()));
        facts.put("heap", Runtime.getRuntime().maxMemory() / (1 << 20) + " MiB at most");
        facts.put(
                "collector",
                String.join(
                        ", ",
                        ManagementFactory.getGarbageCollectorMXBeans().stream()
                                .map(MemoryManagerMXBean::getName)
                                .toList()));
        facts.put("commit", commit());
        facts.put("disk", disk(directory));
        facts.put("load_average", text(Path.of("/proc/loadavg")).strip());
        return facts;
    }

    /** Commit of the source beside which this runs, and whether it was changed since. */
    private static String commit() {
        return run("git", "describe", "--always", "--dirty", "--abbrev=12").orElse("unknown");
    }

    private static String disk(Path directory) {
        try {
            FileStore store = Files.getFileStore(directory);
            return store.name() + " " + store.type();
        } catch (IOException e) {
            return "unknown: " + e.getMessage();
        }
    }

    /** What a command prints, if it succeeds within 5 s. */
    static Optional<String> run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String out =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean done = process.waitFor(5, TimeUnit.SECONDS);
            return done && process.exitValue() == 0 ? Optional.of(out.strip()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    private static Optional<String> first(Path file, String key) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
