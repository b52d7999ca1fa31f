package dev.parley.bench.load;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which processes used the processors since this was made, but for this one and its descendants. A
 * process that ended meanwhile is not seen; its time is in {@link OtherLoad}.
 */
public final class Others {
    private static final int NAMED = 3;
    private static final double LEAST = 0.005;

    /** A process by its id, with the time it used so far. */
    record Used(String name, Duration cpu) {}

    private final long startNanos = System.nanoTime();
    private final Map<Long, Used> before = now();

    /** The busiest three, as shares of one core; empty where none used half a percent. */
    public String said() {
        return busiest(before, now(), System.nanoTime() - startNanos);
    }

    static String busiest(Map<Long, Used> before, Map<Long, Used> after, long nanos) {
        record Share(String name, double share) {}
        List<Share> shares =
                after.entrySet().stream()
                        .map(
                                each -> {
                                    Used used = each.getValue();
                                    Used then = before.get(each.getKey());
                                    Duration since =
                                            then == null
                                                    ? used.cpu()
                                                    : used.cpu().minus(then.cpu());
                                    return new Share(used.name(), (double) since.toNanos() / nanos);
                                })
                        .filter(each -> each.share() >= LEAST)
                        .sorted(Comparator.comparingDouble(Share::share).reversed())
                        .limit(NAMED)
                        .toList();
        return shares.stream()
                .map(
                        each ->
                                String.format(
                                        Locale.ROOT,
                                        "%s %.0f %% of a core",
                                        each.name(),
                                        100 * each.share()))
                .collect(Collectors.joining(", "));
    }

    private static Map<Long, Used> now() {
        ProcessHandle self = ProcessHandle.current();
        Set<Long> own = self.descendants().map(ProcessHandle::pid).collect(Collectors.toSet());
        own.add(self.pid());
        Map<Long, Used> used = new HashMap<>();
        ProcessHandle.allProcesses()
                .filter(each -> !own.contains(each.pid()))
                .forEach(
                        each ->
                                each.info()
                                        .totalCpuDuration()
                                        .ifPresent(
                                                cpu ->
                                                        used.put(
                                                                each.pid(),
                                                                new Used(name(each), cpu))));
        return used;
    }

    private static String name(ProcessHandle process) {
        String command = process.info().command().orElse("process " + process.pid());
        return command.substring(command.lastIndexOf('/') + 1);
    }
}
