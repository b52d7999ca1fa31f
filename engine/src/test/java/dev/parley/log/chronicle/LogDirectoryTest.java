package dev.parley.log.chronicle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.log.EventLog;
import dev.parley.log.EventReader;
import dev.parley.log.LogRecord;
import dev.parley.log.ReadOnlyLog;
import dev.parley.log.RecordKind;
import dev.parley.log.Transaction;

import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

class LogDirectoryTest {
    private static final ChronicleOptions SMALL = new ChronicleOptions(64 << 10, 64 << 10, 0, 0);

    @TempDir Path directory;

    @Test
    void showsChroniclesOwnTailerTheSameRecords() throws IOException {
        try (LogDirectory owner = LogDirectory.own(directory);
                EventLog log = owner.open(0, ChronicleOptions.DEFAULT, () -> 1)) {
            append(log, 2_000);
        }
        List<String> walked = new ArrayList<>();
        try (ReadOnlyLog log = LogDirectory.read(directory, 0);
                EventReader reader = log.reader()) {
            while (reader.next(log.provedBefore())) {
                LogRecord record = reader.record();
                walked.add(hex(record.array(), record.offset(), record.length()));
            }
        }
        List<String> tailed = new ArrayList<>();
        try (ChronicleQueue queue =
                        SingleChronicleQueueBuilder.single(
                                        directory.resolve("shard-000/segment-000001").toFile())
                                .timeProvider(() -> 0L)
                                .build();
                ExcerptTailer tailer = queue.createTailer()) {
            Bytes<byte[]> bytes = Bytes.allocateElasticOnHeap();
            while (tailer.readBytes(bytes)) {
                byte[] record = bytes.toByteArray();
                tailed.add(hex(record, 0, record.length));
                bytes.clear();
            }
        }
        assertEquals(2_000, walked.size());
        assertEquals(walked, tailed.subList(2, 2_002), "behind opening and end");
        assertEquals(2_003, tailed.size(), "and the mark of the close");
    }

    @Test
    void hasOneOwnerAndNamesIt() throws IOException {
        try (LogDirectory _ = LogDirectory.own(directory)) {
            IOException refused =
                    assertThrows(IOException.class, () -> LogDirectory.own(directory));
            assertTrue(refused.toString().contains(directory.toRealPath().toString()));
            assertThrows(IOException.class, () -> LogDirectory.own(directory));
        }
        LogDirectory.own(directory).close();
    }

    @Test
    void refusesADirectoryThatAnotherProcessOwns() throws Exception {
        Process other = ChildJvm.start(Holder.class, directory.toString());
        try (var lines = other.inputReader()) {
            assertEquals("holding", lines.readLine());
            IOException refused =
                    assertThrows(IOException.class, () -> LogDirectory.own(directory));
            assertTrue(refused.toString().contains("pid " + other.pid()), refused.toString());
        } finally {
            other.destroyForcibly().waitFor();
        }
        LogDirectory.own(directory).close();
    }

    @Test
    void readsAReadOnlyCopyAndTheDirectoryOfALiveWriter() throws IOException {
        try (LogDirectory owner = LogDirectory.own(directory);
                EventLog log = owner.open(3, SMALL, () -> 1)) {
            append(log, 500);
            log.mark(5);
            assertEquals(500, proved(directory, 3));
            assertArrayEquals(new int[] {3}, LogDirectory.shards(directory));
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.setPosixFilePermissions(
                        path,
                        PosixFilePermissions.fromString(
                                Files.isDirectory(path) ? "r-xr-xr-x" : "r--r--r--"));
            }
        }
        assertEquals(500, proved(directory, 3));
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted().toList()) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
            }
        }
    }

    @Test
    void keepsOneReserveAndTellsFreeSpaceBelowTheFloor() throws IOException {
        ChronicleOptions options = new ChronicleOptions(64 << 10, 64 << 10, 0, 300_000);
        try (LogDirectory owner = LogDirectory.own(directory);
                EventLog log = owner.open(0, options, () -> 1)) {
            assertEquals(300_000, Files.size(directory.resolve("reserve")));
            assertEquals(false, log.lowOnSpace());
        }
        ChronicleOptions greedy = new ChronicleOptions(64 << 10, 64 << 10, 1L << 40, 300_000);
        try (LogDirectory owner = LogDirectory.own(directory);
                EventLog log = owner.open(0, greedy, () -> 1)) {
            assertTrue(log.lowOnSpace());
            append(log, 10);
        }
    }

    private static long proved(Path directory, int shard) throws IOException {
        try (ReadOnlyLog log = LogDirectory.read(directory, shard)) {
            return log.provedBefore();
        }
    }

    private static void append(EventLog log, int count) {
        Transaction transaction = new Transaction();
        for (int i = 0; i < count; i++) {
            transaction.clear();
            transaction.begin(RecordKind.EVENT).eventType(i % 50, 1).stream(i, i, i)
                    .times(i, i)
                    .tag(i, i);
            transaction.end(i % 300);
            log.append(transaction);
            if (i % 64 == 0) {
                log.force();
            }
        }
        log.force();
    }

    private static String hex(byte[] array, int offset, int length) {
        return HexFormat.of().formatHex(Arrays.copyOfRange(array, offset, offset + length));
    }

    /** A process that owns a directory until it is killed. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws IOException {
            try (LogDirectory _ = LogDirectory.own(Path.of(args[0]))) {
                System.out.println("holding");
                int _ = System.in.read();
            }
        }
    }
}
