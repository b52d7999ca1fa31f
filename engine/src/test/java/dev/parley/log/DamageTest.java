package dev.parley.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.log.chronicle.ChronicleOptions;
import dev.parley.log.chronicle.LogDirectory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Torn tails and flipped bytes, at every byte. The short form recovers in full at every 97th byte
 * and around the ends of records, and only scans at the others; {@code -Dparley.log.torn=full}
 * recovers at each.
 */
class DamageTest {
    private static final long SMALL = SegmentedLog.MIN_SEGMENT_BYTES;
    private static final int TAIL = 64 * 1024;
    private static final int STRIDE =
            System.getProperty("parley.log.torn", "short").equals("full") ? 1 : 97;

    private final MemorySegments memory = new MemorySegments();

    /** Where each transaction ends, and what it makes the next position: the model. */
    private final int[] ends = new int[1_000];

    private final long[] heads = new long[1_000];
    private int transactions;

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void keepsExactlyTheWholeTransactionsBeforeATornTail() throws IOException {
        SegmentedLog log = SegmentedLog.open(memory, 0, 1 << 20, () -> 0);
        int opened = memory.bytes(1).length;
        while (memory.bytes(1).length < opened + TAIL + 5_000) {
            Facts.appendTogether(log, 1 + transactions % 3);
            ends[transactions] = memory.bytes(1).length;
            heads[transactions++] = log.head();
            if (transactions % 5 == 0) {
                log.force();
            }
        }
        byte[] whole = memory.bytes(1);
        Segment segment = LogChain.read(memory, 0).segments()[0];
        for (int cut = whole.length; cut > whole.length - TAIL; cut--) {
            MemorySegments torn = memory.with(1, Arrays.copyOf(whole, cut));
            long expected = survivors(cut);
            SegmentScan scan = new SegmentScan(torn, 0, segment, 0).run();
            assertEquals(expected, scan.validBefore(), "cut at byte " + cut);
            assertEquals(-1, scan.missingPosition(), "nothing proved is missing");
            if (cut % STRIDE == 0) {
                assertRecovers(torn, expected, cut);
            }
        }
        for (int i = Math.max(0, transactions - 40); i < transactions; i++) {
            for (int cut = ends[i] - 5; cut <= ends[i] + 5 && cut <= whole.length; cut++) {
                assertRecovers(memory.with(1, Arrays.copyOf(whole, cut)), survivors(cut), cut);
            }
        }
    }

    @Test
    void findsAFlippedByteWhereverItIs() throws IOException {
        long seed = new Random().nextLong();
        System.out.println("DamageTest seed=" + seed);
        Random random = new Random(seed);
        try (SegmentedLog log = SegmentedLog.open(memory, 0, SMALL, () -> 0)) {
            while (memory.segments().length < 2) {
                Facts.appendTogether(log, 1 + transactions++ % 3);
                log.force();
            }
            Facts.append(log, 5);
        }
        assertTrue(LogVerifier.verify(memory, 0, _ -> {}).ok());
        for (int segment : memory.segments()) {
            byte[] bytes = memory.bytes(segment);
            for (int at = 0; at < bytes.length; at += segment == 1 ? 1 + random.nextInt(7) : 1) {
                byte was = bytes[at];
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                Verdict verdict = LogVerifier.verify(memory.with(segment, bytes), 0, _ -> {});
                assertFalse(verdict.ok(), "seed=" + seed + " segment=" + segment + " at=" + at);
                assertFalse(verdict.reason().isEmpty());
                bytes[at] = was;
            }
        }
    }

    @Test
    void findsAFlippedByteInAFileOfChronicle(@TempDir Path directory) throws IOException {
        try (LogDirectory owner = LogDirectory.own(directory);
                EventLog log =
                        owner.open(0, new ChronicleOptions(1 << 20, 64 << 10, 0, 0), () -> 1)) {
            Facts.append(log, 80);
        }
        byte[] bytes;
        try (SegmentSource source = LogDirectory.source(directory, 0);
                SegmentBytes file = source.open(1)) {
            bytes = new byte[(int) Math.min(file.size(), 60_000)];
            assertEquals(bytes.length, file.read(0, bytes, 0, bytes.length));
        }
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int documents = 0;
        int at = 0;
        assertEquals(0, word(bytes, bytes.length - 4), "all that was written is there");
        while (word(bytes, at) != 0) {
            int length = word(bytes, at) & Framing.LENGTH_MASK;
            boolean ours = !Framing.isMeta(word(bytes, at));
            int step = ours ? 1 + random.nextInt(12) : 1;
            for (int i = at; i < at + 4 + (ours ? length : 0); i += step) {
                byte was = bytes[i];
                bytes[i] ^= (byte) (1 << random.nextInt(8));
                int flipped = word(bytes, at);
                // Within the padding Chronicle's own lengths lead to the same next document.
                boolean harmless =
                        flipped >>> 30 == 1
                                && RecordLayout.aligned(flipped & Framing.LENGTH_MASK)
                                        == RecordLayout.aligned(length);
                Verdict verdict = LogVerifier.verify(memory.with(1, bytes), 0, _ -> {});
                assertTrue(
                        (harmless && !ours) || !verdict.ok(),
                        "seed=" + seed + " at=" + i + " of " + at);
                bytes[i] = was;
            }
            documents += ours ? 1 : 0;
            at += 4 + RecordLayout.aligned(length);
        }
        assertEquals(83, documents, "opening, end, mark and the events");
        assertTrue(LogVerifier.verify(memory.with(1, bytes), 0, _ -> {}).ok());
    }

    private static int word(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
    }

    private static void assertRecovers(MemorySegments torn, long expected, int cut)
            throws IOException {
        try (SegmentedLog log = SegmentedLog.open(torn, 0, SMALL, () -> 0)) {
            assertEquals(expected, log.durable(), "cut at byte " + cut);
        }
        assertEquals(expected, LogVerifier.verify(torn, 0, _ -> {}).records());
    }

    private long survivors(int cut) {
        long head = 0;
        for (int i = 0; i < transactions && ends[i] <= cut; i++) {
            head = heads[i];
        }
        return head;
    }
}
