package dev.parley.bench.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** What a thread did under a recording is told of it, and of nobody else. */
class FlightDataTest {
    private static final int FORCES = 12;
    private static final int ARRAYS = 4_000;
    private static final int ARRAY_BYTES = 10_000;
    private static final long BUSY_NANOS = 300_000_000;

    @TempDir private Path directory = Path.of("");
    private final ExecutorService writer =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().name("bare-writer").factory());
    private byte[] kept = {};

    @AfterEach
    void end() {
        writer.shutdown();
    }

    @Test
    void tellsProcessorTimeBytesAndForcesOfAThread() throws Exception {
        run(() -> {});
        Flight flight = new OwnFlight();
        flight.begin();
        run(this::work);
        Path file = directory.resolve("look.jfr");
        flight.end(file);
        FlightData data = FlightData.read(file);

        assertEquals(FORCES, data.forces().getTotalCount());
        long bytes = data.allocatedBytes(Role.WRITER);
        assertTrue(bytes >= (long) ARRAYS * ARRAY_BYTES, "bytes=" + bytes);
        assertTrue(
                data.samples(Role.WRITER).keySet().stream()
                        .anyMatch(place -> place.toString().contains("FlightDataTest.work")),
                data.samples(Role.WRITER).toString());
        assertTrue(data.samples(Role.READER).isEmpty());
    }

    @Test
    void tellsWhatTheKernelCountsOfAThread() throws Exception {
        run(() -> {});
        Tasks before = Tasks.of(ProcessHandle.current().pid());
        run(this::work);
        Tasks after = Tasks.of(ProcessHandle.current().pid());
        if (after.byId().isEmpty()) {
            return; // no Linux: then nothing is told
        }
        Tasks.Task writer = after.since(before).getOrDefault(Role.WRITER, Tasks.Task.NONE);
        assertTrue(writer.runNanos() > BUSY_NANOS / 10, writer.toString());
        assertTrue(writer.voluntary() >= 1, writer.toString());
    }

    private void run(Runnable what) throws Exception {
        writer.submit(what).get(30, TimeUnit.SECONDS);
    }

    private void work() {
        // By the thread's own clock: on a busy machine it may get little of the time that passes.
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long end = threads.getCurrentThreadCpuTime() + BUSY_NANOS;
        for (int i = 0; i < ARRAYS || threads.getCurrentThreadCpuTime() < end; i++) {
            byte[] bytes = new byte[ARRAY_BYTES];
            for (int j = 0; j < ARRAY_BYTES; j++) {
                bytes[j] = (byte) (i * j);
            }
            kept = bytes;
        }
        try (FileChannel channel =
                FileChannel.open(
                        directory.resolve("forced"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE)) {
            for (int i = 0; i < FORCES; i++) {
                int _ = channel.write(ByteBuffer.wrap(kept));
                channel.force(false);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
