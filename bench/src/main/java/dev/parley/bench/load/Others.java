package dev.parley.bench.load;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which processes used the processors since this was made, but for this one, its descendants and
 * the kernel's threads, and how much of the machine, from Linux's own counters (proc(5)). What a
 * process has ended and waited for is its own; one that nobody waited for is not among the busiest,
 * but its time is in the share.
 */
public final class Others {
    private static final int NAMED = 3;
    private static final double LEAST = 0.005;

    /** A process, with the time that it and its ended children used so far. */
    record Used(String name, long parent, long ticks) {}

    private final long startNanos = System.nanoTime();
    private final Map<Long, Used> before = now();
    private final OtherLoad load = new OtherLoad();

    /** Share of all cores that they kept busy, 0 to 1. */
    public double share() {
        return load.share();
    }

    /** The same and the busiest, in words. */
    public String took() {
        String busiest = said();
        return "others took " + load.said() + (busiest.isEmpty() ? "" : " (" + busiest + ")");
    }

    /** The busiest three, as shares of one core; empty where none used half a percent. */
    public String said() {
        return busiest(before, now(), System.nanoTime() - startNanos);
    }

    static String busiest(Map<Long, Used> before, Map<Long, Used> after, long nanos) {
        record Share(String name, double share) {}
        // What ended meanwhile is now that of whoever waited for it, with all it used before.
        Map<Long, Long> ended = new HashMap<>();
        before.forEach(
                (id, used) -> {
                    if (!after.containsKey(id)) {
                        ended.merge(heir(used, before, after), used.ticks(), Long::sum);
                    }
                });
        List<Share> shares =
                after.entrySet().stream()
                        .map(
                                each -> {
                                    Used used = each.getValue();
                                    Used then = before.get(each.getKey());
                                    long since =
                                            used.ticks()
                                                    - (then == null ? 0 : then.ticks())
                                                    - ended.getOrDefault(each.getKey(), 0L);
                                    return new Share(
                                            used.name(), since * OtherLoad.NANOS_PER_TICK / nanos);
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

    /** The nearest ancestor that is still there. */
    private static long heir(Used ended, Map<Long, Used> before, Map<Long, Used> after) {
        long heir = ended.parent();
        for (Used next = before.get(heir);
                next != null && !after.containsKey(heir);
                next = before.get(heir)) {
            heir = next.parent();
        }
        return heir;
    }

    private static Map<Long, Used> now() {
        ProcessHandle self = ProcessHandle.current();
        Set<Long> own = self.descendants().map(ProcessHandle::pid).collect(Collectors.toSet());
        own.add(self.pid());
        Map<Long, Used> used = new HashMap<>();
        ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(id -> !own.contains(id))
                .forEach(
                        id -> {
                            String stat = Machine.text(Path.of("/proc", Long.toString(id), "stat"));
                            if (!stat.isEmpty() && !OtherLoad.isKernel(stat)) {
                                used.put(
                                        id,
                                        new Used(name(stat), parent(stat), OtherLoad.ticks(stat)));
                            }
                        });
        return used;
    }

    private static long parent(String stat) {
        return Long.parseLong(OtherLoad.field(stat, 4));
    }

    private static String name(String stat) {
        return stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    }
}
