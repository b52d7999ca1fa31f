package dev.parley.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.Random;

class ShardClockTest {
    private static final long SECOND = 1_000_000;
    private static final long NOON = 1_790_000_000L * SECOND;

    private long wall = NOON;
    private long nanos = 5;
    private long wallAsked;

    @Test
    void runsWithTheWall() {
        ShardClock clock = clock(0);
        pass(3 * SECOND);
        assertEquals(NOON + 3 * SECOND, clock.now());
        assertEquals(0, clock.takeStep());
        assertEquals(0, clock.startedBehindMicros());
    }

    @Test
    void jumpsWithAForwardStepAndTellsItOnce() {
        ShardClock clock = clock(0);
        pass(SECOND);
        wall += 90 * SECOND;
        assertEquals(NOON + 91 * SECOND, clock.now());
        assertEquals(90 * SECOND, clock.takeStep());
        assertEquals(0, clock.takeStep());
    }

    @Test
    void slewsASmallErrorByAtMost500Ppm() {
        ShardClock clock = clock(0);
        wall += SECOND / 2;
        pass(10 * SECOND);
        assertEquals(NOON + 10 * SECOND + 5_000, clock.now());
        wall -= SECOND;
        pass(10 * SECOND);
        assertEquals(NOON + 20 * SECOND, clock.now());
        assertEquals(0, clock.takeStep());
    }

    @Test
    void isLevelOnceTheSlewIsDone() {
        ShardClock clock = clock(0);
        wall += 2_000;
        for (int i = 0; i < 5; i++) {
            pass(SECOND);
            clock.now();
        }
        assertEquals(wall, clock.now());
    }

    @Test
    void runsAtHalfRateWhenTheWallIsSetBackUntilLevel() {
        ShardClock clock = clock(0);
        wall -= 10 * SECOND;
        pass(4 * SECOND);
        assertEquals(NOON + 2 * SECOND, clock.now());
        for (int i = 0; i < 15; i++) {
            pass(SECOND);
            clock.now();
        }
        assertTrue(clock.now() > wall);
        pass(SECOND);
        assertEquals(wall, clock.now());
        pass(SECOND);
        assertEquals(wall, clock.now());
    }

    @Test
    void goesOnFromTheLastRecordIfTheWallIsBehindIt() {
        ShardClock clock = clock(NOON + 60 * SECOND);
        assertEquals(60 * SECOND, clock.startedBehindMicros());
        assertEquals(NOON + 60 * SECOND, clock.now());
        pass(10 * SECOND);
        assertEquals(NOON + 65 * SECOND, clock.now());
    }

    @Test
    void asksTheWallOnceAMillisecond() {
        ShardClock clock = clock(0);
        long asked = wallAsked;
        for (int i = 0; i < 10_000; i++) {
            pass(1);
            assertEquals(wall, clock.now());
        }
        assertTrue(wallAsked - asked <= 11, "asked=" + (wallAsked - asked));
        wall += 90 * SECOND;
        pass(1_000);
        assertEquals(wall, clock.now());
        assertEquals(90 * SECOND, clock.takeStep());
    }

    @Test
    void neverRunsBackWhateverTheWallDoes() {
        long seed = new Random().nextLong();
        System.out.println("ShardClockTest seed=" + seed);
        Random random = new Random(seed);
        ShardClock clock = clock(0);
        long last = 0;
        for (int i = 0; i < 100_000; i++) {
            pass(random.nextInt(random.nextBoolean() ? 2_000_000 : 1_000));
            if (random.nextInt(10) == 0) {
                wall += random.nextInt(20_000_000) - 10_000_000;
            }
            long now = clock.now();
            assertTrue(now >= last, "seed=" + seed);
            last = now;
        }
    }

    private ShardClock clock(long lastRecordedAt) {
        return new ShardClock(this::askWall, () -> nanos, lastRecordedAt);
    }

    private long askWall() {
        wallAsked++;
        return wall;
    }

    private void pass(long micros) {
        wall += micros;
        nanos += micros * 1_000;
    }
}
