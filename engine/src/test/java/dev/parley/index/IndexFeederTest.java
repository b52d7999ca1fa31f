package dev.parley.index;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.log.CountedSegments;
import dev.parley.log.EventLog;
import dev.parley.log.EventReader;
import dev.parley.log.LogRecord;
import dev.parley.log.MemorySegments;
import dev.parley.log.SegmentedLog;
import dev.parley.log.chronicle.Commands;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** What keeps the index from being fed keeps it so no longer than it lasts. */
class IndexFeederTest {
    private static final int SEGMENT_BYTES = 1 << 24;

    @TempDir private Path temp;

    @Test
    void aStartReadsNothingOfTheLogButTheRecordBefore() {
        MemorySegments segments = new MemorySegments();
        Path directory = temp.resolve("index");
        try (IndexedHistory history =
                        new IndexedHistory(
                                23, SegmentedLog.open(segments, 0, SEGMENT_BYTES, () -> 0));
                StoredIndex index = StoredIndex.open(directory)) {
            history.live(500);
            history.feeder(index).feed(history.log.durable());
        }
        // The last segment is walked at a start: it is another one then.
        SegmentedLog.open(segments, 0, SEGMENT_BYTES, () -> 0).close();
        CountedSegments counted = new CountedSegments(segments);
        try (EventLog log = SegmentedLog.open(counted, 0, SEGMENT_BYTES, () -> 0);
                StoredIndex index = StoredIndex.open(directory)) {
            long before = counted.asked();
            new IndexFeeder(index, log::reader, log::durable).close();
            assertEquals(log.head(), index.indexedBefore());
            long asked = counted.asked() - before;
            assertTrue(asked <= 4_096, () -> asked + " B were read");
        }
    }

    @Test
    void goesOnFromWhereTheIndexStandsAfterAFailure() {
        try (IndexedHistory history = new IndexedHistory(21);
                StoredIndex index = StoredIndex.open(temp.resolve("index"))) {
            history.live(50);
            FailingReader reader = new FailingReader(history.log.reader());
            IndexFeeder feeder = new IndexFeeder(index, () -> reader, history.log::durable);
            reader.failAt = history.log.durable() - 3;
            assertFalse(feeder.tryToFeed(history.log.durable()));
            assertFalse(feeder.tryToFeed(history.log.durable()));
            assertEquals("no record", feeder.failure().orElseThrow().getMessage());
            assertEquals(0, index.indexedBefore());
            history.live(50);
            reader.failAt = FailingReader.NEVER;
            assertTrue(feeder.tryToFeed(history.log.durable()));
            assertTrue(feeder.failure().isEmpty());
            assertEquals(history.log.head(), index.indexedBefore());
            history.compare(index, new Random(5));
            feeder.close();
        }
    }

    @Test
    void goesOnByItselfOnceTheDiskHasSpaceAgain() throws IOException {
        Commands.mountOrSkip("40m", temp);
        try (IndexedHistory history = new IndexedHistory(22);
                StoredIndex index = StoredIndex.open(temp.resolve("index"))) {
            IndexFeeder feeder = history.feeder(index);
            feeder.start();
            history.live(100);
            Path filler = temp.resolve("filler");
            assertThrows(IOException.class, () -> fill(filler));
            // The store then takes nothing until it has looked for space again, every 5 s.
            assertThrows(IndexException.class, () -> flushed(history, index, feeder));
            history.live(100);
            await().atMost(30, TimeUnit.SECONDS).until(() -> feeder.failure().isPresent());
            Files.delete(filler);
            await().atMost(60, TimeUnit.SECONDS).until(() -> feeder.failure().isEmpty());
            assertTrue(feeder.awaitIndexed(history.log.head(), TimeUnit.SECONDS.toNanos(30)));
            history.compare(index, new Random(6));
            feeder.close();
        } finally {
            Commands.tryRun("umount", "-l", temp.toString());
        }
    }

    private static void flushed(IndexedHistory history, StoredIndex index, IndexFeeder feeder) {
        assertTrue(feeder.awaitIndexed(history.log.head(), TimeUnit.SECONDS.toNanos(30)));
        index.flush();
    }

    private static void fill(Path file) throws IOException {
        byte[] bytes = new byte[1 << 12];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(bytes);
            }
        }
    }

    /** A log that cannot be read at one position. */
    private static final class FailingReader implements EventReader {
        static final long NEVER = -1;

        private final EventReader log;
        private long failAt = NEVER;

        FailingReader(EventReader log) {
            this.log = log;
        }

        @Override
        public void seek(long position) {
            log.seek(position);
        }

        @Override
        public void seek(long position, int place) {
            log.seek(position, place);
        }

        @Override
        public long position() {
            return log.position();
        }

        @Override
        public boolean next(long before) {
            if (log.position() == failAt) {
                throw new IllegalStateException("no record");
            }
            return log.next(before);
        }

        @Override
        public LogRecord record() {
            return log.record();
        }

        @Override
        public int place() {
            return log.place();
        }

        @Override
        public void close() {
            log.close();
        }
    }
}
