package dev.parley.replay;

import static dev.parley.replay.SnapshotHistory.EVER;
import static dev.parley.replay.SnapshotHistory.SEED;
import static dev.parley.replay.SnapshotHistory.SHARD;
import static dev.parley.replay.SnapshotHistory.SLA_ROWS;
import static dev.parley.replay.SnapshotHistory.history;
import static dev.parley.replay.SnapshotHistory.live;
import static dev.parley.replay.SnapshotHistory.ofAnotherDigest;
import static dev.parley.replay.SnapshotHistory.snapshots;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.log.CountedSegments;
import dev.parley.log.EventLog;
import dev.parley.log.EventReader;
import dev.parley.log.MemorySegments;
import dev.parley.log.SegmentedLog;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** Nothing rests on a snapshot: whatever is wrong with one, the state is that of the log. */
class SnapshotsTest {
    private static final int SEGMENT_BYTES = 1 << 24;

    private final SnapshotHistory past = new SnapshotHistory();
    private final EventLog log = past.log;
    private final EventReader reader = past.reader;

    @Test
    void aDamagedOneIsPassedOverForTheOneBefore() throws IOException {
        Random random = new Random(SEED);
        MemorySnapshots disk = new MemorySnapshots();
        past.save(disk, 100);
        past.save(disk, 200);
        byte[] whole = disk.content(200).clone();
        for (int i = 0; i < 400; i++) {
            byte[] damaged = whole.clone();
            // Every byte of the header and the trailer, and some of those between.
            int at =
                    i < 64
                            ? i
                            : i < 100 ? whole.length - 1 - (i - 64) : random.nextInt(whole.length);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            disk.put(200, damaged);
            assertFallsBackTo(100, 200, disk);
        }
    }

    @Test
    void oneThatIsCutShortOrHasMoreIsPassedOver() throws IOException {
        MemorySnapshots disk = new MemorySnapshots();
        past.save(disk, 100);
        past.save(disk, 200);
        byte[] whole = disk.content(200).clone();
        for (int size = 0; size < whole.length; size += size < 200 ? 1 : 997) {
            disk.put(200, Arrays.copyOf(whole, size));
            assertFallsBackTo(100, 200, disk);
        }
        disk.put(200, Arrays.copyOf(whole, whole.length + 8));
        assertFallsBackTo(100, 200, disk);
    }

    @Test
    void nothingOfTheLogIsReadButTheRecordBefore() throws IOException {
        MemorySegments segments = new MemorySegments();
        MemorySnapshots disk = new MemorySnapshots();
        try (EventLog lived = SegmentedLog.open(segments, SHARD, SEGMENT_BYTES, () -> 0)) {
            live(lived, SEED);
            Fold fold = new Fold(SHARD, SLA_ROWS);
            fold.run(lived.reader(), lived.head(), EVER);
            snapshots(disk).save(fold, lived.reader());
        }
        // The last segment is walked at a start: it is another one then.
        SegmentedLog.open(segments, SHARD, SEGMENT_BYTES, () -> 0).close();
        CountedSegments counted = new CountedSegments(segments);
        try (EventLog again = SegmentedLog.open(counted, SHARD, SEGMENT_BYTES, () -> 0)) {
            long before = counted.asked();
            Snapshots.Loaded loaded = snapshots(disk).load(again.reader(), again.head());
            assertEquals(again.head(), loaded.fold().nextPosition());
            long asked = counted.asked() - before;
            assertTrue(asked <= 4_096, () -> asked + " B were read");
        }
    }

    @Test
    void withoutAGoodOneTheWholeLogIsFolded() throws IOException {
        MemorySnapshots disk = new MemorySnapshots();
        disk.put(50, new byte[0]);
        disk.put(60, new byte[5_000]);
        Snapshots.Loaded loaded = snapshots(disk).load(reader, log.head());
        assertEquals(0, loaded.fold().nextPosition());
        assertEquals(2, loaded.refused().size());
        past.assertIsTheLog(loaded.fold());
    }

    @Test
    void oneOfAnotherLogIsPassedOver() throws IOException {
        EventLog other = history(SEED + 1);
        MemorySnapshots disk = new MemorySnapshots();
        try (EventReader others = other.reader()) {
            Fold fold = new Fold(SHARD, SLA_ROWS);
            fold.run(others, 200, EVER);
            snapshots(disk).save(fold, others);
        }
        Snapshots.Loaded loaded = snapshots(disk).load(reader, log.head());
        assertEquals(0, loaded.fold().nextPosition());
        assertTrue(loaded.refused().getFirst().reason().contains("another in this log"));
    }

    @Test
    void oneOfATailThatIsVoidIsPassedOver() throws IOException {
        MemorySnapshots disk = new MemorySnapshots();
        past.save(disk, 100);
        past.save(disk, 200);
        Snapshots.Loaded loaded = snapshots(disk).load(reader, 150);
        assertEquals(100, loaded.fold().nextPosition());
        assertTrue(loaded.refused().getFirst().reason().contains("the log ends before it, at 150"));
    }

