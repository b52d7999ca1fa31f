package dev.parley.bench.load;

import org.HdrHistogram.Histogram;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One record written behind the other into a plain file, and forced each time. */
final class DiskFloors {
    private static final int ZEROS = 1 << 20;
    private static final int PAGE = 4_096;

    private DiskFloors() {}

    static Histogram fdatasync(Path file, boolean prewritten, int count) throws IOException {
        Histogram nanos = Latencies.histogram();
        ByteBuffer record = ByteBuffer.allocateDirect(Traffic.RECORD_BYTES);
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            if (prewritten) {
                prewrite(channel, (long) count * Traffic.RECORD_BYTES);
            }
            for (int i = 0; i < count; i++) {
                record.clear();
                record.putInt(0, i);
                long start = System.nanoTime();
                channel.write(record, (long) i * Traffic.RECORD_BYTES);
                channel.force(false);
                nanos.recordValue(System.nanoTime() - start);
            }
        }
        Files.delete(file);
        return nanos;
    }

    /**
     * A page a write, each durable when it returns, with no page cache between. Nothing is measured
     * where the file system takes no such writes.
     */
    static Histogram direct(Path file, int count) throws IOException {
        Histogram nanos = Latencies.histogram();
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            prewrite(channel, (long) count * PAGE);
        }
        ByteBuffer page = ByteBuffer.allocateDirect(2 * PAGE).alignedSlice(PAGE).limit(PAGE);
        try (FileChannel channel =
                FileChannel.open(
                        file, StandardOpenOption.WRITE, StandardOpenOption.DSYNC, directOption())) {
            for (int i = 0; i < count; i++) {
                page.clear().limit(PAGE).putInt(0, i);
                long start = System.nanoTime();
                channel.write(page, (long) i * PAGE);
                nanos.recordValue(System.nanoTime() - start);
            }
        } catch (UnsupportedOperationException | IOException _) {
            nanos.reset();
        }
        Files.delete(file);
        return nanos;
    }

    /** By its name: javac warns of the class, which is in {@code jdk.unsupported}. */
    private static OpenOption directOption() {
        try {
            Class<?> options = Class.forName("com.sun.nio.file.ExtendedOpenOption");
            return (OpenOption) options.getField("DIRECT").get(null);
        } catch (ReflectiveOperationException e) {
            throw new UnsupportedOperationException("this JDK has no direct writes", e);
        }
    }

    private static void prewrite(FileChannel channel, long bytes) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect(ZEROS);
        for (long at = 0; at < bytes; at += ZEROS) {
            zeros.clear();
            channel.write(zeros, at);
        }
        channel.force(true);
    }
}
