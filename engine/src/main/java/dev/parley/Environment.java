package dev.parley;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Time and chance as an engine gets them.
 *
 * @param wallMicros the wall clock, epoch microseconds
 * @param nanos a clock that only runs forward, nanoseconds from anywhere
 * @param random source of every key; unpredictable outside of tests
 */
public record Environment(LongSupplier wallMicros, LongSupplier nanos, RandomGenerator random) {
    /** This machine's. */
    public static Environment system() {
        return new Environment(
                () -> {
                    Instant now = Instant.now();
                    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
                },
                System::nanoTime,
                new SecureRandom());
    }
}
