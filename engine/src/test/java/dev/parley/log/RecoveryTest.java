package dev.parley.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.log.CuttableSegments.PowerCut;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

class RecoveryTest {
    private static final long SMALL = SegmentedLog.MIN_SEGMENT_BYTES;

    /** Histories of the short form; more by {@code -Dparley.log.histories=N}. */
    private static final int HISTORIES = Integer.getInteger("parley.log.histories", 400);

    private MemorySegments memory = new MemorySegments();

    @Test
    void rewritesWhatIsNotProvedUnchanged() throws IOException {
        SegmentedLog log = open();
        Facts.append(log, 5);
        log.force();
        Facts.appendTogether(log, 4);
        List<String> before = digests(log.reader(), 9);
        SegmentedLog again = open();
        assertEquals(new Recovery(2, 5, 4, 0, ""), again.recovery());
        assertEquals(9, again.durable());
        assertEquals(before, digests(again.reader(), 9));
        again.close();
        assertEquals(9, verify().records());
    }

    @Test
    void voidsATransactionThatIsNotComplete() {
        SegmentedLog log = open();
        Facts.append(log, 3);
        log.force();
        int whole = memory.bytes(1).length;
        Facts.appendTogether(log, 3);
        byte[] bytes = memory.bytes(1);
        int first = whole + 4 + recordLength(bytes, whole);
        int second = first + 4 + recordLength(bytes, first);
        for (int cut : new int[] {first, second, second + 20}) {
            memory = memory.with(1, Arrays.copyOf(bytes, cut));
            SegmentedLog again = open();
            assertEquals(3, again.head());
            assertTrue(again.recovery().voided() > 0);
            Facts.append(again, 2);
            again.close();
            assertEquals(5, verify().records());
            memory = memory.with(1, bytes).without(2);
        }
    }

    @Test
    void stopsAtDamageBelowTheProvedPosition() {
        SegmentedLog log = open();
        Facts.append(log, 10);
        log.mark(9_000);
        int offset = offsetOf(memory.bytes(1), 6);
        byte[] bytes = memory.bytes(1);
        bytes[offset + 70] ^= 1;
        memory = memory.with(1, bytes);
        LogDamaged stop = assertThrows(LogDamaged.class, this::open);
        assertEquals(6, stop.position());
        assertEquals(1, memory.segments().length, "nothing was written");
        assertEquals(6, verify().firstBad().orElseThrow());
    }

    @Test
    void voidsDamageBehindTheProvedPositionAndAllThatFollows() {
        SegmentedLog log = open();
        Facts.append(log, 10);
        log.force();
        Facts.append(log, 10);
        byte[] bytes = memory.bytes(1);
        bytes[offsetOf(bytes, 14) + 70] ^= 1;
        memory = memory.with(1, bytes);
        assertEquals(14, verify().firstBad().orElseThrow());
        SegmentedLog again = open();
        assertEquals(10, again.recovery().provedBefore());
        assertEquals(4, again.recovery().rewritten());
        assertEquals(6, again.recovery().voided());
        assertEquals(14, again.head());
        assertEquals(List.of(), Facts.wrongIn(again));
        again.close();
        assertTrue(verify().ok());
    }

    @Test
    void takesARecordBehindATornOneAsProofButNotAsARecord() {
        SegmentedLog log = open();
        Facts.append(log, 4);
        byte[] unforced = memory.bytes(1);
        int third = offsetOf(unforced, 3);
        Arrays.fill(unforced, third, third + 200, (byte) 0);
        memory = memory.with(1, unforced);
        SegmentedLog kept = open();
        assertEquals(3, kept.head(), "a whole record behind a hole is void");
        Facts.append(kept, 3);
        kept.force();
        Facts.append(kept, 3);
        byte[] forced = memory.bytes(2);
        int fourth = offsetOf(forced, 4);
        Arrays.fill(forced, fourth, fourth + 100, (byte) 0);
        memory = memory.with(2, forced);
        assertEquals(4, assertThrows(LogDamaged.class, this::open).position());
    }

    @Test
    void failsForGoodWhenAForceFails() {
        SegmentedLog log = open();
        Facts.append(log, 3);
        log.force();
        Facts.append(log, 3);
        memory.failNextForce(new IOException("Input/output error"));
        assertThrows(LogFailure.class, log::force);
        assertEquals(3, log.durable());
        assertThrows(LogFailure.class, log::force);
        assertThrows(LogFailure.class, () -> Facts.append(log, 1));
        log.close();
        SegmentedLog again = open();
        assertEquals(3, again.recovery().rewritten());
        assertEquals(6, again.durable());
        assertEquals(List.of(), Facts.wrongIn(again));
    }

    @Test
    void refusesASegmentThatWasInUseAndDoesNotOpenAnyMore() {
        SegmentedLog log = open();
        Facts.append(log, 3);
        log.close();
        SegmentedLog second = open();
        Facts.append(second, 3);
        second.close();
        for (int segment = 1; segment <= 2; segment++) {
            MemorySegments whole = memory;
            byte[] bytes = memory.bytes(segment);
            bytes[60] ^= 4;
            memory = memory.with(segment, bytes);
            assertThrows(LogDamaged.class, this::open);
            assertEquals(false, verify().ok());
            memory = whole;
        }
        memory = memory.without(1);
        assertThrows(LogDamaged.class, this::open);
    }

