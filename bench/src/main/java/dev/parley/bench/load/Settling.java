package dev.parley.bench.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Waits before something is measured until the machine has come to rest: what a build has written
 * is on the disk, and other processes take little. One thread.
 */
public final class Settling {
    /** So many looks at the most: half a minute. */
    static final int MOST_LOOKS = 120;

    static final long LOOK_NANOS = 250_000_000;

    /** Below this, the kernel has nothing to write that could be told beside a force. */
    static final long LITTLE_MIB = 16;

    private static final int WRITE_SECONDS = 30;

    private final Source source;

    Settling(Source source) {
        this.source = source;
    }

    /** By Linux's counters; elsewhere nothing is seen, so nothing is waited for. */
    public static Settling ofThisMachine() {
        return new Settling(new Linux());
    }

    /** What the machine is busy with. */
    interface Source {
        /** Looks for a quarter of a second; the share of all cores that others took, 0 to 1. */
        double others();

        /** Which they were, since this was made. */
        String busiest();

        /** MiB in the page cache that are not on the disk yet. */
        long unwritten();

        /** Has them written; how long that took, in nanoseconds. */
        long write();
    }

    /** The same; {@code told} is told what for, where there was something to wait for. */
    public String await(Consumer<String> told) {
        String waited = await();
        if (!waited.isEmpty()) {
            told.accept(waited);
        }
        return waited;
    }

    /**
     * Waits; answers what for and how it ended, in words, empty where there was nothing to wait
     * for. Takes a quarter of a second at least, half a minute beside one writing at most.
     */
    String await() {
        long unwritten = source.unwritten();
        long nanos = unwritten > LITTLE_MIB ? source.write() : 0;
        double first = source.others();
        double last = first;
        int looks = 1;
        while ((last > OtherLoad.QUIET || source.unwritten() > LITTLE_MIB) && looks < MOST_LOOKS) {
            last = source.others();
            looks++;
        }
        if (unwritten <= LITTLE_MIB && looks == 1) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                "waited %.1f s for the machine: %d MiB were not on the disk, others took %.0f"
                        + " %%%s%s",
                (nanos + looks * LOOK_NANOS) / 1e9,
                unwritten,
                100 * first,
                looks == 1 ? "" : said(source.busiest()),
                last > OtherLoad.QUIET || source.unwritten() > LITTLE_MIB
                        ? "; still busy, measured all the same"
                        : "");
    }

    private static String said(String busiest) {
        return busiest.isEmpty() ? "" : " (" + busiest + ")";
    }

    private static final class Linux implements Source {
        private final Others others = new Others();

        @Override
        public double others() {
            OtherLoad look = new OtherLoad();
            long end = System.nanoTime() + LOOK_NANOS;
            for (long left = LOOK_NANOS; left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            return look.share();
        }

        @Override
        public String busiest() {
            return others.said();
        }

        @Override
        public long unwritten() {
            return Machine.text(Path.of("/proc/meminfo"))
                            .lines()
                            .filter(
                                    line ->
                                            line.startsWith("Dirty:")
                                                    || line.startsWith("Writeback:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                            .sum()
                    / 1_024;
        }

        @Override
        public long write() {
            long start = System.nanoTime();
            try {
                Process sync = new ProcessBuilder("sync").start();
                if (!sync.waitFor(WRITE_SECONDS, TimeUnit.SECONDS)) {
                    sync.destroy();
                }
            } catch (IOException _) {
                // no such program: the kernel writes in its own time
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            return System.nanoTime() - start;
        }
    }
}
