package dev.parley.log.chronicle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.log.SegmentBytes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.Stream;

/** Short reads and long ones of a file that grows. */
class SegmentFilesTest {
    private static final int SHORT = 100;
    private static final int LONG = 64 * 1024;

    @TempDir private Path shard = Path.of("");

    @Test
    void bothKindsOfReadsSeeWhatWasWrittenSince() throws IOException {
        Path file = Files.createDirectories(SegmentFiles.directory(shard, 1)).resolve("a.cq4");
        Files.write(file, bytes(0, LONG));
        try (SegmentFiles files = new SegmentFiles(shard);
                SegmentBytes segment = files.open(1)) {
            assertArrayEquals(bytes(7, SHORT), read(segment, 7, SHORT));
            Files.write(file, bytes(LONG, LONG), StandardOpenOption.APPEND);
            assertArrayEquals(bytes(LONG - 5, SHORT), read(segment, LONG - 5, SHORT));
            assertArrayEquals(bytes(LONG, LONG), read(segment, LONG, LONG));
        }
    }

    @Test
    void aShortReadAtTheEndGivesWhatThereIs() throws IOException {
        Path file = Files.createDirectories(SegmentFiles.directory(shard, 1)).resolve("a.cq4");
        Files.write(file, bytes(0, LONG));
        try (SegmentFiles files = new SegmentFiles(shard);
                SegmentBytes segment = files.open(1)) {
            assertArrayEquals(bytes(LONG - 3, 3), read(segment, LONG - 3, SHORT));
            assertEquals(0, segment.read(LONG, new byte[SHORT], 0, SHORT));
        }
    }

    @Test
    void aFileThatGrowsIsMappedOnce() throws IOException {
        Path maps = Path.of("/proc/self/maps");
        assumeTrue(Files.isReadable(maps), "no list of mappings here");
        Path file = Files.createDirectories(SegmentFiles.directory(shard, 1)).resolve("a.cq4");
        Files.write(file, bytes(0, LONG));
        try (SegmentFiles files = new SegmentFiles(shard);
                SegmentBytes segment = files.open(1)) {
            for (int i = 1; i <= 40; i++) {
                int end = i * LONG;
                Files.write(file, bytes(end, LONG), StandardOpenOption.APPEND);
                assertArrayEquals(bytes(end, SHORT), read(segment, end, SHORT));
            }
            try (Stream<String> all = Files.lines(maps)) {
                assertEquals(1, all.filter(line -> line.endsWith(file.toString())).count());
            }
        }
    }

    private static byte[] read(SegmentBytes segment, long at, int length) throws IOException {
        byte[] into = new byte[length + 1];
        int read = segment.read(at, into, 1, length);
        return Arrays.copyOfRange(into, 1, 1 + read);
    }

    /** What stands there in a file whose bytes count up. */
    private static byte[] bytes(int from, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) ((from + i) % 251);
        }
        return bytes;
    }
}
