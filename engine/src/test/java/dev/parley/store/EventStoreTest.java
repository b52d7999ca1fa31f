package dev.parley.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.domain.Answer;
import dev.parley.domain.Rejection;
import dev.parley.log.EventReader;
import dev.parley.log.LogRecord;
import dev.parley.log.MemorySegments;
import dev.parley.log.RecordKind;
import dev.parley.ring.Append;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

class EventStoreTest {
    private static final EventTag ORDER = new EventTag("order", "4711");
    private static final Instant AT = Instant.parse("1969-12-31T23:59:59.123456789Z");

    @TempDir private Path directory;

    private final MemorySegments segments = new MemorySegments();

    private StoreInMemory opened;
    private EventStore store;

    @BeforeEach
    void open() {
        opened = new StoreInMemory(directory, segments, StoreInMemory.RECENT_KEYS, true);
        store = opened.store();
    }

    @AfterEach
    void close() {
        opened.close();
    }

    @Test
    void keepsAnEventExactly() {
        byte[] payload = new byte[300];
        new Random(1).nextBytes(payload);
        NewEvent event =
                new NewEvent(
                        "id \u2603",
                        "shop.OrderPlaced",
                        "2.1",
                        payload,
                        Map.of("trace", "\ud83d\ude00", "", ""),
                        AT,
                        List.of(ORDER, new EventTag("", "")));
        append(List.of(event), List.of(), 0);
        StoredEvent found = only(Criterion.ANY);
        assertEquals(0, found.position());
        assertEquals(event.id(), found.id());
        assertEquals(event.type(), found.type());
        assertEquals(event.version(), found.version());
        assertArrayEquals(payload, (byte[]) found.payload());
        assertEquals(event.metadata(), found.metadata());
        assertEquals(AT, found.timestamp());
        assertEquals(Set.copyOf(event.tags()), Set.copyOf(found.tags()));
    }

    @Test
    void leavesNoWordOfAnEventInTheLog() {
        List<String> words =
                List.of(
                        "the-identifier",
                        "the-type",
                        "the-version",
                        "the-payload",
                        "the-name-of-metadata",
                        "the-metadata",
                        "the-key-of-a-tag",
                        "the-tag-itself");
        assertTrue(
                words.stream().allMatch(word -> word.length() >= 8),
                "sealed bytes hold short words by chance");
        NewEvent event =
                new NewEvent(
                        words.get(0),
                        words.get(1),
                        words.get(2),
                        words.get(3).getBytes(StandardCharsets.UTF_8),
                        Map.of(words.get(4), words.get(5)),
                        AT,
                        List.of(new EventTag(words.get(6), words.get(7))));
        append(List.of(event), List.of(), 0);
        try (EventReader reader = opened.log().reader()) {
            assertTrue(reader.next(1));
            LogRecord record = reader.record();
            assertEquals(RecordKind.FOREIGN, record.kind());
            String bytes =
                    new String(
                            record.array(),
                            record.offset(),
                            record.length(),
                            StandardCharsets.ISO_8859_1);
            for (String word : words) {
                assertFalse(bytes.contains(word), word);
            }
        }
    }

    @Test
    void refusesMoreThanTheLogTakesAtOnce() {
        EventTag[] nine =
                IntStream.range(0, 9)
                        .mapToObj(i -> new EventTag("t", "" + i))
                        .toArray(EventTag[]::new);
        assertSays("tags=9 of an event exceed 8", () -> event("a", AT, nine));
        assertSays(
                "events=65 of one append are not within 1 to 64",
                () -> store.prepare(Collections.nCopies(65, event("a", AT)), List.of(), 0));
        NewEvent large = new NewEvent("a", "t", "1", new byte[140_000], Map.of(), AT, List.of());
        assertSays(
                "of one append exceed " + Append.MAX_PAYLOAD_BYTES,
                () -> store.prepare(List.of(large, large), List.of(), 0));
        append(Collections.nCopies(64, event("a", AT)), List.of(), 0);
        assertEquals(64, store.head());
    }

