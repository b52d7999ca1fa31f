package dev.parley.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.domain.floor.Floor;
import dev.parley.history.LoggedShard;
import dev.parley.history.RandomShops;
import dev.parley.log.CountedSegments;
import dev.parley.log.EventLog;
import dev.parley.log.EventReader;
import dev.parley.log.MemorySegments;
import dev.parley.log.SegmentedLog;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.zip.CRC32C;

/** Nothing rests on a snapshot: whatever is wrong with one, the state is that of the log. */
class SnapshotsTest {
    private static final int SHARD = 3;
    private static final int SLA_ROWS = 256;
    private static final long SEED = 5;
    private static final int SEGMENT_BYTES = 1 << 24;
    private static final long EVER = Long.MAX_VALUE;

    private final AtomicLong nanos = new AtomicLong();
    private EventLog log;
    private EventReader reader;

    @BeforeEach
    void liveAHistory() {
        log = history(SEED);
        reader = log.reader();
    }

    @Test
    void aDamagedOneIsPassedOverForTheOneBefore() throws IOException {
        Random random = new Random(SEED);
        MemorySnapshots disk = new MemorySnapshots();
        save(disk, 100);
        save(disk, 200);
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
        save(disk, 100);
        save(disk, 200);
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
        assertIsTheLog(loaded.fold());
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
        save(disk, 100);
        save(disk, 200);
        Snapshots.Loaded loaded = snapshots(disk).load(reader, 150);
        assertEquals(100, loaded.fold().nextPosition());
        assertTrue(loaded.refused().getFirst().reason().contains("the log ends before it, at 150"));
    }

    @Test
    void aStateOfAnotherDigestIsFoundWhereAllAreListedAndGoneOnFrom() throws IOException {
        MemorySnapshots disk = new MemorySnapshots();
        save(disk, 50);
        save(disk, 100);
        disk.put(100, ofAnotherDigest(disk.content(100)));
        List<String> faults =
                snapshots(disk).list(reader, log.head()).stream()
                        .map(Snapshots.Found::fault)
                        .toList();
        assertEquals("", faults.getFirst());
        assertTrue(faults.getLast().startsWith("its state has digest "), faults.getLast());
        // A start has the checksum; who makes the next one proves it.
        assertEquals(100, snapshots(disk).load(reader, log.head()).fold().nextPosition());
        assertEquals(50, snapshots(disk).loadProved(reader, log.head()).fold().nextPosition());
        SnapshotMaker maker = maker(disk, new AtomicLong(log.head()));
        assertTrue(maker.makeIfDue());
        assertIsTheLog(snapshots(disk).loadProved(reader, log.head()).fold());
    }

    /** A state that is wrong would be right by its own digest, written at the stop. */
    @Test
    void theLiveStateIsWrittenOnlyWhereWhatItWentOnFromWasProved() throws IOException {
        MemorySnapshots disk = new MemorySnapshots();
        assertTrue(makerFrom(disk, 0).isSound());
        save(disk, 50);
        save(disk, 100);
        SnapshotMaker good = makerFrom(disk, 100);
        assertFalse(good.isSound());
        assertTrue(good.makeIfDue());
        assertTrue(good.isSound());

        MemorySnapshots wrong = new MemorySnapshots();
        save(wrong, 50);
        save(wrong, 100);
        wrong.put(100, ofAnotherDigest(wrong.content(100)));
        SnapshotMaker begun = makerFrom(wrong, 100);
        begun.close();
        begun.makeLast();
        assertFalse(begun.isSound());
        assertEquals(log.head(), begun.made());
        assertIsTheLog(snapshots(wrong).loadProved(reader, log.head()).fold());
    }

    @Test
    void oneOfANewerFormatIsPassedOver() throws IOException {
        MemorySnapshots disk = new MemorySnapshots();
        save(disk, 100);
        byte[] newer = disk.content(100).clone();
        newer[8]++;
        disk.put(100, newer);
        Snapshots.Loaded loaded = snapshots(disk).load(reader, log.head());
        assertEquals("format=3, known here is 2", loaded.refused().getFirst().reason());
        assertIsTheLog(loaded.fold());
    }

