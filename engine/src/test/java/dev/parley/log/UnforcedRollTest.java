package dev.parley.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.log.CuttableSegments.PowerCut;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A log that is only flushed goes over to the next segment while the one before is not forced. */
class UnforcedRollTest {
    private static final long SMALL = SegmentedLog.MIN_SEGMENT_BYTES;

    private MemorySegments memory = new MemorySegments();
    private CuttableSegments store = new CuttableSegments(memory, Integer.MAX_VALUE);

    @Test
    void goesOnWithoutAForceAndSaysWhenTheFullOneIsForced() {
        SegmentedLog log = open();
        fill(log, 2);
        long second = firstOf(2);
        assertEquals(1, store.unfinished());
        assertEquals(0, log.durable());
        Facts.append(log, 1);
        assertEquals(0, log.durable());
        store.finishOne();
        Facts.append(log, 1);
        assertEquals(second, log.durable());
        assertTrue(log.head() > second);
    }

    @Test
    void aThirdWaitsUntilTheFirstIsForced() {
        SegmentedLog log = open();
        fill(log, 3);
        assertEquals(1, store.unfinished(), "the second");
        assertEquals(firstOf(2), log.durable());
    }

    @Test
    void aForceWaitsForTheOneBefore() throws IOException {
        SegmentedLog log = open();
        fill(log, 2);
        log.force();
        assertEquals(0, store.unfinished());
        assertEquals(log.head(), log.durable());
        memory = memory.crash(new Random(1), 64);
        assertRecovers(log.head(), 0);
    }

    @Test
    void endsWhereTheFullOneCannotBeForced() {
        SegmentedLog log = open();
        fill(log, 2);
        memory.failNextForce(new IOException("Input/output error"));
        store.finishOne();
        assertThrows(LogFailure.class, log::flush);
        assertThrows(LogFailure.class, log::force);
        assertEquals(0, log.durable());
        long head = log.head();
        log.close();
        SegmentedLog again = SegmentedLog.open(memory, 0, SMALL, () -> 0);
        assertEquals(head, again.recovery().rewritten(), "a kill loses nothing");
        assertEquals(List.of(), Facts.wrongIn(again));
    }

    @Test
    void aStartWritesAnewWhatOfBothIsNotProved() throws IOException {
        SegmentedLog log = open();
        Facts.append(log, 10);
        log.force();
        fill(log, 2);
        Facts.append(log, 5);
        long head = log.head();
        try (ReadOnlyLog read = ReadOnlyLog.open(memory, 0)) {
            assertEquals(10, read.provedBefore());
            assertEquals(head, read.validBefore());
        }
        assertEquals(head, verify().records());
        assertEquals(10, verify().provedBefore());
        SegmentedLog again = SegmentedLog.open(memory, 0, SMALL, () -> 0);
        assertEquals(new Recovery(3, 10, head - 10, 0, ""), again.recovery());
        assertEquals(List.of(), Facts.wrongIn(again));
        again.close();
        assertEquals(head, verify().records());
    }

    @Test
    void theOneBeforeIsProvedOnceARecordSaysSo() {
        SegmentedLog log = open();
        fill(log, 2);
        store.finishOne();
        Facts.append(log, 2);
        Facts.append(log, 2);
        SegmentedLog again = SegmentedLog.open(memory, 0, SMALL, () -> 0);
        assertEquals(firstOf(2), again.recovery().provedBefore());
        assertEquals(log.head(), again.head());
    }

    @Test
    void theSecondIsVoidBehindAHoleInTheFirst() throws IOException {
        SegmentedLog log = open();
        Facts.append(log, 10);
        log.force();
        fill(log, 2);
        Facts.append(log, 5);
        byte[] bytes = memory.bytes(1);
        int hole = RecoveryTest.offsetOf(bytes, 40);
        Arrays.fill(bytes, hole, hole + 100, (byte) 0);
        memory = memory.with(1, bytes);
        // Of the record in the hole nothing is to be seen.
        assertEquals(log.head() - 41, verify().voidTail());
        assertTrue(verify().ok());
        assertRecovers(40, log.head() - 41);
    }

