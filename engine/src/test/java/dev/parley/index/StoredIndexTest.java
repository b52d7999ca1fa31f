package dev.parley.index;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.domain.Hash;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

class StoredIndexTest {
    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(30);

    @TempDir Path temp;
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    /**
     * Fed in pieces, flushed here and there, crashed often: always true of the log below its
     * position.
     */
    @Test
    void saysWhatASearchOfTheLogSaysAfterAnyCrash() {
        long seed = System.nanoTime();
        System.out.println("StoredIndexTest histories seed=" + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 2; round++) {
            IndexedHistory history = history(random.nextLong());
            Path directory = temp.resolve("index-" + round);
            StoredIndex index = StoredIndex.open(directory);
            IndexFeeder feeder = history.feeder(index);
            long flushed = 0;
            for (int i = 0; i < 40; i++) {
                history.live(random.nextInt(15));
                switch (random.nextInt(6)) {
                    case 0 -> {
                        index.flush();
                        flushed = index.indexedBefore();
                    }
                    case 1 -> {
                        feeder.close();
                        index.abandon();
                        index = StoredIndex.open(directory);
                        assertEquals(flushed, index.indexedBefore(), "lost or torn by the crash");
                        feeder = history.feeder(index);
                    }
                    case 2 -> {
                        long before = index.indexedBefore();
                        feeder.close();
                        index.close();
                        index = StoredIndex.open(directory);
                        assertEquals(before, index.indexedBefore());
                        flushed = before;
                        feeder = history.feeder(index);
                    }
                    default -> feeder.feed(history.log.durable());
                }
                if (i % 13 == 0) {
                    history.compare(index, random);
                }
            }
            feeder.feed(history.log.durable());
            assertEquals(history.log.head(), index.indexedBefore());
            history.compare(index, random);
            feeder.close();
            index.close();
        }
    }

    @Test
    void isTheSameAfterDeletingIt() throws IOException {
        IndexedHistory history = history(11);
        history.live(300);
        StoredIndex first = open("index");
        history.feeder(first).feed(history.log.durable());
        history.compare(first, new Random(1));
        first.close();
        Store.open(temp.resolve("index")).close();
        deleteAll(temp.resolve("index"));
        StoredIndex second = open("index");
        assertEquals(0, second.indexedBefore());
        history.feeder(second).feed(history.log.durable());
        history.compare(second, new Random(1));
    }

    @Test
    void voidsAnAgentsEarlierTokens() {
        IndexedHistory history = history(12);
        long agent = history.shops.agents().getFirst();
        Hash first = new Hash(5, 1);
        Hash second = new Hash(5, 2);
        history.issueToken(agent, first);
        StoredIndex index = open("index");
        IndexFeeder feeder = history.feeder(index);
        feeder.feed(history.log.durable());
        assertEquals(OptionalLong.of(agent), index.find(Lookup.AGENT_TOKEN, first));
        history.issueToken(agent, second);
        feeder.feed(history.log.durable());
        assertEquals(OptionalLong.empty(), index.find(Lookup.AGENT_TOKEN, first));
        assertEquals(OptionalLong.of(agent), index.find(Lookup.AGENT_TOKEN, second));
    }

    @Test
    void neverRunsAheadOfWhatWasForced() {
        IndexedHistory history = history(13);
        history.live(50);
        long durable = history.log.durable();
        history.liveUnforced(50);
        assertTrue(history.log.head() > durable);
        StoredIndex index = open("index");
        IndexFeeder feeder = history.feeder(index);
        feeder.start();
        assertTrue(feeder.awaitIndexed(durable, DEADLINE_NANOS));
        assertFalse(feeder.awaitIndexed(durable + 1, 0));
        history.log.force();
        assertTrue(feeder.awaitIndexed(history.log.head(), DEADLINE_NANOS));
        history.compare(index, new Random(2));
    }

    @Test
    void startsAnewForAnotherLogAndForAShorterOne() {
        IndexedHistory longer = history(14);
        longer.live(200);
        StoredIndex index = open("index");
        longer.feeder(index).feed(longer.log.durable());
        index.close();

        IndexedHistory other = history(15);
        other.live(400);
        StoredIndex again = open("index");
        assertTrue(again.indexedBefore() < other.log.durable());
        IndexFeeder feeder = other.feeder(again);
        assertEquals(0, again.indexedBefore());
        feeder.feed(other.log.durable());
        other.compare(again, new Random(3));
        again.close();

        IndexedHistory shorter = history(15);
        shorter.live(20);
        StoredIndex third = open("index");
        shorter.feeder(third).feed(shorter.log.durable());
        shorter.compare(third, new Random(3));
    }

    @Test
    void replacesADamagedStore() throws IOException {
        IndexedHistory history = history(16);
        history.live(200);
        StoredIndex index = open("index");
        history.feeder(index).feed(history.log.durable());
        index.close();
        try (var files = Files.list(temp.resolve("index/store"))) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().startsWith("MANIFEST")) {
                    byte[] bytes = Files.readAllBytes(file);
                    bytes[bytes.length / 2] ^= 1;
                    Files.write(file, bytes);
                }
            }
        }
        StoredIndex anew = open("index");
        assertEquals(0, anew.indexedBefore());
        history.feeder(anew).feed(history.log.durable());
        history.compare(anew, new Random(4));
    }

    @Test
    void hasOneOwner() {
        open("index");
        IndexException second =
                assertThrows(IndexException.class, () -> StoredIndex.open(temp.resolve("index")));
        assertEquals(IndexException.Code.INDEX_IO, second.code());
    }

    @Test
    void isReadByManyThreadsWhileItGrowsAndCloses() throws Exception {
        IndexedHistory history = history(17);
        history.live(100);
        StoredIndex index = open("index");
        IndexFeeder feeder = history.feeder(index);
        feeder.start();
        long stream = history.naive.facts().getFirst().stream();
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            Callable<Long> reading =
                    () -> {
                        long reads = 0;
                        try {
                            while (true) {
                                long before = index.indexedBefore();
                                long[] found = index.positions(stream, 0, 1_000);
                                long[] expected = history.naive.positions(stream, before);
                                assertArrayEquals(expected, Arrays.copyOf(found, expected.length));
                                reads++;
                            }
                        } catch (IllegalStateException e) {
                            assertEquals("the index is closed", e.getMessage());
                            return reads;
                        }
                    };
            List<Future<Long>> readers =
                    List.of(pool.submit(reading), pool.submit(reading), pool.submit(reading));
            assertTrue(feeder.awaitIndexed(history.log.head(), DEADLINE_NANOS));
            feeder.close();
            index.close();
            for (Future<Long> each : readers) {
                assertTrue(each.get(30, TimeUnit.SECONDS) >= 0);
            }
        }
    }

    @Test
    void boundsWhatOneQuestionMayAsk() {
        StoredIndex index = open("index");
        assertEquals(0, index.positions(1, 0, StoredIndex.MAX_PAGE).length);
        assertThrows(
                IllegalArgumentException.class,
                () -> index.positions(1, 0, StoredIndex.MAX_PAGE + 1));
        assertThrows(IllegalArgumentException.class, () -> index.conversations(1, 0, -1));
    }

    private IndexedHistory history(long seed) {
        IndexedHistory history = new IndexedHistory(seed);
        opened.add(history);
        return history;
    }

    private StoredIndex open(String name) {
        StoredIndex index = StoredIndex.open(temp.resolve(name));
        opened.add(index::abandon);
        return index;
    }

    private static void deleteAll(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
