package dev.parley.bench.socket;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A server in a JVM of its own, with this one's flags: by the launcher heap, collector and pages
 * are those of {@code parley serve}. It ends with this object, or when this process does. One
 * thread.
 */
final class ChildServer implements AutoCloseable {
    private static final int START_SECONDS = 60;
    private static final int ANSWER_SECONDS = 60;
    private static final List<String> HANDED_ON =
            List.of("--add-", "--enable-native", "--sun-misc", "-Dchronicle", "-XX:");

    private final Process process;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final PrintStream in;
    private final String ready;

    private ChildServer(Process process) {
        this.process = process;
        this.in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        Thread.ofPlatform().daemon(true).name("child-output").start(() -> listen(out));
        this.ready = line(START_SECONDS);
    }

    /** Starts {@code main} of the class path and waits until it is ready. */
    static ChildServer start(Class<?> main, List<String> flags, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(handedOn(ManagementFactory.getRuntimeMXBean().getInputArguments()));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(flags);
        command.add(main.getName());
        command.addAll(arguments);
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        return new ChildServer(process);
    }

    /** Of this JVM's flags those that a server runs with; none of an agent or a profiler. */
    static List<String> handedOn(List<String> own) {
        return own.stream().filter(flag -> HANDED_ON.stream().anyMatch(flag::startsWith)).toList();
    }

    /** What it said when it was ready. */
    String ready() {
        return ready;
    }

    ServerProcess process() {
        return new ServerProcess(List.of(process.toHandle()));
    }

    /** Heap and direct buffers after collections. */
    Memory memory() {
        in.println("memory");
        String[] words = line(ANSWER_SECONDS).split(" ", -1);
        return new Memory(
                Long.parseLong(words[0]), Long.parseLong(words[1]), process().residentBytes());
    }

    /**
     * What a server holds, in bytes.
     *
     * @param heap in use after collections
     * @param direct buffers outside the heap
     * @param resident of the whole process, as the system counts it
     */
    record Memory(long heap, long direct, long resident) {}

    /** The child's next answer. */
    private String line(int seconds) {
        try {
            String found = answers.poll(seconds, TimeUnit.SECONDS);
            if (found != null) {
                return found;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        throw new IllegalStateException("the server did not answer within " + seconds + " s");
    }

    /**
     * Reads all that the child says: its JVM and its loggers may say more than answers, and a child
     * whose output nobody takes stands still.
     */
    private void listen(BufferedReader out) {
        try (out) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(Served.ANSWER)) {
                    answers.add(line.substring(Served.ANSWER.length()));
                }
            }
        } catch (IOException _) {
            // it has ended
        }
    }

    @Override
    public void close() {
        in.close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
