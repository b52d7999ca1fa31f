package dev.parley.bench.load;

import java.nio.file.Path;
import java.util.Locale;
import java.util.StringTokenizer;

/**
 * How much of the machine others used since this was made: processor time of all cores less that of
 * this process and of the children it started and has seen end, from Linux's own counters
 * (proc(5)). Where there are none, it says 0 of unknown.
 */
public final class OtherLoad {
    /** Above this share of the machine, figures are no more than a hint. */
    public static final double QUIET = 0.05;

    static final double NANOS_PER_TICK = 1e7;

    private final long startNanos = System.nanoTime();
    private final long ticks = busyTicks();
    private final long own = ownTicks();

    /** Share of all cores that other processes kept busy, 0 to 1. */
    public double share() {
        double wall =
                (System.nanoTime() - startNanos)
                        * (double) Runtime.getRuntime().availableProcessors();
        double busy = (busyTicks() - ticks) * NANOS_PER_TICK;
        double mine = (ownTicks() - own) * NANOS_PER_TICK;
        return Math.clamp((busy - mine) / wall, 0, 1);
    }

    /** The same in words. */
    public String said() {
        return String.format(Locale.ROOT, "%.0f %% of the machine", share() * 100);
    }

    /** User, nice, system, irq, softirq and steal time of all cores. */
    private static long busyTicks() {
        String stat = Machine.text(Path.of("/proc/stat"));
        if (!stat.startsWith("cpu ")) {
            return 0;
        }
        StringTokenizer fields = new StringTokenizer(stat.substring(4, stat.indexOf('\n')));
        long busy = 0;
        for (int i = 0; i < 8 && fields.hasMoreTokens(); i++) {
            long ticks = Long.parseLong(fields.nextToken());
            // 3 and 4 are idle and waiting for a disk.
            busy += i == 3 || i == 4 ? 0 : ticks;
        }
        return busy;
    }

    private static long ownTicks() {
        return ticks(Machine.text(Path.of("/proc/self/stat")));
    }

    /** User and system time of a process, and of its children once they have ended. */
    static long ticks(String stat) {
        // The command's name stands in brackets and may hold anything.
        StringTokenizer fields = new StringTokenizer(stat.substring(stat.lastIndexOf(')') + 1));
        long ticks = 0;
        for (int i = 0; i < 15 && fields.hasMoreTokens(); i++) {
            String field = fields.nextToken();
            // utime, stime, cutime, cstime: 14 to 17 of the line, the state being its third.
            ticks += i >= 11 && i <= 14 ? Long.parseLong(field) : 0;
        }
        return ticks;
    }
}
