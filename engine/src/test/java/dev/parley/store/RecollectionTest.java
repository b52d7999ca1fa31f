package dev.parley.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Entities that are sourced again and again. */
class RecollectionTest {
    private static final int ENTITIES = 200;
    private static final int EVENTS = 20;

    /** Room for so many entities, of so many bytes each by estimate. */
    private static final int ROOM = 50;

    private static final long BYTES = 200L + EVENTS * (16L + 240 + "199-19".length() + 1);
    private static final int CALLERS = 4;
    private static final int LOOKS = 2_000;

    @TempDir private Path directory;

    private StoreInMemory opened;
    private EventStore store;

    @BeforeEach
    void fill() throws Exception {
        opened = new StoreInMemory(directory, ROOM * BYTES);
        store = opened.store();
        for (int i = 0; i < EVENTS; i++) {
            List<CompletableFuture<?>> underWay = new ArrayList<>();
            for (int entity = 0; entity < ENTITIES; entity++) {
                underWay.add(store.append(List.of(event(entity, i)), List.of(), 0));
            }
            for (CompletableFuture<?> each : underWay) {
                Object _ = each.get(20, TimeUnit.SECONDS);
            }
        }
        assertTrue(opened.awaitIndexed());
    }

    @AfterEach
    void close() {
        opened.close();
    }

    @Test
    void anEntityInUseIsReadOnce() {
        source(3);
        long read = opened.recordsRead();
        long keys = opened.keysRead();
        source(3);
        assertEquals(read, opened.recordsRead());
        assertEquals(keys, opened.keysRead());
    }

    @Test
    void entitiesInUseDoNotMakeRoomForThosePassingBy() {
        long readAgain = 0;
        for (int passing = ROOM; passing < ENTITIES; passing++) {
            source(passing);
            for (int used = 0; used < ROOM / 2; used++) {
                long read = opened.recordsRead();
                source(used);
                readAgain += opened.recordsRead() - read;
            }
        }
        assertEquals(EVENTS * ROOM / 2, readAgain, "each is read when it is first asked for");
    }

    @Test
    void whatIsForgottenIsReadAgain() {
        for (int round = 0; round < 3; round++) {
            for (int entity = 0; entity < ENTITIES; entity++) {
                source(entity);
            }
        }
        assertEquals(3L * ENTITIES * EVENTS, opened.recordsRead());
    }

    @Test
    void whatACallerDoesToAnEventNoOtherSees() throws Exception {
        NewEvent written =
                new NewEvent(
                        "id",
                        "type",
                        "1",
                        new byte[] {7},
                        Map.of(),
                        Instant.EPOCH,
                        List.of(tag(ENTITIES)));
        Object _ = store.append(List.of(written), List.of(), 0).get(20, TimeUnit.SECONDS);
        assertTrue(opened.awaitIndexed());
        List<Criterion> criteria = List.of(new Criterion(Set.of(), Set.of(tag(ENTITIES))));
        for (int i = 0; i < 3; i++) {
            try (EventCursor cursor = store.source(criteria, 0, store.head())) {
                byte[] payload = (byte[]) cursor.next().orElseThrow().payload();
                assertEquals(7, payload[0]);
                payload[0] = 0;
            }
        }
    }

    @Test
    void staysWithinItsBoundWhileEntitiesAreSourcedAndGrow() throws Exception {
        List<Future<?>> callers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(CALLERS)) {
            for (int i = 0; i < CALLERS; i++) {
                SplittableRandom random = new SplittableRandom(i);
                callers.add(threads.submit(() -> sourceAndAppend(random)));
            }
            for (Future<?> each : callers) {
                Object _ = each.get(60, TimeUnit.SECONDS);
            }
        }
        assertEquals(store.known().recounted(), store.known().kept(), "nothing is counted twice");
        assertTrue(store.known().isWhole(), "each can be forgotten");
        assertTrue(store.known().kept() <= ROOM * BYTES, "kept=" + store.known().kept());
        assertTrue(store.known().kept() > ROOM * BYTES / 2, "kept=" + store.known().kept());
    }

    private void sourceAndAppend(SplittableRandom random) {
        for (int i = 0; i < LOOKS; i++) {
            int entity = random.nextInt(ENTITIES);
            if (random.nextInt(8) == 0) {
                Object _ = store.append(List.of(event(entity, EVENTS)), List.of(), 0).join();
            }
            source(entity, false);
        }
    }

    private void source(int entity) {
        source(entity, true);
    }

    private void source(int entity, boolean whole) {
        try (EventCursor cursor =
                store.source(
                        List.of(new Criterion(Set.of(), Set.of(tag(entity)))), 0, store.head())) {
            for (int i = 0; i < EVENTS; i++) {
                assertEquals(entity + "-" + i, cursor.next().orElseThrow().id());
            }
            assertTrue(!whole || cursor.next().isEmpty());
            while (cursor.next().isPresent()) {
                // what came since
            }
        }
    }

    private static EventTag tag(int entity) {
        return new EventTag("entity", Integer.toString(entity));
    }

    private static NewEvent event(int entity, int number) {
        return new NewEvent(
                entity + "-" + number,
                "type",
                "1",
                new byte[1],
                Map.of(),
                Instant.EPOCH,
                List.of(tag(entity)));
    }
}
