package dev.parley.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.domain.Answer;
import dev.parley.domain.Rejection;
import dev.parley.log.MemorySegments;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * What a condition costs, counted and not timed: keys of the index and records of the log that it
 * reads do not grow with what the store holds, also where it has more entities than the index
 * remembers the last keys of, so that each event has a key of its own.
 *
 * <p>With {@code -Dcondition.stored=1000000} the large store holds so many events.
 */
class ConditionCostTest {
    private static final int EVENTS = 4;
    private static final int SMALL = 1_000;

    /** Of 40,000 entities. */
    private static final int LARGE = Integer.getInteger("condition.stored", 160_000);

    private static final int TOGETHER = 64;
    private static final int ASKED = 20;

    @TempDir private Path directory;

    /** Read for one condition each, at most. */
    private record Cost(long keys, long records) {}

    /**
     * Costs in a store: of what was never there; of what is, asked for from the beginning, and from
     * amid its events; of what was just looked at.
     */
    private record Costs(Cost absent, Cost present, Cost amid, Cost latest) {}

    @Test
    void doesNotGrowWithTheStore() throws Exception {
        Costs small = costs(SMALL);
        Costs large = costs(LARGE);
        for (Costs each : List.of(small, large)) {
            assertEquals(new Cost(0, 0), each.absent());
            assertEquals(new Cost(1, 1), each.present());
            assertEquals(new Cost(0, 0), each.latest());
        }
        assertEquals(new Cost(1, 1), small.amid());
        // Keys of its own: the last one below the marker, and the one behind it.
        assertEquals(new Cost(2, 1), large.amid());
    }

    private Costs costs(int stored) throws Exception {
        MemorySegments segments = new MemorySegments();
        Path place = directory.resolve(Integer.toString(stored));
        try (StoreInMemory filled = open(place, segments)) {
            fill(filled.store(), stored);
            assertTrue(filled.awaitIndexed());
        }
        // Opened anew, the writer remembers nothing: old conditions need the index.
        try (StoreInMemory opened = open(place, segments)) {
            assertTrue(opened.awaitIndexed());
            int entities = stored / EVENTS;
            Cost absent = new Cost(0, 0);
            Cost present = absent;
            Cost amid = absent;
            for (int i = 0; i < ASKED; i++) {
                int old = (int) ((long) i * entities / ASKED);
                present = most(present, cost(opened, old, 0, Rejection.CONDITION_FAILED));
                amid = most(amid, cost(opened, old, stored / 2, Rejection.CONDITION_FAILED));
                absent = most(absent, cost(opened, -1 - i, 0, Rejection.NONE));
                assertTrue(opened.awaitIndexed());
            }
            Cost latest = cost(opened, 3, opened.store().head(), Rejection.NONE);
            return new Costs(absent, present, amid, latest);
        }
    }

    private static StoreInMemory open(Path place, MemorySegments segments) {
        return new StoreInMemory(place, segments, StoreInMemory.RECENT_KEYS, true);
    }

    private static Cost most(Cost one, Cost other) {
        return new Cost(
                Math.max(one.keys(), other.keys()), Math.max(one.records(), other.records()));
    }

    private static Cost cost(StoreInMemory in, int entity, long after, Rejection expected)
            throws Exception {
        long keys = in.keysRead();
        long records = in.recordsRead();
        Answer answer =
                in.store()
                        .append(List.of(event(entity)), List.of(of(entity)), after)
                        .get(20, TimeUnit.SECONDS);
        assertEquals(expected, answer.rejection());
        return new Cost(in.keysRead() - keys, in.recordsRead() - records);
    }

    private static void fill(EventStore store, int stored) throws Exception {
        List<CompletableFuture<Answer>> underWay = new ArrayList<>();
        for (int i = 0; i < stored; i += TOGETHER) {
            List<NewEvent> events = new ArrayList<>();
            for (int j = i; j < Math.min(stored, i + TOGETHER); j++) {
                events.add(event(j % (stored / EVENTS)));
            }
            underWay.add(store.append(events, List.of(), 0));
            if (underWay.size() == TOGETHER) {
                await(underWay);
            }
        }
        await(underWay);
    }

    private static void await(List<CompletableFuture<Answer>> underWay) throws Exception {
        for (CompletableFuture<Answer> each : underWay) {
            assertTrue(each.get(20, TimeUnit.SECONDS).accepted());
        }
        underWay.clear();
    }

    private static Criterion of(int entity) {
        return new Criterion(Set.of(), Set.of(tag(entity)));
    }

    private static EventTag tag(int entity) {
        return new EventTag("entity", Integer.toString(entity));
    }

    private static NewEvent event(int entity) {
        return new NewEvent(
                "id", "type", "1", new byte[50], Map.of(), Instant.EPOCH, List.of(tag(entity)));
    }
}
