package dev.parley.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

class AnswersTest {
    private static final int MOST = 8;

    /** Threads that were asked for and not begun. */
    private final ArrayDeque<Runnable> threads = new ArrayDeque<>();

    private final List<Integer> told = new ArrayList<>();
    private long now;
    private final Answers answers = new Answers(MOST, threads::add, () -> now);

    @Test
    void tellsWhatWaitsInOrderOnOneThread() {
        add(0, 5);
        assertEquals(1, threads.size());
        threads.remove().run();
        assertEquals(List.of(0, 1, 2, 3, 4), told);
        assertFalse(answers.isBehind());
        add(5, 6);
        threads.remove().run();
        assertEquals(List.of(0, 1, 2, 3, 4, 5), told);
    }

    @Test
    void goesOnBehindAnAnswerWhoseCallerBlocks() throws InterruptedException {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        answers.execute(
                () -> {
                    blocked.countDown();
                    await(release);
                });
        Thread first = Thread.ofVirtual().start(threads.remove());
        await(blocked);
        add(0, 3);
        assertTrue(answers.isBehind());
        answers.goOn();
        now += Answers.PATIENCE_NANOS - 1;
        answers.goOn();
        assertTrue(threads.isEmpty(), "not before the patience is over");
        now += 1;
        answers.goOn();
        threads.remove().run();
        assertEquals(List.of(0, 1, 2), told);
        add(3, 4);
        threads.remove().run();
        assertEquals(List.of(0, 1, 2, 3), told, "the blocked thread holds nobody up any more");
        release.countDown();
        assertTrue(first.join(Duration.ofSeconds(10)));
        assertEquals(List.of(0, 1, 2, 3), told);
    }

    @Test
    void leavesAThreadAloneThatTells() {
        add(0, 2);
        answers.goOn();
        threads.remove().run();
        add(2, 3);
        now += Answers.PATIENCE_NANOS;
        answers.goOn();
        assertEquals(1, threads.size(), "a new thread begins its own patience");
    }

    @Test
    void tellsTheOthersWhereOneThrows() {
        answers.execute(
                () -> {
                    Thread.currentThread().setUncaughtExceptionHandler((_, _) -> told.add(-1));
                    throw new IllegalStateException("a caller's own fault");
                });
        add(0, 2);
        threads.remove().run();
        assertEquals(List.of(-1, 0, 1), told);
        Thread.currentThread().setUncaughtExceptionHandler(null);
    }

    @Test
    void givesThreadsOfTheirOwnToMoreThanMayWaitAndToAllAtTheEnd() {
        add(0, MOST + 2);
        assertEquals(3, threads.size());
        answers.end();
        assertEquals(3 + MOST, threads.size());
        threads.forEach(Runnable::run);
        assertEquals(
                IntStream.range(0, MOST + 2).boxed().toList(), told.stream().sorted().toList());
    }

    private void add(int from, int to) {
        IntStream.range(from, to).forEach(i -> answers.execute(() -> told.add(i)));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
