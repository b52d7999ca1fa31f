package dev.parley.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.log.SegmentWalker.Step;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Arrays;

/** Who follows a log that grows reads about what was added, and not the zeros behind it. */
@NullMarked
class TailReadTest {
    private static final int SMALL_BYTES = 16 * 1024;
    private static final int BATCHES = 50;

    private final MemorySegments memory = new MemorySegments();

    @Test
    void readsASmallBatchWithOneSmallReading() throws IOException {
        try (SegmentedLog log = SegmentedLog.open(memory, 0, 1 << 20, () -> 0)) {
            Facts.append(log, 3);
            Counted bytes = new Counted(memory.open(memory.segments()[0]));
            try (SegmentWalker walker = new SegmentWalker(bytes, 0)) {
                assertEquals(3, records(walker));
                for (int i = 0; i < BATCHES; i++) {
                    Facts.append(log, 3);
                    bytes.given = 0;
                    walker.forget();
                    assertEquals(3, records(walker));
                    assertTrue(bytes.given <= SMALL_BYTES, () -> bytes.given + " B read");
                }
            }
        }
    }

    @Test
    void readsALargeBatchInFewReadings() throws IOException {
        try (SegmentedLog log = SegmentedLog.open(memory, 0, 1 << 24, () -> 0)) {
            Facts.append(log, 3);
            Counted bytes = new Counted(memory.open(memory.segments()[0]));
            try (SegmentWalker walker = new SegmentWalker(bytes, 0)) {
                assertEquals(3, records(walker));
                Facts.append(log, 10_000);
                bytes.readings = 0;
                walker.forget();
                assertEquals(10_000, records(walker));
                long whole = bytes.size() / (64 * 1024);
                assertTrue(bytes.readings <= whole + 4, () -> bytes.readings + " readings");
            }
        }
    }

    /** Records of events up to the end. */
    private static int records(SegmentWalker walker) throws IOException {
        int found = 0;
        while (walker.next() == Step.RECORD) {
            if (walker.record().kind().takesPosition()) {
                found++;
            }
        }
        return found;
    }

    /** Counts what is read; has zeros behind its end, as a file that was prepared. */
    private static final class Counted implements SegmentBytes {
        private final SegmentBytes bytes;
        private long given;
        private long readings;

        Counted(SegmentBytes bytes) {
            this.bytes = bytes;
        }

        @Override
        public long size() throws IOException {
            return bytes.size();
        }

        @Override
        public int read(long at, byte[] into, int offset, int length) throws IOException {
            int read = bytes.read(at, into, offset, length);
            Arrays.fill(into, offset + read, offset + length, (byte) 0);
            given += length;
            readings++;
            return length;
        }

        @Override
        public void close() throws IOException {
            bytes.close();
        }
    }
}
