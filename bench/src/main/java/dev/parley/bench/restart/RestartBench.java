package dev.parley.bench.restart;

import dev.parley.replay.SnapshotDirectory;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How long until a start answers, each in a process of its own: behind an orderly stop, and behind
 * a kill with 125,000 records since the last snapshot, which is the most that the default leaves.
 * The engine by itself, and {@code parley serve} with all that is hung behind it, until it says
 * that it runs; search then has the log still to index.
 *
 * <p>Writes DIR/EVENTS once and measures it anew whenever it is there already. One JSON line a
 * start.
 */
public final class RestartBench {
    private static final int ROUNDS = 3;
    private static final long TAIL = 125_000;

    /** In a module above this one; there wherever {@code parley bench} runs. */
    private static final String SERVER = "dev.parley.ops.Main";

    private final Path data;
    private final int open;

    private RestartBench(Path data, int open) {
        this.data = data;
        this.open = open;
    }

    /** Measures behind a log of {@code events} in {@code directory}. */
    public static void run(Path directory, int open, long events)
            throws IOException, InterruptedException {
        Path data = directory.resolve(Long.toString(events));
        new RestartBench(data, open).run(events);
    }

    /** The processes it starts: what to do, the data directory, how many are open. */
    public static void main(String[] arguments) throws IOException {
        Path data = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "--open" -> RestartChild.open(data, false);
            case "--first" -> RestartChild.open(data, true);
            case "--tail" -> new FullFloor(Integer.parseInt(arguments[2])).writeAndHalt(data, TAIL);
            default -> throw new IllegalArgumentException(arguments[0] + " is no part of it");
        }
    }

    private void run(long events) throws IOException, InterruptedException {
        if (!Files.exists(data)) {
            Files.createDirectories(data);
            long before = System.nanoTime();
            long written = new FullFloor(open).write(data, events);
            double seconds = (System.nanoTime() - before) / 1e9;
            System.out.printf(Locale.ROOT, "written: %d events in %.1f s%n", written, seconds);
            System.out.println(line(events, "first", child("--first")));
        }
        rounds(events, "orderly");
        long[] positions = SnapshotDirectory.of(data, 0).positions();
        for (long position : positions) {
            System.out.printf(
                    Locale.ROOT,
                    "snapshot: position=%d bytes=%d%n",
                    position,
                    SnapshotDirectory.of(data, 0).bytes(position));
        }
        String _ = child("--tail");
        rounds(events, "killed");
        // So that the next run finds it as this one did.
        System.out.println(line(events, "killed, then closed", child("--first")));
    }

    private String line(long events, String label, String measured) {
        return String.format(
                Locale.ROOT,
                "{\"scenario\":\"restart\",\"system\":\"parley\",\"durable\":true,\"label\":\"%s\","
                        + "\"events\":%d,\"open_conversations\":%d,\"measured\":%s}",
                label,
                events,
                open,
                measured);
    }

    private void rounds(long events, String label) throws IOException, InterruptedException {
        for (int i = 0; i < ROUNDS; i++) {
            System.out.println(line(events, label, child("--open")));
            System.out.println(line(events, label + ", server", server()));
        }
    }

    /** One command, its last line. */
    private String child(String what) throws IOException, InterruptedException {
        Process process =
                java(RestartBench.class.getName(), what, data.toString(), Integer.toString(open));
        String out;
        try (var in = process.getInputStream()) {
            out = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (process.waitFor() != 0) {
            throw new IOException(what + " ended with " + process.exitValue());
        }
        return out.lines().filter(each -> each.startsWith("{")).findFirst().orElse("{}");
    }

    /** The server until it says where it listens, and killed. */
    private String server() throws IOException, InterruptedException {
        long before = System.nanoTime();
        Process process = java(SERVER, "serve", "--json", "--port", "0", "--data", data.toString());
        try (BufferedReader out = process.inputReader()) {
            if (out.readLine() == null) {
                throw new IOException("the server ended with " + process.waitFor());
            }
            long millis = (System.nanoTime() - before) / 1_000_000;
            return String.format(Locale.ROOT, "{\"from_exec_ms\":%d}", millis);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** A process as a server's would be: with this JVM's flags. */
    private static Process java(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }
}
