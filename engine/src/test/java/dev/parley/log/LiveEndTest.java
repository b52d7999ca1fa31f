package dev.parley.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

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

    @Test
    void aSegmentThatIsBeingMadeIsNoDamageEither() throws IOException {
        whole();
        Verdict verdict = LogVerifier.verify(new Begun(4), 0, _ -> {});
        assertTrue(verdict.ok(), verdict::toString);
        assertEquals(20, verdict.records());
        assertFalse(LogVerifier.verify(new Begun(Integer.MAX_VALUE), 0, _ -> {}).ok());
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

    /**
     * Has one more segment, which does not count yet; its opening is torn in its first readings.
     */
    private final class Begun implements SegmentSource {
        private final int number = memory.segments()[memory.segments().length - 1] + 1;
        private final byte[] opening = opening();
        private int readings;

        Begun(int readings) {
            this.readings = readings;
        }

        @Override
        public int[] segments() {
            int[] all = Arrays.copyOf(memory.segments(), memory.segments().length + 1);
            all[all.length - 1] = number;
            return all;
        }

        @Override
        public SegmentBytes open(int segment) throws IOException {
            if (segment != number) {
                return memory.open(segment);
            }
            byte[] bytes = opening.clone();
            if (readings-- > 0) {
                bytes[bytes.length - Integer.BYTES] ^= 1;
            }
            return memory.with(number, bytes).open(number);
        }

        /** The first record of a segment, the shortest beginning that has one. */
        private byte[] opening() {
            byte[] all = memory.bytes(number - 1);
            for (int length = Integer.BYTES; length < all.length; length += Integer.BYTES) {
                byte[] beginning = Arrays.copyOf(all, length);
                try (SegmentWalker walker =
                        new SegmentWalker(memory.with(number, beginning).open(number), 0)) {
                    if (walker.next() == SegmentWalker.Step.RECORD) {
                        return beginning;
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            throw new IllegalStateException("no record in " + all.length + " bytes");
        }

        @Override
        public void close() {}
    }
}
