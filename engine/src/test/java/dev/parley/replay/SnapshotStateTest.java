package dev.parley.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.domain.floor.Floor;
import dev.parley.history.LoggedShard;
import dev.parley.history.RandomShops;
import dev.parley.log.EventLog;
import dev.parley.log.EventReader;
import dev.parley.log.SegmentedLog;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;

/** A state that was written and read again is the state: on random histories, at every cut. */
class SnapshotStateTest {
    private static final int SHARD = 3;
    private static final int SLA_ROWS = 256;
    private static final int STEPS = Integer.getInteger("snapshot.steps", 400);
    private static final long EVER = Long.MAX_VALUE;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13})
    void atEveryCutTheSnapshotAndTheRestAreTheFoldOfAll(long seed) throws IOException {
        EventLog log = history(seed, STEPS);
        Fold upToCut = new Fold(SHARD, SLA_ROWS);
        try (EventReader reader = log.reader()) {
            String all = digestOfAll(log, reader);
            // Behind each cut a part is folded, and behind every fifth all of the rest.
            for (long cut = 1; cut <= log.head(); cut++) {
                upToCut.run(reader, cut, EVER);
                Fold loaded = again(upToCut, reader, cut);
                assertEquals(upToCut.digest(), loaded.digest());
                if (cut % 5 == 0 || cut == log.head()) {
                    loaded.run(reader, log.head(), EVER);
                    assertEquals(all, loaded.digest(), () -> "seed " + seed);
                }
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23})
    void goingOnFromASnapshotDecidesTheSame(long seed) throws IOException {
        assertEquals(digestAfter(seed, EVER), digestAfter(seed, 7));
        assertNotEquals(digestAfter(seed, EVER), digestAfter(seed + 100, EVER));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {31})
    void aRingOfRowsThatDroppedSomeComesBackAsItWas(long seed) throws IOException {
        EventLog log = history(seed, 6_000);
        try (EventReader reader = log.reader()) {
            Fold fold = new Fold(SHARD, SLA_ROWS);
            fold.run(reader, log.head() - 100, EVER);
            assertTrue(!fold.views().sla().select(0, 0, EVER).complete(), "no row was dropped");
            Fold loaded = again(fold, reader, log.head() - 100);
            loaded.run(reader, log.head(), EVER);
            assertEquals(digestOfAll(log, reader), loaded.digest());
        }
    }

    private static Fold again(Fold fold, EventReader reader, long cut) throws IOException {
        Snapshots snapshots = new Snapshots(new MemorySnapshots(), SHARD, SLA_ROWS, 1);
        assertEquals(fold.digest(), snapshots.save(fold, reader));
        Snapshots.Loaded loaded = snapshots.load(reader, cut);
        assertTrue(loaded.refused().isEmpty(), () -> loaded.refused().toString());
        assertEquals(cut, loaded.fold().nextPosition());
        return loaded.fold();
    }

    private static EventLog history(long seed, int steps) {
        EventLog log = SegmentedLog.inMemory(SHARD);
        LoggedShard shard = new LoggedShard(log);
        RandomShops shops = new RandomShops(seed, new Floor(SHARD), shard::into);
        for (int i = 0; i < steps; i++) {
            shops.step();
        }
        return log;
    }

    private static String digestOfAll(EventLog log, EventReader reader) {
        Fold fold = new Fold(SHARD, SLA_ROWS);
        fold.run(reader, log.head(), EVER);
        return fold.digest();
    }

    /** Lives a history, and every {@code restartEvery} steps goes on from a snapshot. */
    private static String digestAfter(long seed, long restartEvery) throws IOException {
        EventLog log = SegmentedLog.inMemory(SHARD);
        LoggedShard shard = new LoggedShard(log);
        RandomShops shops = new RandomShops(seed, new Floor(SHARD), shard::into);
        Snapshots snapshots = new Snapshots(new MemorySnapshots(), SHARD, SLA_ROWS, 2);
        try (EventReader reader = log.reader()) {
            for (int i = 1; i <= STEPS; i++) {
                shops.step();
                if (i % restartEvery == 0) {
                    Fold fold = snapshots.load(reader, log.head()).fold();
                    fold.run(reader, log.head(), EVER);
                    snapshots.save(fold, reader);
                    shops.restart(snapshots.load(reader, log.head()).fold().floor(), shard::into);
                }
            }
            return digestOfAll(log, reader);
        }
    }
}