    @Test
    void survivesACrashAtEachPointOfRecovery() {
        for (int seed = 0; seed < 20; seed++) {
            int steps = 0;
            boolean cut = true;
            while (cut) {
                memory = new MemorySegments();
                SegmentedLog log = open();
                Facts.append(log, 8);
                log.force();
                Facts.append(log, 2);
                Facts.appendTogether(log, 3);
                cut = opensOrIsCut(steps++);
                Random random = new Random(seed);
                memory = memory.crash(random, 64);
                try (SegmentedLog recovered = open()) {
                    assertTrue(recovered.head() >= 8, "seed=" + seed + " steps=" + steps);
                    assertEquals(List.of(), Facts.wrongIn(recovered));
                }
                assertTrue(verify().ok(), "seed=" + seed + " steps=" + steps);
            }
            assertEquals(12, steps, "create, opening, 5 rewritten, end, force, mark, force, none");
        }
    }

    @Test
    void survivesACrashAtEachPointOfARoll() {
        for (int seed = 0; seed < 10; seed++) {
            int steps = 0;
            boolean cut = true;
            while (cut) {
                memory = new MemorySegments();
                CuttableSegments store = new CuttableSegments(memory, Integer.MAX_VALUE);
                SegmentedLog log = SegmentedLog.open(store, 0, SMALL, () -> 0);
                while (memory.bytes(1).length < SMALL - 1_000) {
                    Facts.append(log, 1);
                }
                Facts.write(log, 8);
                store.cutAfter(steps++);
                cut = !forces(log);
                long acknowledged = log.durable();
                memory = memory.crash(new Random(seed), 64);
                try (SegmentedLog recovered = open()) {
                    assertTrue(recovered.head() >= acknowledged, "seed=" + seed);
                    assertEquals(List.of(), Facts.wrongIn(recovered));
                }
                assertTrue(verify().ok(), "seed=" + seed + " steps=" + steps);
            }
            assertEquals(6, steps, "force, create, opening, end, force, and then none");
        }
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void losesNothingForcedInRandomHistoriesOfCuts() {
        long first = Long.getLong("parley.log.seed", new Random().nextLong());
        System.out.println("RecoveryTest seed=" + first + " histories=" + HISTORIES);
        for (int i = 0; i < HISTORIES; i++) {
            history(first + i);
        }
    }

    private void history(long seed) {
        Random random = new Random(seed);
        String said = "seed=" + seed;
        memory = new MemorySegments();
        long acknowledged = 0;
        for (int life = 0; life < 6; life++) {
            CuttableSegments store = new CuttableSegments(memory, steps(random));
            long[] forced = {acknowledged};
            try {
                SegmentedLog log = SegmentedLog.open(store, 0, SMALL, () -> 0);
                assertTrue(log.head() >= acknowledged, said);
                assertEquals(List.of(), Facts.wrongIn(log), said);
                live(log, store, random, forced);
            } catch (PowerCut | LogFailure _) {
                // what was forced before has to be there
            }
            acknowledged = forced[0];
            boolean kill = random.nextInt(4) == 0;
            memory = kill ? memory : memory.crash(random, 1 << (4 + random.nextInt(6)));
        }
        try (SegmentedLog log = open()) {
            assertTrue(log.head() >= acknowledged, said);
            assertEquals(List.of(), Facts.wrongIn(log), said);
        }
        assertTrue(verify().ok(), () -> said + " " + verify());
    }

    /** Mostly short lives; now and then one that rolls. */
    private static int steps(Random random) {
        return random.nextInt(random.nextInt(6) == 0 ? 1_500 : 120);
    }

    private static void live(
            SegmentedLog log, CuttableSegments store, Random random, long[] forced) {
        forced[0] = Math.max(forced[0], log.durable());
        // Some lives hardly force: their segments roll by flushes.
        int seldom = random.nextBoolean() ? 6 : 400;
        while (true) {
            if (random.nextInt(30) == 0) {
                store.finishOne();
            }
            switch (random.nextInt(seldom)) {
                case 0 -> log.force();
                case 1 -> log.mark(log.lastRecordedAt());
                case 2 -> Facts.appendTogether(log, 1 + random.nextInt(20));
                default -> Facts.append(log, 1 + random.nextInt(4));
            }
            forced[0] = log.durable();
        }
    }

    private boolean opensOrIsCut(int steps) {
        try {
            SegmentedLog.open(new CuttableSegments(memory, steps), 0, SMALL, () -> 0);
            return false;
        } catch (PowerCut | LogFailure _) {
            return true;
        }
    }

    private static boolean forces(SegmentedLog log) {
        try {
            log.force();
            return true;
        } catch (LogFailure _) {
            return false;
        }
    }

    private SegmentedLog open() {
        return SegmentedLog.open(memory, 0, SMALL, () -> 0);
    }

    private Verdict verify() {
        return Facts.verify(memory);
    }

    private static List<String> digests(EventReader reader, long before) {
        List<String> digests = new ArrayList<>();
        while (reader.next(before)) {
            MessageDigest digest = Digests.sha256();
            reader.record().digestInto(digest);
            digests.add(HexFormat.of().formatHex(digest.digest()));
        }
        return digests;
    }

    static int recordLength(byte[] bytes, int frame) {
        return (bytes[frame] & 0xFF)
                | (bytes[frame + 1] & 0xFF) << 8
                | (bytes[frame + 2] & 0xFF) << 16;
    }

    /** Where the frame of an event is. */
    static int offsetOf(byte[] bytes, long position) {
        LogRecord record = new LogRecord();
        int at = 0;
        while (true) {
            record.wrap(bytes, at + 4);
            if (record.kind().takesPosition() && record.position() == position) {
                return at;
            }
            at += 4 + recordLength(bytes, at);
        }
    }
}
