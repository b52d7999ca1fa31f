package dev.parley.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * {@code parley serve --demo --json --port 0} as a process of its own, with the classes and JVM
 * flags of this one. Ends with the object, at the latest with this JVM. Any thread.
 */
final class ServerProcess implements AutoCloseable {
    /** Five times the usual of 5 s. */
    static final Duration START = Duration.ofSeconds(25);

    private static final Duration GONE = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Path err;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Thread pump;
    private final Thread atExit;
    private final long startedNanos = System.nanoTime();
    private Optional<Ready> ready = Optional.empty();

    private ServerProcess(Path data, List<String> more) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags());
        command.add(Main.class.getName());
        command.addAll(List.of("serve", "--data", data.toString(), "--port", "0"));
        command.addAll(List.of("--demo", "--json"));
        command.addAll(more);
        err = Files.createTempFile("parley-serve", ".err");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PARLEY_"));
        // The load of these tests is a few visitors', each faster than one may be.
        builder.environment().put("PARLEY_API_VISITOR", "1000000");
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        process = builder.start();
        atExit = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(atExit);
        pump = Thread.ofVirtual().start(this::pump);
    }

    /** Starts it, without waiting; {@code more} goes behind the usual arguments and wins. */
    static ServerProcess launch(Path data, String... more) throws IOException {
        return new ServerProcess(data, List.of(more));
    }

    /** Starts it and waits until it says that it is ready. */
    static ServerProcess start(Path data, String... more) throws Exception {
        ServerProcess server = launch(data, more);
        try {
            server.ready();
            return server;
        } catch (Throwable e) {
            server.close();
            throw e;
        }
    }

    /** What it says once it is ready; waits for it. */
    synchronized Ready ready() throws Exception {
        if (ready.isEmpty()) {
            String line = line(START);
            long nanos = System.nanoTime() - startedNanos;
            ready = Optional.of(new Ready(JSON.readTree(line), Duration.ofNanos(nanos)));
        }
        return ready.get();
    }

    /** The next line on stdout. Fails if none comes in time. */
    String line(Duration within) throws Exception {
        String line = lines.poll(within.toMillis(), TimeUnit.MILLISECONDS);
        if (line == null) {
            throw new AssertionError("no line on stdout within " + within + "; " + told());
        }
        return line;
    }

    /** SIGKILL: no hook runs, nothing is flushed. Returns when the process is gone. */
    void kill() {
        process.destroyForcibly();
        exit(GONE);
    }

    /** SIGTERM, without waiting. */
    void terminate() {
        // Process.destroy() would also close our end of its stdout.
        if (!process.toHandle().destroy()) {
            throw new AssertionError("SIGTERM could not be sent; " + told());
        }
    }

    /** SIGTERM. The exit code, which must come in time. */
    int stop(Duration within) {
        terminate();
        return exit(within);
    }

    /** Waits for the exit code. */
    int exit(Duration within) {
        try {
            if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("still runs after " + within + "; " + told());
            }
            pump.join(GONE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while the server was ending", e);
        }
        return process.exitValue();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** All of stderr so far. */
    String err() throws IOException {
        return Files.readString(err, UTF_8);
    }

    @Override
    public void close() throws IOException {
        kill();
        Runtime.getRuntime().removeShutdownHook(atExit);
        Files.deleteIfExists(err);
    }

    private void pump() {
        try (BufferedReader out = process.inputReader(UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
            }
        } catch (IOException _) {
            // the pipe broke: the process was killed
        }
    }

    private String told() {
        try {
            return "alive=" + process.isAlive() + " lines=" + lines + " stderr:\n" + err();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that open the JDK to Chronicle, as this JVM got them; and a small, quick JVM. */
    private static List<String> flags() {
        List<String> flags = new ArrayList<>();
        for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (flag.startsWith("--")) {
                flags.add(flag);
            }
        }
        flags.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        return flags;
    }

    /**
     * What a server says once it is ready.
     *
     * @param json the line
     * @param after since the process was started
     */
    record Ready(JsonNode json, Duration after) {
        URI url() {
            return URI.create(json.path("url").asText());
        }

        String inbox() {
            return json.path("inbox").asText();
        }

        String agentToken() {
            return json.path("agents").path(0).path("token").asText();
        }
    }
}
