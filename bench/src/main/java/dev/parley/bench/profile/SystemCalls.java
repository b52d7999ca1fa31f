package dev.parley.bench.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * System calls that a process makes under a load, counted by {@code perf trace}, else by {@code
 * strace}, where one is installed and may look. Either slows the process down, so it is a run of
 * its own.
 *
 * @param by which tool counted; empty where none could
 * @param why it was not counted
 */
record SystemCalls(String by, List<Call> calls, String why) {
    private static final long ATTACH_NANOS = 800_000_000;

    SystemCalls {
        calls = List.copyOf(calls);
    }

    /**
     * One call's sums.
     *
     * @param millis altogether, waiting included where the tool tells it
     */
    record Call(String thread, String name, long count, double millis) {}

    interface Load {
        void run() throws IOException;
    }

    static SystemCalls during(long pid, Path scratch, Load load) throws IOException {
        String id = Long.toString(pid);
        Path file = scratch.resolve("calls.txt");
        String where = file.toString();
        if (traced(load, "perf", "trace", "-s", "-o", where, "-p", id)) {
            List<Call> calls = ofPerf(Files.readAllLines(file));
            if (!calls.isEmpty()) {
                return new SystemCalls("perf trace", calls, "");
            }
        }
        if (traced(load, "strace", "-c", "-f", "-o", where, "-p", id)) {
            List<Call> calls = ofStrace(Files.readAllLines(file));
            if (!calls.isEmpty()) {
                return new SystemCalls("strace", calls, "");
            }
        }
        return new SystemCalls("", List.of(), "neither perf nor strace is here and may look");
    }

    /** Runs the load while the tool looks; false where it does not even begin. */
    private static boolean traced(Load load, String... command) throws IOException {
        Process tool;
        try {
            tool =
                    new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
        } catch (IOException _) {
            return false;
        }
        try {
            LockSupport.parkNanos(ATTACH_NANOS);
            if (!tool.isAlive()) {
                return false;
            }
            load.run();
            Process asked = new ProcessBuilder("kill", "-INT", Long.toString(tool.pid())).start();
            return asked.waitFor(5, TimeUnit.SECONDS) && tool.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            tool.destroyForcibly();
        }
    }

    /**
     * {@code perf trace -s}: a line with the thread's name, then one a call: name, calls, errors,
     * total milliseconds and more.
     */
    static List<Call> ofPerf(List<String> lines) {
        List<Call> calls = new ArrayList<>();
        String thread = "";
        for (String line : lines) {
            String[] words = line.strip().split("\\s+", -1);
            int bracket = line.indexOf(" (");
            if (line.contains(" events, ") && bracket > 0) {
                thread = line.substring(0, bracket).strip();
            } else if (words.length >= 8 && isNumber(words[1]) && isNumber(words[3])) {
                calls.add(
                        new Call(
                                thread,
                                words[0],
                                Long.parseLong(words[1]),
                                Double.parseDouble(words[3])));
            }
        }
        return calls;
    }

    /** {@code strace -c}: share, seconds, microseconds a call, calls, errors or nothing, name. */
    static List<Call> ofStrace(List<String> lines) {
        List<Call> calls = new ArrayList<>();
        for (String line : lines) {
            String[] words = line.strip().split("\\s+", -1);
            String name = words[words.length - 1];
            if (words.length >= 5
                    && isNumber(words[0])
                    && isNumber(words[3])
                    && !name.equals("total")) {
                calls.add(
                        new Call(
                                "",
                                name,
                                Long.parseLong(words[3]),
                                Double.parseDouble(words[1]) * 1e3));
            }
        }
        return calls;
    }

    private static boolean isNumber(String word) {
        return !word.isEmpty() && word.chars().allMatch(c -> Character.isDigit(c) || c == '.');
    }
}
