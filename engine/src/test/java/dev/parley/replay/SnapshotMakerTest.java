package dev.parley.replay;

import static dev.parley.replay.SnapshotHistory.ofAnotherDigest;
import static dev.parley.replay.SnapshotHistory.snapshots;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.log.EventLog;
import dev.parley.log.EventReader;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** What is made behind the writer is of the log, whatever the last one was. */
class SnapshotMakerTest {
    private final SnapshotHistory past = new SnapshotHistory();
    private final EventLog log = past.log;
    private final EventReader reader = past.reader;
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void goesOnFromTheOneBeforeWhereTheLastHasAStateOfAnotherDigest() throws IOException {
        MemorySnapshots disk = new MemorySnapshots();
        past.save(disk, 50);
        past.save(disk, 100);
        disk.put(100, ofAnotherDigest(disk.content(100)));
        assertTrue(maker(disk, new AtomicLong(log.head())).makeIfDue());
        past.assertIsTheLog(snapshots(disk).loadProved(reader, log.head()).fold());
    }

    /** A state that is wrong would be right by its own digest, written at the stop. */
    @Test
    void theLiveStateIsWrittenOnlyWhereWhatItWentOnFromWasProved() throws IOException {
        MemorySnapshots disk = new MemorySnapshots();
        assertTrue(makerFrom(disk, 0).isSound());
        past.save(disk, 50);
        past.save(disk, 100);
        SnapshotMaker good = makerFrom(disk, 100);
        assertFalse(good.isSound());
        assertTrue(good.makeIfDue());
        assertTrue(good.isSound());

        MemorySnapshots wrong = new MemorySnapshots();
        past.save(wrong, 50);
        past.save(wrong, 100);
        wrong.put(100, ofAnotherDigest(wrong.content(100)));
        SnapshotMaker begun = makerFrom(wrong, 100);
        begun.close();
        begun.makeLast();
        assertFalse(begun.isSound());
        assertEquals(log.head(), begun.made());
        past.assertIsTheLog(snapshots(wrong).loadProved(reader, log.head()).fold());
    }

    @Test
    void goesToTheDurablePositionAndNoFurther() throws IOException {
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
        past.assertIsTheLog(snapshots(disk).load(reader, 230).fold());
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
}
