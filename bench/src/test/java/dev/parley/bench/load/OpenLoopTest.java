package dev.parley.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.concurrent.locks.LockSupport;

/** The generator forgives no stall. */
class OpenLoopTest {
    private static final long STALL_NANOS = 60_000_000;
    private static final int RATE = 1_000;

    /** Answers at once, but stands still once. */
    private static final class StandsStill implements Target {
        private final int refusedFrom;
        private int sent;

        StandsStill(int refusedFrom) {
            this.refusedFrom = refusedFrom;
        }

        @Override
        public void send(long fromNanos, Latencies into) {
            if (++sent == 50) {
                long end = System.nanoTime() + STALL_NANOS;
                while (System.nanoTime() < end) {
                    LockSupport.parkNanos(end - System.nanoTime());
                }
            }
            if (sent >= refusedFrom) {
                into.refused();
            } else {
                into.answered(System.nanoTime() - fromNanos);
            }
        }

        @Override
        public String writerThread() {
            return Thread.currentThread().getName();
        }

        @Override
        public void close() {}
    }

    @Test
    void whatFellDueInAStallCountsFromItsIntendedTime() {
        Run run = OpenLoop.run(new StandsStill(Integer.MAX_VALUE), RATE, 300_000_000);
        assertEquals(300, run.answered());
        // 60 messages fell due in it; those of its first two thirds waited for 20 ms at least.
        long late = run.latencies().getCountBetweenValues(20_000_000, 60_000_000_000L);
        assertTrue(late >= 40, "late=" + late);
        // And the generator itself says that it was behind.
        assertTrue(run.lateness().getMaxValue() >= STALL_NANOS / 2);
    }

    @Test
    void aPieceOfAStepCountsButIsNoStep() {
        Run run = OpenLoop.run(new StandsStill(Integer.MAX_VALUE), RATE, 250_000_000);
        assertEquals(250, run.answered());
        long inSteps = run.steps().stream().mapToLong(Latencies.Step::count).sum();
        assertTrue(inSteps > 0 && inSteps < 250, "inSteps=" + inSteps);
    }

    @Test
    void aRefusalIsNoLatencyAndTheRateWasNotHeld() {
        Run run = OpenLoop.run(new StandsStill(201), RATE, 300_000_000);
        assertEquals(200, run.answered());
        assertEquals(100, run.refused());
        assertTrue(!run.held());
    }
}