    @Test
    void aStateOfAnotherDigestIsFoundWhereAllAreListedAndGoneOnFrom() throws IOException {
        MemorySnapshots disk = new MemorySnapshots();
        past.save(disk, 50);
        past.save(disk, 100);
        disk.put(100, ofAnotherDigest(disk.content(100)));
        List<String> faults =
                snapshots(disk).list(reader, log.head()).stream()
                        .map(Snapshots.Found::fault)
                        .toList();
        assertEquals("", faults.getFirst());
        assertTrue(faults.getLast().startsWith("its state has digest "), faults.getLast());
        // A start has the checksum; who makes the next one proves it, SnapshotMakerTest.
        assertEquals(100, snapshots(disk).load(reader, log.head()).fold().nextPosition());
        assertEquals(50, snapshots(disk).loadProved(reader, log.head()).fold().nextPosition());
    }

    @Test
    void oneOfANewerFormatIsPassedOver() throws IOException {
        MemorySnapshots disk = new MemorySnapshots();
        past.save(disk, 100);
        byte[] newer = disk.content(100).clone();
        newer[8]++;
        disk.put(100, newer);
        Snapshots.Loaded loaded = snapshots(disk).load(reader, log.head());
        assertEquals("format=4, known here is 3", loaded.refused().getFirst().reason());
        past.assertIsTheLog(loaded.fold());
    }

    @Test
    void oneOfAnotherShardOrUnderAnotherNameIsPassedOver() throws IOException {
        MemorySnapshots disk = new MemorySnapshots();
        past.save(disk, 100);
        disk.put(90, disk.content(100));
        disk.delete(100);
        Snapshots.Loaded loaded = snapshots(disk).load(reader, log.head());
        assertEquals("it is of shard 3 at position 100", loaded.refused().getFirst().reason());
        assertEquals(0, loaded.fold().nextPosition());
    }

    @Test
    void onlyTheNewestAreKept() throws IOException {
        MemorySnapshots disk = new MemorySnapshots();
        for (long position : new long[] {50, 100, 150, 200}) {
            past.save(disk, position);
        }
        assertArrayEquals(new long[] {150, 200}, disk.positions());
    }

    @Test
    void onesBeyondTheNewOneGoWithIt() throws IOException {
        MemorySnapshots disk = new MemorySnapshots();
        disk.put(900_000, new byte[10]);
        disk.put(900_001, new byte[10]);
        past.save(disk, 100);
        assertArrayEquals(new long[] {100}, disk.positions());
    }

    /** Dies before each operation in turn, by a kill or a power cut, and starts again. */
    @Test
    void aDeathAtAnyPointOfWritingLeavesTheOldOneOrTheNew() throws IOException {
        Random random = new Random(SEED);
        for (int round = 0; round < 20; round++) {
            boolean finished = false;
            for (int dieBefore = 0; !finished; dieBefore++) {
                AtomicLong left = new AtomicLong(EVER);
                MemorySnapshots disk =
                        new MemorySnapshots(
                                () -> {
                                    if (left.getAndDecrement() == 0) {
                                        throw new IOException("died");
                                    }
                                });
                past.save(disk, 100);
                past.save(disk, 150);
                left.set(dieBefore);
                finished = saves(disk);
                left.set(EVER);
                if (random.nextBoolean()) {
                    disk.losePower(random);
                }
                Snapshots.Loaded loaded = snapshots(disk).load(reader, log.head());
                assertTrue(loaded.refused().isEmpty(), () -> loaded.refused().toString());
                long at = loaded.fold().nextPosition();
                assertTrue(at == 150 || at == 200, () -> "started from " + at);
                assertTrue(disk.positions().length <= 3, "too many are kept");
                past.save(disk, 210);
                assertEquals(0, disk.drafts());
                assertEquals(2, disk.positions().length);
            }
        }
    }

    @Test
    void filesAreNamedByPositionAndNothingElseIsLeft(@TempDir Path data) throws IOException {
        SnapshotDirectory directory = SnapshotDirectory.of(data, SHARD);
        assertEquals(0, directory.positions().length);
        for (long position : new long[] {100, 150, 200}) {
            Fold fold = new Fold(SHARD, SLA_ROWS);
            fold.run(reader, position, EVER);
            snapshots(directory).save(fold, reader);
        }
        Path left = directory.path(200).resolveSibling("0000000000000000199.snapshot.draft");
        Files.write(left, new byte[3]);
        assertArrayEquals(new long[] {150, 200}, directory.positions());
        Snapshots.Loaded loaded = snapshots(directory).load(reader, log.head());
        assertEquals(200, loaded.fold().nextPosition());
        past.assertIsTheLog(loaded.fold());
        directory.sweep();
        assertTrue(Files.notExists(left));
        assertEquals(
                LongStream.of(150, 200).boxed().toList(),
                snapshots(directory).list(reader, log.head()).stream()
                        .filter(each -> each.fault().isEmpty())
                        .map(Snapshots.Found::position)
                        .toList());
    }

    @Test
    void aReaderThatCannotReachTheRecordBeforeMakesNone() {
        MemorySnapshots disk = new MemorySnapshots();
        Fold fold = new Fold(SHARD, SLA_ROWS);
        fold.run(reader, 100, EVER);
        EventLog empty = SegmentedLog.inMemory(SHARD);
        assertThrows(RuntimeException.class, () -> snapshots(disk).save(fold, empty.reader()));
        assertEquals(0, disk.positions().length);
    }

    private boolean saves(MemorySnapshots disk) {
        try {
            past.save(disk, 200);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private void assertFallsBackTo(long position, long refused, MemorySnapshots disk) {
        Snapshots.Loaded loaded = snapshots(disk).load(reader, log.head());
        assertEquals(position, loaded.fold().nextPosition());
        assertEquals(refused, loaded.refused().getFirst().position());
    }
}
