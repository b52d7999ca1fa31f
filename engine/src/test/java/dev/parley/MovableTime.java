package dev.parley;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** This machine's time, which a test can move on, and seeded chance. */
final class MovableTime {
    private final AtomicLong movedNanos = new AtomicLong();
    private final RandomGenerator random;

    MovableTime(long seed) {
        SplittableRandom seeded = new SplittableRandom(seed);
        random =
                () -> {
                    synchronized (seeded) {
                        return seeded.nextLong();
                    }
                };
    }

    /** As if so much time had passed. */
    void pass(long hours) {
        movedNanos.addAndGet(hours * 3_600_000_000_000L);
    }

    Environment environment() {
        return new Environment(
                () -> System.currentTimeMillis() * 1_000 + movedNanos.get() / 1_000,
                () -> System.nanoTime() + movedNanos.get(),
                random);
    }
}