    @Test
    void refusesWhatTheConditionExcludesAndAppendsNothingOfIt() {
        long first = append(List.of(event("a", AT, ORDER)), List.of(), 0).position();
        Criterion ofOrder = new Criterion(Set.of(), Set.of(ORDER));
        Answer refused =
                get(store.append(List.of(event("b", AT), event("c", AT)), List.of(ofOrder), first));
        assertEquals(Rejection.CONDITION_FAILED, refused.rejection());
        assertEquals(1, store.head());
        append(List.of(event("b", AT)), List.of(ofOrder), first + 1);
    }

    @Test
    void checksAMarkerFromBeforeARestart() {
        append(List.of(event("a", AT, ORDER)), List.of(), 0);
        long marker = store.head();
        append(List.of(event("b", AT, ORDER)), List.of(), 0);
        close();
        open();
        assertEquals(2, store.head());
        Criterion ofOrder = new Criterion(Set.of("thing.Happened"), Set.of(ORDER));
        for (long after : new long[] {0, marker}) {
            Answer refused = get(store.append(List.of(event("c", AT)), List.of(ofOrder), after));
            assertEquals(Rejection.CONDITION_FAILED, refused.rejection());
        }
        append(List.of(event("c", AT)), List.of(ofOrder), store.head());
    }

    @Test
    void findsTheFirstEventSinceAnInstant() {
        Random random = new Random(5);
        List<Instant> times = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Instant at = AT.plusNanos(random.nextInt(5_000));
            times.add(at);
            append(List.of(event("e" + i, at)), List.of(), 0);
        }
        for (int round = 0; round < 2; round++) {
            for (int i = -1; i < 5_002; i += 7) {
                Instant at = AT.plusNanos(i);
                long expected =
                        IntStream.range(0, times.size())
                                .filter(each -> !times.get(each).isBefore(at))
                                .findFirst()
                                .orElse(times.size());
                assertEquals(expected, store.firstSince(at), at.toString());
            }
            assertTrue(opened.awaitIndexed());
        }
    }

    @Test
    void tellsAFollowerOfWhatComes() throws InterruptedException {
        LinkedBlockingQueue<String> woken = new LinkedBlockingQueue<>();
        try (EventCursor cursor =
                store.follow(List.of(new Criterion(Set.of(), Set.of(ORDER))), 0)) {
            store.onMore(() -> cursor.next().ifPresent(event -> woken.add(event.id())));
            append(List.of(event("a", AT), event("b", AT, ORDER)), List.of(), 0);
            assertEquals("b", woken.poll(20, TimeUnit.SECONDS));
            append(List.of(event("c", AT, ORDER)), List.of(), 0);
            assertEquals("c", woken.poll(20, TimeUnit.SECONDS));
        }
    }

    private StoredEvent only(Criterion criterion) {
        try (EventCursor cursor = store.source(List.of(criterion), 0, store.head())) {
            Optional<StoredEvent> found = cursor.next();
            assertTrue(cursor.next().isEmpty());
            return found.orElseThrow();
        }
    }

    private Answer append(List<NewEvent> events, List<Criterion> criteria, long after) {
        Answer answer = get(store.append(events, criteria, after));
        assertEquals(Rejection.NONE, answer.rejection());
        return answer;
    }

    private static NewEvent event(String id, Instant at, EventTag... tags) {
        return new NewEvent(
                id,
                "thing.Happened",
                "1",
                "{}".getBytes(StandardCharsets.UTF_8),
                Map.of(),
                at,
                List.of(tags));
    }

    private static void assertSays(String words, org.junit.jupiter.api.function.Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message != null && message.contains(words), message);
    }

    private static Answer get(java.util.concurrent.CompletableFuture<Answer> future) {
        try {
            return future.get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
