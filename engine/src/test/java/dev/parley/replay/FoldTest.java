package dev.parley.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.parley.domain.Tee;
import dev.parley.domain.floor.Floor;
import dev.parley.history.LoggedShard;
import dev.parley.history.RandomShops;
import dev.parley.log.EventLog;
import dev.parley.log.EventReader;
import dev.parley.log.SegmentedLog;
import dev.parley.projection.Views;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;
import java.util.TreeMap;

/** Live running against replay, on random histories that the seed alone decides. */
class FoldTest {
    private static final int SHARD = 3;
    private static final int SLA_ROWS = 256;
    private static final int STEPS = 600;
    private static final long EVER = Long.MAX_VALUE;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13})
    void replayUpToEveryCutGivesTheDigestOfLiveRunning(long seed) {
        EventLog log = SegmentedLog.inMemory(SHARD);
        Floor floor = new Floor(SHARD);
        Views views = new Views(SLA_ROWS);
        LoggedShard shard = new LoggedShard(log);
        RandomShops shops =
                new RandomShops(seed, floor, sink -> shard.into(new Tee(sink, views.events())));
        Map<Long, String> live = new TreeMap<>();
        for (int i = 0; i < STEPS; i++) {
            shops.step();
            live.put(log.head(), Fold.digest(log.head(), floor, views));
        }
        Fold fold = new Fold(SHARD, SLA_ROWS);
        try (EventReader reader = log.reader()) {
            live.forEach(
                    (cut, digest) -> {
                        fold.run(reader, cut, EVER);
                        assertEquals(digest, fold.digest(), () -> "cut " + cut);
                    });
        }
        assertEquals(log.head(), fold.events());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22})
    void goingOnFromAReplayAtAnyCutDecidesTheSame(long seed) {
        assertEquals(digestAfter(seed, EVER), digestAfter(seed, 7));
    }

    @Test
    void otherHistoriesHaveOtherDigests() {
        assertNotEquals(digestAfter(1, EVER), digestAfter(2, EVER));
    }

    @Test
    void stopsAtTheLastRecordOfATime() {
        EventLog log = SegmentedLog.inMemory(SHARD);
        LoggedShard shard = new LoggedShard(log);
        RandomShops shops = new RandomShops(5, new Floor(SHARD), shard::into);
        for (int i = 0; i < 50; i++) {
            shops.step();
        }
        long until = shops.now();
        long before = log.head();
        for (int i = 0; i < 50; i++) {
            shops.step();
        }
        Fold fold = new Fold(SHARD, SLA_ROWS);
        try (EventReader reader = log.reader()) {
            fold.run(reader, log.head(), until);
            assertEquals(before, fold.nextPosition());
            fold.run(reader, log.head(), EVER);
            assertEquals(log.head(), fold.nextPosition());
        }
    }

    /** Lives a history, and every {@code restartEvery} steps goes on with a floor replayed. */
    private static String digestAfter(long seed, long restartEvery) {
        EventLog log = SegmentedLog.inMemory(SHARD);
        LoggedShard shard = new LoggedShard(log);
        RandomShops shops = new RandomShops(seed, new Floor(SHARD), shard::into);
        try (EventReader reader = log.reader()) {
            for (int i = 1; i <= STEPS; i++) {
                shops.step();
                if (i % restartEvery == 0) {
                    Fold restart = new Fold(SHARD, SLA_ROWS);
                    restart.run(reader, log.head(), EVER);
                    shops.restart(restart.floor(), shard::into);
                }
            }
            Fold fold = new Fold(SHARD, SLA_ROWS);
            fold.run(reader, log.head(), EVER);
            return fold.digest();
        }
    }
}
