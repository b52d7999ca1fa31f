package dev.parley.bench.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.stream.Stream;

/**
 * What the kernel has counted for each thread of a process, from {@code /proc/PID/task}; empty on a
 * system without. A thread that has ended in between is not seen.
 */
record Tasks(Map<String, Task> byId) {
    /**
     * One thread, or the sum of several, so far.
     *
     * @param runNanos on a core
     * @param waitedNanos ready, but without a core
     * @param minorFaults pages that were mapped without reading a disk
     * @param voluntary switches: it waited for something
     * @param involuntary switches: another took its core
     */
    record Task(
            String name,
            long runNanos,
            long waitedNanos,
            long minorFaults,
            long majorFaults,
            long voluntary,
            long involuntary) {
        static final Task NONE = new Task("", 0, 0, 0, 0, 0, 0);

        Task plus(Task other, int sign) {
            return new Task(
                    name,
                    runNanos + sign * other.runNanos,
                    waitedNanos + sign * other.waitedNanos,
                    minorFaults + sign * other.minorFaults,
                    majorFaults + sign * other.majorFaults,
                    voluntary + sign * other.voluntary,
                    involuntary + sign * other.involuntary);
        }
    }

    /** All threads of a process now. */
    static Tasks of(long pid) {
        Map<String, Task> found = new HashMap<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            List<Path> all = tasks.toList();
            for (Path task : all) {
                read(task, found);
            }
        } catch (IOException _) {
            return new Tasks(Map.of());
        }
        return new Tasks(found);
    }

    private static void read(Path task, Map<String, Task> into) {
        try {
            String stat = Files.readString(task.resolve("stat"));
            // The name stands in brackets and may hold anything.
            int end = stat.lastIndexOf(')');
            long[] fields = numbers(stat.substring(end + 3));
            long[] schedule = numbers(Files.readString(task.resolve("schedstat")));
            String status = Files.readString(task.resolve("status"));
            into.put(
                    String.valueOf(task.getFileName()),
                    new Task(
                            stat.substring(stat.indexOf('(') + 1, end),
                            schedule[0],
                            schedule[1],
                            fields[6],
                            fields[8],
                            after(status, "\nvoluntary_ctxt_switches:"),
                            after(status, "\nnonvoluntary_ctxt_switches:")));
        } catch (IOException _) {
            // It has ended.
        }
    }

    private static long[] numbers(String line) {
        StringTokenizer words = new StringTokenizer(line);
        long[] numbers = new long[words.countTokens()];
        for (int i = 0; i < numbers.length; i++) {
            String word = words.nextToken();
            boolean number = word.chars().allMatch(c -> Character.isDigit(c) || c == '-');
            numbers[i] = number && word.length() < 19 ? Long.parseLong(word) : 0;
        }
        return numbers;
    }

    private static long after(String text, String key) {
        int from = text.indexOf(key);
        if (from < 0) {
            return 0;
        }
        int end = text.indexOf('\n', from + 1);
        return Long.parseLong(text.substring(from + key.length(), end).strip());
    }

    /** What each kind of thread has used since. */
    Map<Role, Task> since(Tasks earlier) {
        Map<Role, Task> sums = new EnumMap<>(Role.class);
        byId.forEach(
                (id, now) -> {
                    Task used = now.plus(earlier.byId.getOrDefault(id, Task.NONE), -1);
                    sums.merge(Role.of(now.name()), used, (a, b) -> a.plus(b, 1));
                });
        return sums;
    }
}
