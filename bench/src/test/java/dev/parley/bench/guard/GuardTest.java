package dev.parley.bench.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.List;

/** The path of a posted message keeps its price. */
class GuardTest {
    private static final Course SMALL = Course.run(Guard.SMALL);

    @Test
    void writerCopiesLocksAndLooksUpNoMoreThanAllowed() {
        assertEquals(List.of(), Guard.complaints(SMALL), SMALL.toString());
    }

    @Test
    void writerAllocatesNothing() {
        assertEquals(0, Course.writerBytes());
    }

    @Test
    void writerForcesOnceABatch() {
        assertEquals(Guard.FORCES, SMALL.written(Probe.Kind.FORCES));
    }

    @Test
    void callerTakesNoLockAndCopiesNothing() {
        assertEquals(0, SMALL.offered(Probe.Kind.LOCKS));
        assertEquals(0, SMALL.offered(Probe.Kind.PAYLOAD_COPIES));
    }

    @Test
    void readerCopiesAMessageOnceAtMost() {
        // Blocks of many records at a time: a part of a copy a message.
        assertEquals(0, Math.floor(SMALL.read(Probe.Kind.PAYLOAD_COPIES)), SMALL.toString());
    }

    @Test
    void nothingGrowsWithTheNumberOfConversations() {
        assertEquals(List.of(), Guard.growth(SMALL, Course.run(Guard.LARGE)));
    }
}
