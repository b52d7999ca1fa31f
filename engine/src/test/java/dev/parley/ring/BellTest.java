package dev.parley.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;

/** A wake-up that got lost would leave a command waiting for the next one, or for an hour. */
class BellTest {
    private static final int ROUNDS = 50_000;
    private static final long LONG_NANOS = 3_600_000_000_000L;

    @Test
    void losesNoWakeUp() throws InterruptedException {
        losesNone(new Bell(), new Bell());
    }

    @Test
    void losesNoWakeUpWhereOneLooksForAWhile() throws InterruptedException {
        losesNone(new Bell(50_000, System::nanoTime), new Bell());
    }

    @Test
    void looksNoLongerWhereThatNeverPays() {
        Bell bell = new Bell(1_000_000, System::nanoTime);
        for (int i = 0; i < 3; i++) {
            bell.await(() -> false, 1_000_001);
        }
        int[] looked = {0};
        for (int i = 0; i < 37; i++) {
            bell.await(() -> ++looked[0] < 0, 1_000_001);
        }
        // Once before it parks.
        assertEquals(37, looked[0]);
    }

    private static void losesNone(Bell there, Bell back) throws InterruptedException {
        // Published by a release store, the weakest that a ring may use: the bell must order it.
        AtomicIntegerArray published = new AtomicIntegerArray(2);
        Thread echo =
                Thread.ofPlatform()
                        .daemon(true)
                        .start(
                                () -> {
                                    for (int i = 1; i <= ROUNDS; i++) {
                                        awaitValue(there, published, 0, i);
                                        published.setRelease(1, i);
                                        back.ring();
                                    }
                                });
        Thread caller =
                Thread.ofPlatform()
                        .daemon(true)
                        .start(
                                () -> {
                                    for (int i = 1; i <= ROUNDS; i++) {
                                        published.setRelease(0, i);
                                        there.ring();
                                        awaitValue(back, published, 1, i);
                                    }
                                });
        assertTrue(
                caller.join(Duration.ofSeconds(60)),
                () -> "stands at " + published.get(0) + " and " + published.get(1));
        assertTrue(echo.join(Duration.ofSeconds(10)));
    }

    @Test
    void doesNotWaitForWhatIsThere() {
        Bell bell = new Bell();
        bell.await(() -> true, LONG_NANOS);
        bell.await(() -> false, 0);
        assertEquals(0, Thread.interrupted() ? 1 : 0);
    }

    @Test
    void returnsEarlyForAnInterruptAndKeepsIt() throws InterruptedException {
        Bell bell = new Bell();
        AtomicReference<Boolean> interrupted = new AtomicReference<>(false);
        Thread waiter =
                Thread.ofPlatform()
                        .daemon(true)
                        .start(
                                () -> {
                                    bell.await(() -> false, LONG_NANOS);
                                    interrupted.set(Thread.currentThread().isInterrupted());
                                });
        waiter.interrupt();
        assertTrue(waiter.join(Duration.ofSeconds(20)));
        assertEquals(true, interrupted.get());
    }

    private static void awaitValue(
            Bell bell, AtomicIntegerArray published, int place, int expected) {
        while (published.getAcquire(place) < expected) {
            bell.await(() -> published.getAcquire(place) >= expected, LONG_NANOS);
        }
    }
}
