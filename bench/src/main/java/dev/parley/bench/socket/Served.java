package dev.parley.bench.socket;

import java.io.PrintStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;
import java.util.function.LongSupplier;

/**
 * The child's side of {@link ChildServer}: says that it is ready, answers questions about its
 * memory, and ends when its parent has gone.
 */
final class Served {
    /** What a line for the parent begins with. */
    static final String ANSWER = "parley-bench: ";

    /** That free no buffer more, one after the other. */
    private static final int COLLECTIONS = 3;

    static final int MOST_COLLECTIONS = 20;
    private static final long FOUND_MILLIS = 1_000;

    private Served() {}

    /** Prints {@code ready}, then serves questions on standard input until it ends. */
    static void until(String ready, AutoCloseable server) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println(ANSWER + ready);
        try (server;
                Scanner in = new Scanner(System.in, StandardCharsets.UTF_8)) {
            while (in.hasNextLine()) {
                if (in.nextLine().equals("memory")) {
                    out.println(ANSWER + memory());
                }
            }
        }
        // Virtual threads and pools of others do not keep a child alive that nobody wants.
        System.exit(0);
    }

    /**
     * Bytes of heap and of direct buffers that are left after collections. Buffers are freed behind
     * the collection that finds their owners gone, those of a pool one or two later: collected
     * until nothing more is.
     */
    private static String memory() {
        long direct = settled(Served::collect, Served::direct);
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return heap.getUsed() + " " + direct;
    }

    /**
     * What is left once {@code COLLECTIONS} in a row have freed nothing more, or so many are over.
     */
    static long settled(Runnable collect, LongSupplier inUse) {
        long left = Long.MAX_VALUE;
        int alike = 0;
        for (int i = 0; i < MOST_COLLECTIONS && alike < COLLECTIONS; i++) {
            collect.run();
            long now = inUse.getAsLong();
            alike = now == left ? alike + 1 : 0;
            left = now;
        }
        return left;
    }

    /** Waits for the thread that frees what a collection found gone: it has come to ours too. */
    private static void collect() {
        ReferenceQueue<Object> found = new ReferenceQueue<>();
        Reference<Object> gone = new PhantomReference<>(new Object(), found);
        System.gc();
        try {
            Reference<?> _ = found.remove(FOUND_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            Reference.reachabilityFence(gone);
        }
    }

    private static long direct() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}
