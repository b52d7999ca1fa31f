package dev.parley.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.domain.Answer;
import dev.parley.domain.Rejection;
import dev.parley.log.MemorySegments;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Many threads append on random conditions over overlapping tags. What came of it is compared with
 * a serial model: each append is decided again over the order that the log ended with. {@code
 * -Dstore.appends=N} makes each thread try N instead of a few.
 */
class StoreConcurrencyTest {
    private static final int THREADS = 8;
    private static final int APPENDS = Integer.getInteger("store.appends", 120);
    private static final int LARGE = 1 << 14;

    /** Some 40 records: conditions fall out of the writer's window all the time. */
    private static final int SMALL = 1 << 7;

    @TempDir private Path directory;

    /** One append that was asked, and what came of it. */
    private record Tried(
            List<NewEvent> events, List<Criterion> criteria, long after, Answer answer) {}

    private final ConcurrentLinkedQueue<Tried> tried = new ConcurrentLinkedQueue<>();
    private final long seed = System.nanoTime();

    @Test
    void losesNoConflictAndInventsNone() {
        try (StoreInMemory store =
                new StoreInMemory(directory, new MemorySegments(), LARGE, true)) {
            race(store.store(), 1);
            check(store.store());
        }
    }

    @Test
    void losesNoConflictAndInventsNoneWhereTheWriterForgetsFast() {
        try (StoreInMemory store =
                new StoreInMemory(directory, new MemorySegments(), SMALL, true)) {
            race(store.store(), 2);
            check(store.store());
        }
    }

    @Test
    void losesNoConflictAndInventsNoneWhereTheIndexStandsStill() {
        try (StoreInMemory store =
                new StoreInMemory(directory, new MemorySegments(), SMALL, false)) {
            race(store.store(), 3);
            check(store.store());
        }
    }

    @Test
    void losesNoConflictAndInventsNoneAcrossARestart() {
        MemorySegments segments = new MemorySegments();
        try (StoreInMemory store = new StoreInMemory(directory, segments, LARGE, true)) {
            race(store.store(), 4);
        }
        try (StoreInMemory store = new StoreInMemory(directory, segments, LARGE, true)) {
            race(store.store(), 5);
            check(store.store());
        }
    }

    @Test
    void findsWhatASearchOfEverythingFinds() {
        try (StoreInMemory store =
                new StoreInMemory(directory, new MemorySegments(), LARGE, true)) {
            race(store.store(), 6);
            List<StoredEvent> all = all(store.store());
            Random random = random(7);
            for (int i = 0; i < 300; i++) {
                if (i == 150) {
                    assertTrue(store.awaitIndexed());
                }
                List<Criterion> criteria = criteria(random);
                long from = random.nextInt(all.size());
                long before = from + random.nextInt((int) (all.size() - from) + 1);
                List<Long> expected =
                        all.stream()
                                .filter(each -> each.position() >= from)
                                .filter(each -> each.position() < before)
                                .filter(each -> matches(criteria, each.type(), each.tags()))
                                .map(StoredEvent::position)
                                .toList();
                List<Long> found = new ArrayList<>();
                try (EventCursor cursor = store.store().source(criteria, from, before)) {
                    for (Optional<StoredEvent> each = cursor.next();
                            each.isPresent();
                            each = cursor.next()) {
                        found.add(each.get().position());
                    }
                }
                assertEquals(expected, found, () -> "seed=" + seed + " criteria=" + criteria);
            }
        }
    }

    private void race(EventStore store, int salt) {
        System.out.println("StoreConcurrencyTest seed=" + seed + " salt=" + salt);
        List<CompletableFuture<Void>> threads =
                IntStream.range(0, THREADS)
                        .mapToObj(
                                i ->
                                        CompletableFuture.runAsync(
                                                () -> appendMany(store, salt * 100 + i),
                                                task -> Thread.ofPlatform().start(task)))
                        .toList();
        threads.forEach(StoreConcurrencyTest::get);
    }

