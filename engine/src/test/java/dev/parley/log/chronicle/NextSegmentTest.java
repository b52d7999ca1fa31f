package dev.parley.log.chronicle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.log.EventLog;
import dev.parley.log.Facts;
import dev.parley.log.LogVerifier;
import dev.parley.log.ReadOnlyLog;
import dev.parley.log.Verdict;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** A segment made ahead is nobody's until it is opened, at whatever point its maker dies. */
class NextSegmentTest {
    private static final int SEGMENT_BYTES = 64 << 10;
    private static final ChronicleOptions SMALL =
            new ChronicleOptions(SEGMENT_BYTES, 64 << 10, 0, 0);

    @TempDir private Path parent;

    @Test
    void theNextOneIsThereBeforeTheLastIsFull() throws IOException {
        Path data = parent.resolve("data");
        try (LogDirectory owner = LogDirectory.own(data);
                EventLog log = owner.open(0, SMALL, () -> 1)) {
            halfFill(log, data);
            assertEquals(List.of(), records(data, 2));
            fill(log, data, 3);
            assertTrue(Files.exists(segment(data, 3)), "made ahead of the third");
        }
        assertFalse(Files.exists(segment(data, 4)), "a close takes the unused one away");
        assertHolds(data);
    }

    @Test
    void aKillLeavesOneThatNoStartTakesForAnything() throws IOException {
        Path data = parent.resolve("data");
        Path killed = parent.resolve("killed");
        long head;
        try (LogDirectory owner = LogDirectory.own(data);
                EventLog log = owner.open(0, SMALL, () -> 1)) {
            halfFill(log, data);
            log.force();
            head = log.head();
            copy(data, killed);
        }
        // Every point at which its making can end: names without files, then ever more of the file.
        Path file = file(killed, 2);
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(7);
        for (int size : new int[] {0, 4, 60, 300, 4_096, 9_000, 70_000, whole.length}) {
            try (RandomAccessFile torn = new RandomAccessFile(file.toFile(), "rw")) {
                torn.setLength(0);
                torn.write(whole, 0, Math.min(size, whole.length));
                // The size of a file may reach the disk without its bytes, and any of its pages.
                torn.setLength(random.nextBoolean() ? whole.length : size);
            }
            startsAt(head, killed);
        }
        for (int page = 0; page < 5; page++) {
            byte[] torn = whole.clone();
            Arrays.fill(torn, page * 4_096, (page + 1) * 4_096, (byte) 0);
            Files.write(file, torn);
            startsAt(head, killed);
        }
        Files.delete(file);
        startsAt(head, killed);
        delete(segment(killed, 2));
        Files.createDirectory(segment(killed, 2));
        startsAt(head, killed);
    }

    @Test
    void oneThatCannotBeMadeAheadIsMadeWhenItIsNeeded() throws IOException {
        Path data = parent.resolve("data");
        // A floor beyond any disk: nothing may be made ahead, and the log goes on.
        ChronicleOptions noRoom = new ChronicleOptions(SEGMENT_BYTES, 64 << 10, 1L << 40, 0);
        try (LogDirectory owner = LogDirectory.own(data);
                EventLog log = owner.open(0, noRoom, () -> 1)) {
            fill(log, data, 4);
        }
        assertHolds(data);
    }

    private void halfFill(EventLog log, Path data) {
        // Behind 16 KiB of Chronicle's own: more than half of the segment, and less than all.
        Facts.append(log, 120);
        log.force();
        assertTrue(!Files.exists(segment(data, 3)));
        awaitFile(data, 2);
    }

    /** Forced, it holds the zeros written ahead. */
    private static void awaitFile(Path data, int number) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> isMade(data, number));
    }

    private static boolean isMade(Path data, int number) throws IOException {
        if (!Files.isDirectory(segment(data, number))) {
            return false;
        }
        try (Stream<Path> files = Files.list(segment(data, number))) {
            return files.anyMatch(each -> each.toString().endsWith(".cq4"));
        }
    }

    private static void fill(EventLog log, Path data, int segments) {
        while (!Files.exists(segment(data, segments)) || !holdsRecords(data, segments)) {
            Facts.append(log, 20);
            log.force();
        }
    }

    private static boolean holdsRecords(Path data, int number) {
        try {
            return !records(data, number).isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    /** Magic words in a segment's file. */
    private static List<Integer> records(Path data, int number) throws IOException {
        byte[] bytes = Files.readAllBytes(file(data, number));
        return Stream.iterate(0, at -> at + 4 <= bytes.length, at -> at + 4)
                .filter(
                        at ->
                                bytes[at] == 'P'
                                        && bytes[at + 1] == 'R'
                                        && bytes[at + 2] == 'L'
                                        && bytes[at + 3] == 'Y')
                .toList();
    }

    private void startsAt(long head, Path killed) throws IOException {
        Path data = parent.resolve("start");
        copy(killed, data);
        assertHolds(data);
        try (ReadOnlyLog read = LogDirectory.read(data, 0)) {
            assertEquals(head, read.validBefore());
        }
        try (LogDirectory owner = LogDirectory.own(data);
                EventLog log = owner.open(0, SMALL, () -> 2)) {
            assertEquals(head, log.head());
            assertEquals(3, log.epoch());
            Facts.append(log, 500);
            log.force();
            assertEquals(List.of(), Facts.wrongIn(log));
        }
        assertHolds(data);
        delete(data);
    }

    private static void assertHolds(Path data) throws IOException {
        Verdict verdict = LogVerifier.verify(LogDirectory.source(data, 0), 0, _ -> {});
        assertTrue(verdict.ok(), verdict::toString);
        assertEquals(0, verdict.voidTail());
        int[] shards = LogDirectory.shards(data);
        assertArrayEquals(new int[] {0}, shards);
    }

    private static Path segment(Path data, int number) {
        return SegmentFiles.directory(data.resolve("shard-000"), number);
    }

    private static Path file(Path data, int number) throws IOException {
        try (Stream<Path> files = Files.list(segment(data, number))) {
            return files.filter(each -> each.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no file in segment " + number));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                Path target = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(each, target);
                }
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        List<Path> found;
        try (Stream<Path> all = Files.walk(directory)) {
            found = all.toList();
        }
        for (Path each : found.reversed()) {
            Files.delete(each);
        }
    }
}
