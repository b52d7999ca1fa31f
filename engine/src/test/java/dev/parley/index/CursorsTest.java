package dev.parley.index;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.domain.Hash;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Iterators are kept from question to question, never past a write, a failure or the closing. */
class CursorsTest {
    private static final Hash TAG = new Hash(1, 2);
    private static final byte[] FIRST =
            IndexKeys.tag(new byte[IndexKeys.TAG_BYTES], TAG.hi(), TAG.lo(), 0);
    private static final int DEADLINE_SECONDS = 30;

    @TempDir private Path temp;
    private StoredIndex index;
    private IndexWriter writer;

    @BeforeEach
    void open() {
        index = StoredIndex.open(temp);
        writer = index.writer();
    }

    @AfterEach
    void close() {
        writer.close();
        index.abandon();
    }

    @Test
    void oneIsKeptForTheNextQuestion() {
        ask();
        assertEquals(1, index.idle());
        ask();
        index.tagged(TAG, 7, 1);
        index.positions(1, 0, 1);
        assertEquals(1, index.idle());
    }

    @Test
    void noneIsKeptPastAWrite() {
        for (int i = 0; i < 5; i++) {
            write(i);
            assertEquals(0, index.idle());
            assertEquals(i + 1, ask());
            assertEquals(1, index.idle());
        }
    }

    @Test
    void noneIsKeptThatWasLentDuringAWrite() {
        try (Store store = Store.open(temp.resolve("other"))) {
            write(store, 0);
            store.ascendAlike(
                    FIRST,
                    (_, _) -> {
                        write(store, 1);
                        return false;
                    });
            assertEquals(0, store.idle());
        }
    }

    @Test
    void noneIsKeptThatFailed() {
        try (Store store = Store.open(temp.resolve("other"))) {
            write(store, 0);
            assertThrows(
                    ArithmeticException.class,
                    () ->
                            store.ascendAlike(
                                    FIRST,
                                    (_, _) -> {
                                        throw new ArithmeticException();
                                    }));
            assertEquals(0, store.idle());
        }
    }

    @Test
    void twoForEachProcessorAreKeptAtMost() {
        int most = 2 * Runtime.getRuntime().availableProcessors();
        try (Store store = Store.open(temp.resolve("other"))) {
            write(store, 0);
            askWithin(store, most + 3);
            assertEquals(most, store.idle());
        }
    }

    /** A file that was compacted away stays while an iterator needs it. */
    @Test
    void filesGoWithWhatIsLetGo() throws Exception {
        Path directory = temp.resolve("other");
        try (Store store = Store.open(directory)) {
            for (int i = 0; i < 2; i++) {
                // Files that do not overlap would be moved, not compacted.
                write(store, i);
                write(store, i + 2);
                store.flush();
            }
            Set<Path> old = files(directory);
            assertEquals(2, old.size());
            store.ascendAlike(FIRST, (_, _) -> false);
            store.use(
                    rocks -> {
                        rocks.compactRange();
                        return true;
                    });
            assertTrue(files(directory).containsAll(old));
            assertEquals(3, files(directory).size());
            store.letGo();
            assertTrue(old.stream().noneMatch(Files::exists));
        }
    }

    @Test
    void theFeederLetsGoAlsoWhereItHasNothingToWrite() {
        try (IndexedHistory history = new IndexedHistory(3);
                StoredIndex fed = StoredIndex.open(temp.resolve("fed"))) {
            IndexFeeder feeder = history.feeder(fed);
            feeder.start();
            assertTrue(
                    feeder.awaitIndexed(
                            history.log.durable(), TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS)));
            fed.tagged(TAG, 0, 1);
            await().atMost(DEADLINE_SECONDS, TimeUnit.SECONDS).until(() -> fed.idle() == 0);
            feeder.close();
        }
    }

    @Test
    void whoAsksSeesWhatWasWrittenWhoeverElseAsksAndCloses() throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
            List<Future<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                readers.add(pool.submit(this::askUntilClosed));
            }
            for (int i = 0; i < 2_000; i++) {
                write(i);
            }
            index.abandon();
            for (Future<Integer> each : readers) {
                assertTrue(each.get(DEADLINE_SECONDS, TimeUnit.SECONDS) >= 0);
            }
        }
        assertEquals(0, index.idle());
        index.letGo();
    }

    private int askUntilClosed() {
        int asked = 0;
        while (true) {
            long before = index.indexedBefore();
            try {
                assertFalse(ask() < before, "what was written before is not seen");
            } catch (IllegalStateException e) {
                assertEquals("the index is closed", e.getMessage());
                return asked;
            }
            asked++;
        }
    }

    private int ask() {
        return index.tagged(TAG, 0, StoredIndex.MAX_PAGE).positions().length;
    }

    private void write(long position) {
        writer.tag(TAG.hi(), TAG.lo(), position, 0);
        writer.commit(position + 1, 0, 0);
    }

    private static void askWithin(Store store, int deep) {
        store.ascendAlike(
                FIRST,
                (_, _) -> {
                    if (deep > 1) {
                        askWithin(store, deep - 1);
                    }
                    return false;
                });
    }

    private static void write(Store store, long position) {
        try (WriteBatch batch = new WriteBatch()) {
            byte[] key = new byte[IndexKeys.TAG_BYTES];
            batch.put(IndexKeys.tag(key, TAG.hi(), TAG.lo(), position), new byte[8]);
            store.write(batch);
        } catch (RocksDBException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".sst"))
                    .collect(Collectors.toSet());
        }
    }
}
