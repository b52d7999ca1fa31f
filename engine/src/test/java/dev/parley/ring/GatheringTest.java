package dev.parley.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.domain.Command;
import dev.parley.domain.PartialEvents;
import dev.parley.domain.Rejection;

import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.function.LongSupplier;

class GatheringTest {
    private static final int BATCH = 16;
    private static final long FORCE = 100_000;

    private long now;
    private final Gathering gathering = new Gathering(() -> now, BATCH, 2);

    @Test
    void waitsAsLongAsAForceTakes() {
        gathering.forced(4, 0, FORCE);
        assertTrue(gathering.begin(1));
        assertTrue(gathering.goesOn(1));
        now += FORCE - 1;
        assertTrue(gathering.goesOn(3));
        assertFalse(gathering.goesOn(4));
        now++;
        assertFalse(gathering.goesOn(3));
    }

    @Test
    void waitsForNobodyWhoIsThere() {
        assertFalse(gathering.begin(1), "nothing was forced yet");
        gathering.forced(1, 0, FORCE);
        assertFalse(gathering.begin(1), "one caller alone");
        gathering.forced(2, 2, FORCE);
        assertFalse(gathering.begin(0), "nobody came");
        assertTrue(gathering.begin(3));
        assertFalse(gathering.begin(4));
    }

    @Test
    void expectsNoMoreThanABatchTakes() {
        gathering.forced(BATCH, 3 * BATCH, FORCE);
        assertFalse(gathering.begin(BATCH));
        assertTrue(gathering.begin(BATCH - 1));
    }

    @Test
    void waitsForASlowDiskNoLongerThanItsBound() {
        gathering.forced(4, 0, 10 * Gathering.MOST_NANOS);
        assertTrue(gathering.begin(1));
        now += Gathering.MOST_NANOS - 1;
        assertTrue(gathering.goesOn(1));
        now++;
        assertFalse(gathering.goesOn(1));
    }

    @Test
    void givesUpWhereNobodyComesAndTriesAgain() {
        gathering.forced(4, 0, FORCE);
        for (int i = 0; i < Patience.FAILURES; i++) {
            assertTrue(gathering.begin(1));
            gathering.forced(3, 1, FORCE);
        }
        for (int i = 1; i < Patience.PROBE; i++) {
            assertFalse(gathering.begin(1));
            gathering.forced(3, 1, FORCE);
        }
        assertTrue(gathering.begin(1));
        gathering.forced(4, 0, FORCE);
        assertTrue(gathering.begin(1), "once it paid it is tried again each time");
    }

    @Test
    void givesUpWhereTheyComeWhetherAnsweredOrNot() {
        gathering.forced(8, 8, FORCE);
        for (int i = 0; i < Patience.FAILURES; i++) {
            assertTrue(gathering.begin(8));
            gathering.forced(16, 8, FORCE);
            gathering.forced(8, 8, FORCE);
        }
        assertFalse(gathering.begin(8));
    }

    @Test
    void keepsNoOnlyProcessorFromThoseItWaitsFor() {
        Gathering alone = new Gathering(() -> now, BATCH, 1);
        alone.forced(4, 0, FORCE);
        assertFalse(alone.begin(1));
    }

    @Test
    void callersWhoComeOneByOneShareAForce() {
        SteppedShard s = new SteppedShard();
        Callers callers = new Callers();
        Ring ring =
                new Ring(
                        s.log,
                        s.shard,
                        new LockedViews(new PartialEvents() {}),
                        new Ring.Settings(BATCH, 1 << 20, BATCH, 1),
                        Runnable::run,
                        callers);
        for (int i = 0; i < 4; i++) {
            offer(ring, callers);
        }
        // The clock is looked at before the force and behind it.
        callers.bring(List.of(() -> {}, () -> callers.nanos += 20_000));
        assertEquals(4, ring.write());
        ring.read();
        assertEquals(4, callers.answered.size());

        offer(ring, callers);
        callers.bring(Collections.nCopies(3, () -> offer(ring, callers)));
        int taken = ring.write();
        assertEquals(Runtime.getRuntime().availableProcessors() > 1 ? 4 : 1, taken);
    }

    private static void offer(Ring ring, Callers callers) {
        assertEquals(Rejection.NONE, ring.offer(command(), callers.answered::add));
    }

    private static Command command() {
        return new Command.RegisterAccount(Shop.operator(0), 5, Shop.text("another"));
    }

    /** A clock that goes on by a microsecond with each look, and brings something each time. */
    private static final class Callers implements LongSupplier {
        final List<Object> answered = new ArrayList<>();
        private final Queue<Runnable> coming = new ArrayDeque<>();
        private long nanos;

        void bring(List<Runnable> each) {
            coming.addAll(each);
        }

        @Override
        public long getAsLong() {
            nanos += 1_000;
            Runnable next = coming.poll();
            if (next != null) {
                next.run();
            }
            return nanos;
        }
    }
}
