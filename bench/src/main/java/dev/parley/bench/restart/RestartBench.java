package dev.parley.bench.restart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.bench.load.Others;
import dev.parley.bench.load.Settling;
import dev.parley.replay.SnapshotDirectory;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How long until a start answers, each in a process of its own: behind an orderly stop, and behind
 * a kill with 125,000 records since the last snapshot, which is the most that the default leaves.
 * The engine by itself, and {@code parley serve} with all that is hung behind it, until it says
 * that it runs; search then has the log still to index, and reports to count. Before each kind of
 * start it waits for the machine to come to rest; behind it, it says what others took.
 *
 * <p>Writes DIR/EVENTS once and measures it anew whenever it is there already. Tells a line a kind
 * of start, medians first; each start is a JSON line of {@code restart.jsonl} where that is asked
 * for. What the processes say on their standard error stands in DIR/EVENTS.log.
 */
public final class RestartBench {
    /** What a start may take, in the median. */
    private static final int WANTED_SECONDS = 3;

    private static final int ROUNDS = 3;
    private static final long TAIL = 125_000;

    /** In a module above this one; there wherever {@code parley bench} runs. */
    private static final String SERVER = "dev.parley.ops.Main";

    private static final String FROM_EXEC = "from_exec_ms";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path data;
    private final int open;
    private final long events;
    private final PrintWriter told;
    private final Optional<Path> out;
    private boolean late;

    private RestartBench(Path data, int open, long events, PrintWriter told, Optional<Path> out) {
        this.data = data;
        this.open = open;
        this.events = events;
        this.told = told;
        this.out = out;
    }

    /**
     * Measures behind a log of {@code events} in {@code directory}; answers whether each kind of
     * start was ready in time.
     *
     * @param told gets the table
     * @param out where {@code restart.jsonl} goes
     */
    public static boolean run(
            Path directory, int open, long events, PrintWriter told, Optional<Path> out)
            throws IOException, InterruptedException {
        Path data = directory.resolve(Long.toString(events));
        RestartBench bench = new RestartBench(data, open, events, told, out);
        bench.run();
        return !bench.late;
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

    private void run() throws IOException, InterruptedException {
        say(
                String.format(
                        Locale.ROOT,
                        "%,d events, %,d conversations open; seconds from exec, medians (each)",
                        events,
                        open));
        if (!Files.exists(data)) {
            Files.createDirectories(data);
            long before = System.nanoTime();
            long written = new FullFloor(open).write(data, events);
            say(
                    String.format(
                            Locale.ROOT,
                            "  %,d events written in %.0f s",
                            written,
                            (System.nanoTime() - before) / 1e9));
            JsonNode first = child("--first");
            keep("first", first);
            say(
                    String.format(
                            Locale.ROOT,
                            "  %-22s %5.2f   the index is made behind it",
                            "first start",
                            seconds(first)));
        }
        rounds("behind a stop", "orderly");
        long[] positions = SnapshotDirectory.of(data, 0).positions();
        for (long position : positions) {
            double mebibytes = SnapshotDirectory.of(data, 0).bytes(position) / 1048576.0;
            say(
                    String.format(
                            Locale.ROOT,
                            "  snapshot before event %,d: %.1f MiB",
                            position,
                            mebibytes));
        }
        String _ = run("--tail");
        rounds("behind a kill", "killed");
        // So that the next run finds it as this one did.
        keep("killed, then closed", child("--first"));
        say("  " + (late ? "NOT all" : "all") + " within " + WANTED_SECONDS + " s");
    }

    private void rounds(String said, String label) throws IOException, InterruptedException {
        String _ = Settling.ofThisMachine().await(line -> say("  " + line));
        Others others = new Others();
        List<JsonNode> engines = new ArrayList<>();
        List<JsonNode> servers = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            engines.add(child("--open"));
            keep(label, engines.getLast());
            servers.add(server());
            keep(label + ", server", servers.getLast());
        }
        say(
                String.format(
                        Locale.ROOT,
                        "  %-22s until it answers           %s; %.1f s of processor time",
                        said + ", engine",
                        seconds(engines),
                        median(engines, "cpu_ms") / 1e3));
        say(
                String.format(
                        Locale.ROOT,
                        "  %-22s until it says that it runs %s",
                        said + ", server",
                        seconds(servers)));
        say(String.format(Locale.ROOT, "  %-22s %s", said, others.took()));
        for (List<JsonNode> each : List.of(engines, servers)) {
            late |= median(each, FROM_EXEC) / 1e3 > WANTED_SECONDS;
        }
    }

    private static String seconds(List<JsonNode> starts) {
        return String.format(
                Locale.ROOT,
                "%5.2f (%s)",
                median(starts, FROM_EXEC) / 1e3,
                starts.stream()
                        .map(each -> String.format(Locale.ROOT, "%.2f", seconds(each)))
                        .collect(Collectors.joining(", ")));
    }

    private static double seconds(JsonNode start) {
        return start.path(FROM_EXEC).asDouble() / 1e3;
    }

    private static double median(List<JsonNode> starts, String field) {
        double[] sorted =
                starts.stream().mapToDouble(each -> each.path(field).asDouble()).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private void say(String line) {
        told.println(line);
        told.flush();
    }

    private void keep(String label, JsonNode measured) throws IOException {
        if (out.isEmpty()) {
            return;
        }
        ObjectNode line = JSON.createObjectNode();
        line.put("scenario", "restart").put("system", "parley").put("durable", true);
        line.put("label", label).put("events", events).put("open_conversations", open);
        line.set("measured", measured);
        Files.createDirectories(out.get());
        Files.writeString(
                out.get().resolve("restart.jsonl"),
                line + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** One command, the line that it tells. */
    private JsonNode child(String what) throws IOException, InterruptedException {
        Optional<String> line = run(what).lines().filter(each -> each.startsWith("{")).findFirst();
        return JSON.readTree(
                line.orElseThrow(() -> new IOException(what + " told nothing, see " + childLog())));
    }

    /** One command, all that it says. */
    private String run(String what) throws IOException, InterruptedException {
        Process process =
                java(RestartBench.class.getName(), what, data.toString(), Integer.toString(open));
        String said;
        try (var in = process.getInputStream()) {
            said = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (process.waitFor() != 0) {
            throw new IOException(
                    what + " ended with " + process.exitValue() + ", see " + childLog());
        }
        return said;
    }

    /** The server until it says where it listens, and killed. */
    private JsonNode server() throws IOException, InterruptedException {
        long before = System.nanoTime();
        Process process = java(SERVER, "serve", "--json", "--port", "0", "--data", data.toString());
        try (BufferedReader out = process.inputReader()) {
            if (out.readLine() == null) {
                throw new IOException(
                        "the server ended with " + process.waitFor() + ", see " + childLog());
            }
            long millis = (System.nanoTime() - before) / 1_000_000;
            return JSON.createObjectNode().put(FROM_EXEC, millis);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** A process as a server's would be: with this JVM's flags. */
    private Process java(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(arguments));
        // Its past ends in the future of the wall clock, which each of them warns of.
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(childLog().toFile()))
                .start();
    }

    private Path childLog() {
        return data.resolveSibling(data.getFileName() + ".log");
    }
}