    private void appendMany(EventStore store, int salt) {
        Random random = random(salt);
        for (int i = 0; i < APPENDS; i++) {
            List<Criterion> criteria = random.nextInt(8) == 0 ? List.of() : criteria(random);
            long head = store.head();
            // Mostly as one who has just sourced, at times as one who slept.
            long after =
                    random.nextInt(5) == 0
                            ? random.nextLong(head + 1)
                            : Math.max(0, head - random.nextInt(4));
            List<NewEvent> events = events(random, salt + "/" + i);
            Answer answer = get(store.append(events, criteria, after));
            tried.add(new Tried(events, criteria, after, answer));
        }
    }

    /** Decides every append again, over the log as it came out. */
    private void check(EventStore store) {
        List<StoredEvent> all = all(store);
        Map<String, StoredEvent> byId = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            assertEquals(i, all.get(i).position());
            assertTrue(byId.put(all.get(i).id(), all.get(i)) == null, "stored twice");
        }
        int accepted = 0;
        int conflicts = 0;
        Set<String> expected = new HashSet<>();
        for (Tried each : tried) {
            String what = "seed=" + seed + " " + each;
            if (each.answer().accepted()) {
                accepted++;
                long position = each.answer().position();
                assertTrue(firstMatch(all, each, position) < 0, () -> "a lost conflict: " + what);
                for (int i = 0; i < each.events().size(); i++) {
                    StoredEvent stored = all.get((int) position + i);
                    assertEquals(each.events().get(i).id(), stored.id(), what);
                    expected.add(stored.id());
                }
                assertTrue(each.answer().head() <= store.head(), what);
            } else {
                assertEquals(Rejection.CONDITION_FAILED, each.answer().rejection(), what);
                conflicts++;
                assertTrue(
                        firstMatch(all, each, each.answer().head()) >= 0,
                        () -> "a false conflict: " + what);
            }
        }
        assertEquals(expected, byId.keySet(), "what is stored is what was accepted");
        System.out.println("accepted=" + accepted + " conflicts=" + conflicts);
        assertTrue(accepted > THREADS && conflicts > THREADS, "one-sided");
    }

    private static long firstMatch(List<StoredEvent> all, Tried append, long before) {
        for (long i = append.after(); i < before; i++) {
            StoredEvent event = all.get((int) i);
            if (matches(append.criteria(), event.type(), event.tags())) {
                return i;
            }
        }
        return -1;
    }

    private static boolean matches(List<Criterion> criteria, String type, List<EventTag> tags) {
        return criteria.stream().anyMatch(one -> one.matches(type, tags));
    }

    private static List<StoredEvent> all(EventStore store) {
        List<StoredEvent> all = new ArrayList<>();
        try (EventCursor cursor = store.source(List.of(Criterion.ANY), 0, store.head())) {
            for (Optional<StoredEvent> each = cursor.next();
                    each.isPresent();
                    each = cursor.next()) {
                all.add(each.get());
            }
        }
        return all;
    }

    private static List<Criterion> criteria(Random random) {
        List<Criterion> criteria = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            Set<String> types = new HashSet<>();
            if (random.nextInt(3) == 0) {
                types.add("type-" + random.nextInt(4));
            }
            criteria.add(
                    random.nextInt(30) == 0
                            ? Criterion.ANY
                            : new Criterion(
                                    types, Set.copyOf(tags(random, 1 + random.nextInt(3)))));
        }
        return criteria;
    }

    private static List<NewEvent> events(Random random, String id) {
        List<NewEvent> events = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            events.add(
                    new NewEvent(
                            id + "/" + i,
                            "type-" + random.nextInt(3),
                            "1",
                            id.getBytes(StandardCharsets.UTF_8),
                            Map.of(),
                            Instant.ofEpochSecond(1_790_000_000L, random.nextInt(1_000_000)),
                            tags(random, 1 + random.nextInt(4))));
        }
        return events;
    }

    private static List<EventTag> tags(Random random, int count) {
        Set<EventTag> tags = new HashSet<>();
        for (int i = 0; i < count; i++) {
            tags.add(new EventTag("k" + random.nextInt(3), "v" + random.nextInt(8)));
        }
        return List.copyOf(tags);
    }

    private Random random(int salt) {
        return new Random(seed * 31 + salt);
    }

    private static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
