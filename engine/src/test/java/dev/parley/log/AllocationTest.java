package dev.parley.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;

import dev.parley.log.chronicle.ChronicleOptions;
import dev.parley.log.chronicle.LogDirectory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

/** Counts the bytes that writing and reading allocate on their threads. */
class AllocationTest {
    private static final int WARM_UP = 60_000;
    private static final int WINDOWS = 20;
    private static final int RECORDS = 1_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir Path directory;

    @Test
    void appendsAndForcesWithoutAllocating() throws IOException {
        try (LogDirectory owner = LogDirectory.own(directory);
                EventLog log = owner.open(0, ChronicleOptions.DEFAULT, () -> 1)) {
            Transaction transaction = new Transaction();
            append(log, transaction, WARM_UP);
            long least = Long.MAX_VALUE;
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < WINDOWS; i++) {
                long start = THREADS.getCurrentThreadAllocatedBytes();
                append(log, transaction, RECORDS);
                least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - start);
            }
            long all = THREADS.getCurrentThreadAllocatedBytes() - before;
            System.out.println("AllocationTest append: least=" + least + " all=" + all);
            assertEquals(0, least, "bytes in a window of " + RECORDS + " records");
            // Going on to the next step of zeros asks the file store for its free space.
            assertTrue(all < WINDOWS * RECORDS, "bytes in all windows: " + all);
        }
    }

    @Test
    void readsWithoutAllocating() throws IOException {
        try (LogDirectory owner = LogDirectory.own(directory);
                EventLog log = owner.open(0, ChronicleOptions.DEFAULT, () -> 1);
                EventReader reader = log.reader()) {
            append(log, new Transaction(), WARM_UP);
            log.force();
            long sum = read(reader, WARM_UP - WINDOWS * RECORDS);
            long least = Long.MAX_VALUE;
            for (int i = 0; i < WINDOWS; i++) {
                long start = THREADS.getCurrentThreadAllocatedBytes();
                sum += read(reader, RECORDS);
                least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - start);
            }
            assertEquals((long) WARM_UP * (WARM_UP - 1) / 2, sum);
            assertEquals(0, least, "bytes in a window of " + RECORDS + " records");
        }
    }

    private static void append(EventLog log, Transaction transaction, int count) {
        for (int i = 0; i < count; i++) {
            transaction.clear();
            for (int j = 0; j < 2; j++) {
                transaction
                        .begin(RecordKind.EVENT)
                        .eventType(7, 1)
                        .times(log.lastRecordedAt(), 0)
                        .stream(i, i, i)
                        .tag(i, i);
                transaction.end(100);
            }
            if (i % 2 == 0) {
                log.append(transaction);
            }
            if (i % 200 == 199) {
                log.force();
            }
        }
    }

    private static long read(EventReader reader, int count) {
        long sum = 0;
        for (int i = 0; i < count && reader.next(Long.MAX_VALUE); i++) {
            sum += reader.record().position();
        }
        return sum;
    }
}