    @Test
    void oneOfAnotherShardOrUnderAnotherNameIsPassedOver() throws IOException {
        MemorySnapshots disk = new MemorySnapshots();
        save(disk, 100);
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
            save(disk, position);
        }
        assertArrayEquals(new long[] {150, 200}, disk.positions());
    }

    @Test
    void onesBeyondTheNewOneGoWithIt() throws IOException {
        MemorySnapshots disk = new MemorySnapshots();
        disk.put(900_000, new byte[10]);
        disk.put(900_001, new byte[10]);
        save(disk, 100);
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
                save(disk, 100);
                save(disk, 150);
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
                save(disk, 210);
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
        assertIsTheLog(loaded.fold());
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
    void theMakerGoesToTheDurablePositionAndNoFurther() throws IOException {
        MemorySnapshots disk = new MemorySnapshots();
        AtomicLong durable = new AtomicLong(99);
        SnapshotMaker maker = maker(disk, durable);
        assertTrue(!maker.makeIfDue());
        durable.set(130);
        assertTrue(maker.makeIfDue());
        durable.set(229);
        assertTrue(!maker.makeIfDue());
        durable.set(230);
        assertTrue(!maker.makeIfDue(), "within 30 s");
        nanos.addAndGet(30_000_000_000L);
        assertTrue(maker.makeIfDue());
        assertArrayEquals(new long[] {130, 230}, disk.positions());
        assertEquals(230, maker.made());
        assertIsTheLog(snapshots(disk).load(reader, 230).fold());
    }

    @Test
    void aFailureIsToldAndTheNextOneIsTriedLater() {
        AtomicLong durable = new AtomicLong(150);
        AtomicLong broken = new AtomicLong(1);
        MemorySnapshots disk =
                new MemorySnapshots(
                        () -> {
                            if (broken.get() == 1) {
                                throw new IOException("No space left on device");
                            }
                        });
        SnapshotMaker maker = maker(disk, durable);
        assertTrue(!maker.makeIfDue());
        assertEquals("No space left on device", maker.failure().orElseThrow().getMessage());
        broken.set(0);
        assertTrue(!maker.makeIfDue());
        durable.set(250);
        nanos.addAndGet(30_000_000_000L);
        assertTrue(maker.makeIfDue());
        assertTrue(maker.failure().isEmpty());
    }

    @Test
    void anErrorIsToldAndTheNextOneIsTriedLater() {
        AtomicBoolean broken = new AtomicBoolean(true);
        MemorySnapshots disk =
                new MemorySnapshots(
                        () -> {
                            if (broken.get()) {
                                throw new InternalError("a fault in a mapped page");
                            }
                        });
        AtomicLong durable = new AtomicLong(150);
        SnapshotMaker maker = maker(disk, durable);
        assertTrue(!maker.makeIfDue());
        assertEquals("a fault in a mapped page", maker.failure().orElseThrow().getMessage());
        broken.set(false);
        durable.set(250);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(30));
        assertTrue(maker.makeIfDue());
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

    private SnapshotMaker maker(MemorySnapshots disk, AtomicLong durable) {
        return new SnapshotMaker(
                snapshots(disk),
                new SnapshotMaker.Log(log::reader, durable::get, () -> false, nanos::get),
                0,
                100);
    }

    /** One whose live state went on from a snapshot. */
    private SnapshotMaker makerFrom(MemorySnapshots disk, long position) {
        return new SnapshotMaker(
                snapshots(disk),
                new SnapshotMaker.Log(log::reader, log::head, () -> false, nanos::get),
                position,
                1);
    }

    private static byte[] ofAnotherDigest(byte[] snapshot) {
        byte[] other = snapshot.clone();
        int sumAt = other.length - Integer.BYTES;
        other[sumAt - 1]++;
        CRC32C sum = new CRC32C();
        sum.update(other, 0, sumAt);
        ByteBuffer.wrap(other).order(ByteOrder.LITTLE_ENDIAN).putInt(sumAt, (int) sum.getValue());
        return other;
    }

    private boolean saves(MemorySnapshots disk) {
        try {
            save(disk, 200);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private void save(MemorySnapshots disk, long position) throws IOException {
        Fold fold = new Fold(SHARD, SLA_ROWS);
        fold.run(reader, position, EVER);
        snapshots(disk).save(fold, reader);
    }

    private void assertFallsBackTo(long position, long refused, MemorySnapshots disk) {
        Snapshots.Loaded loaded = snapshots(disk).load(reader, log.head());
        assertEquals(position, loaded.fold().nextPosition());
        assertEquals(refused, loaded.refused().getFirst().position());
    }

    private void assertIsTheLog(Fold loaded) {
        Fold all = new Fold(SHARD, SLA_ROWS);
        all.run(reader, log.head(), EVER);
        loaded.run(reader, log.head(), EVER);
        assertEquals(all.digest(), loaded.digest());
    }

    private static Snapshots snapshots(SnapshotStore store) {
        return new Snapshots(store, SHARD, SLA_ROWS, 2);
    }

    private static EventLog history(long seed) {
        EventLog log = SegmentedLog.inMemory(SHARD);
        live(log, seed);
        return log;
    }

    private static void live(EventLog log, long seed) {
        LoggedShard shard = new LoggedShard(log);
        RandomShops shops = new RandomShops(seed, new Floor(SHARD), shard::into);
        for (int i = 0; i < 250; i++) {
            shops.step();
        }
        log.force();
    }
}