    @Test
    void theSecondIsVoidBehindAFirstThatEndsEarly() throws IOException {
        SegmentedLog log = open();
        fill(log, 2);
        Facts.append(log, 5);
        byte[] bytes = memory.bytes(1);
        memory = memory.with(1, Arrays.copyOf(bytes, RecoveryTest.offsetOf(bytes, 40)));
        SegmentedLog again = SegmentedLog.open(memory, 0, SMALL, () -> 0);
        assertEquals(40, again.head());
        assertEquals(log.head() - firstOf(2), again.recovery().voided());
        assertEquals("records are missing before others", again.recovery().reason());
    }

    @Test
    void whatTheSecondSaysWasForcedHasToBeInTheFirst() {
        SegmentedLog log = open();
        Facts.append(log, 20);
        log.force();
        fill(log, 2);
        Facts.append(log, 5);
        byte[] bytes = memory.bytes(1);
        memory = memory.with(1, Arrays.copyOf(bytes, RecoveryTest.offsetOf(bytes, 15)));
        LogDamaged stop =
                assertThrows(LogDamaged.class, () -> SegmentedLog.open(memory, 0, SMALL, () -> 0));
        assertEquals(15, stop.position());
        assertEquals(2, memory.segments().length, "nothing was written");
        assertEquals(15, verify().firstBad().orElseThrow());
    }

    @Test
    void survivesACrashAtEachPointOfIt() throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            int steps = 0;
            boolean cut = true;
            while (cut) {
                memory = new MemorySegments();
                store = new CuttableSegments(memory, Integer.MAX_VALUE);
                SegmentedLog log = open();
                Facts.append(log, 10);
                log.force();
                while (memory.bytes(1).length < SMALL - 1_000) {
                    Facts.append(log, 1);
                }
                Facts.write(log, 8);
                store.cutAfter(steps++);
                cut = !rolls(log);
                long acknowledged = log.durable();
                memory = memory.crash(new Random(seed), 64);
                try (SegmentedLog recovered = SegmentedLog.open(memory, 0, SMALL, () -> 0)) {
                    assertTrue(recovered.head() >= acknowledged, "seed=" + seed);
                    assertEquals(List.of(), Facts.wrongIn(recovered));
                }
                assertTrue(verify().ok(), "seed=" + seed + " steps=" + steps);
            }
            assertEquals(11, steps, "flush, create, opening, end, force, 5 records and a flush");
        }
    }

    /** Goes over, and writes a little behind that. */
    private static boolean rolls(SegmentedLog log) {
        try {
            log.flush();
            Facts.append(log, 4);
            return true;
        } catch (PowerCut | LogFailure _) {
            return false;
        }
    }

    private void assertRecovers(long head, long voided) throws IOException {
        try (SegmentedLog again = SegmentedLog.open(memory, 0, SMALL, () -> 0)) {
            assertEquals(head, again.head());
            assertEquals(voided, again.recovery().voided());
            Facts.append(again, 300);
            assertEquals(List.of(), Facts.wrongIn(again));
        }
        assertTrue(verify().ok());
        assertEquals(head + 300, verify().records());
    }

    /** Flushes until so many segments are there. */
    private void fill(SegmentedLog log, int segments) {
        while (memory.segments().length < segments) {
            Facts.append(log, 1);
        }
    }

    private long firstOf(int segment) {
        LogRecord record = new LogRecord();
        record.wrap(memory.bytes(segment), 4);
        return record.position();
    }

    private SegmentedLog open() {
        return SegmentedLog.open(store, 0, SMALL, () -> 0);
    }

    private Verdict verify() {
        return Facts.verify(memory);
    }
}
