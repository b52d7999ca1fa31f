package dev.parley.bench.load;

import java.nio.file.Path;
import java.util.Locale;
import java.util.StringTokenizer;

/**
 * How much of the machine others used since this was made: processor time of all cores less that of
 * this process, of the children it started and has seen end, and of the kernel's own threads, from
 * Linux's counters (proc(5)). What the kernel's threads do is done for somebody: they write our
 * blocks to the disk, and whoever else has them at work shows by himself. Where there are no
 * counters, it says 0 of unknown.
 */
public final class OtherLoad {
    /** Above this share of the machine, figures are no more than a hint. */
    public static final double QUIET = 0.05;

    static final double NANOS_PER_TICK = 1e7;

    /** PF_KTHREAD of Linux's sched.h, in the flags of a process. */
    private static final long KERNEL_THREAD = 0x0020_0000;

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
        long kernel =
                ProcessHandle.allProcesses()
                        .map(
                                each ->
                                        Machine.text(
                                                Path.of(
                                                        "/proc",
                                                        Long.toString(each.pid()),
                                                        "stat")))
                        .filter(OtherLoad::isKernel)
                        .mapToLong(OtherLoad::ticks)
                        .sum();
        return ticks(Machine.text(Path.of("/proc/self/stat"))) + kernel;
    }

    /** Whether it is a thread of the kernel. */
    static boolean isKernel(String stat) {
        return !stat.isEmpty() && (Long.parseLong(field(stat, 9)) & KERNEL_THREAD) != 0;
    }

    /** A field of a process's line, counted from 1 as proc(5) does; from its third on. */
    static String field(String stat, int number) {
        // The command's name stands in brackets and may hold anything.
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", number)[number - 3];
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
