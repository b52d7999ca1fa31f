package dev.parley.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import java.io.IOException;

/** A reading that fell into a write of a live server is not taken for damage, and damage is. */
@NullMarked
class LiveEndTest {
    private final MemorySegments memory = new MemorySegments();

    @Test
    void aWriteUnderWayIsNoDamage() throws IOException {
        whole();
        Verdict verdict = LogVerifier.verify(new Amid(2), 0, _ -> {});
        assertTrue(verdict.ok(), verdict::toString);
        assertEquals(20, verdict.records());
    }

    @Test
    void whatStaysIsDamage() throws IOException {
        whole();
        Verdict verdict = LogVerifier.verify(new Amid(Integer.MAX_VALUE), 0, _ -> {});
        assertFalse(verdict.ok());
    }

    private void whole() {
        try (SegmentedLog log = SegmentedLog.open(memory, 0, 1 << 20, () -> 0)) {
            Facts.append(log, 20);
        }
    }

    /**
     * In its first readings a record of the end has its frame and its CRC, and half of its bytes.
     */
    private final class Amid implements SegmentSource {
        private int readings;

        Amid(int readings) {
            this.readings = readings;
        }

        @Override
        public int[] segments() {
            return memory.segments();
        }

        @Override
        public SegmentBytes open(int segment) throws IOException {
            return readings-- > 0 ? torn(segment).open(segment) : memory.open(segment);
        }

        private MemorySegments torn(int segment) {
            byte[] bytes = memory.bytes(segment);
            int at = bytes.length - 200;
            bytes[at] ^= 1;
            return memory.with(segment, bytes);
        }

        @Override
        public void close() {}
    }
}
