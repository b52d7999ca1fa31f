package dev.parley.bench.socket;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Processes that serve together, with all their children, as the system sees them. Any thread. */
record ServerProcess(List<ProcessHandle> roots) {
    private static final long KIBI = 1_024;
    private static final long TICK_MILLIS = 10;

    /**
     * Place of the user time in {@code stat} behind the name; system time and children's follow.
     */
    private static final int USER_TIME = 11;

    private static final int TIMES = 4;
    private static final long LOOK_MILLIS = 500;

    /** At rest it uses less than one part in so many of a core. */
    private static final long RESTING = 20;

    ServerProcess {
        roots = List.copyOf(roots);
    }

    static ServerProcess of(List<Long> ids) {
        return new ServerProcess(
                ids.stream().flatMap(id -> ProcessHandle.of(id).stream()).toList());
    }

    /**
     * CPU time used by those now alive and by children that have ended, such as a database's
     * process for a connection that was idle; Linux counts in hundredths of a second.
     */
    Duration cpu() {
        return Duration.ofMillis(all().mapToLong(ServerProcess::ticks).sum() * TICK_MILLIS);
    }

    /**
     * Waits until it hardly works any more: what it has put off is part of what a message costs.
     * False where it has not come to rest in so many milliseconds.
     */
    boolean awaitRest(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        Duration before = cpu();
        while (System.nanoTime() < deadline) {
            pause();
            Duration after = cpu();
            if (after.minus(before).toMillis() <= LOOK_MILLIS / RESTING) {
                return true;
            }
            before = after;
        }
        return false;
    }

    /** A whole stretch, or what it took would be compared with too much. */
    private static void pause() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS);
        for (long left = 1; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException("while a server came to rest");
            }
        }
    }

    /** Resident memory; 0 where the system does not tell. */
    long residentBytes() {
        return all().mapToLong(ServerProcess::resident).sum();
    }

    private Stream<ProcessHandle> all() {
        return roots.stream().flatMap(each -> Stream.concat(Stream.of(each), each.descendants()));
    }

    private static long ticks(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            String[] behindName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long ticks = 0;
            for (int i = USER_TIME; i < USER_TIME + TIMES; i++) {
                ticks += Long.parseLong(behindName[i]);
            }
            return ticks;
        } catch (IOException _) {
            return 0;
        }
    }

    private static long resident(ProcessHandle process) {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIBI)
                    .sum();
        } catch (IOException _) {
            return 0;
        }
    }
}
