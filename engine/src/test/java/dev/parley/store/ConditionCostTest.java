package dev.parley.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.domain.Answer;
import dev.parley.domain.Rejection;
import dev.parley.log.MemorySegments;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * What a condition costs, counted and not timed: keys of the index and records of the log that it
 * reads do not grow with what the store holds, also where it has more entities than the index
 * remembers the last keys of, so that each event has a key of its own.
 *
 * <p>Events are of as many entities as there are for each to have four. Those at even positions are
 * of one type and share a tag, half of all; those at odd ones have another type, and fifty of them,
 * evenly spread, belong to one wide entity as well. So an odd entity has nothing of the even type,
 * nor of the tag that the even ones share.
 *
 * <p>With {@code -Dcondition.stored=1000000} the large store holds so many events.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConditionCostTest {
    private static final int EVENTS = 4;
    private static final int WIDE_EVENTS = 50;
    private static final int SMALL = 1_000;

    /** Of 40,000 entities. */
    private static final int LARGE = Integer.getInteger("condition.stored", 160_000);

    private static final int TOGETHER = 64;
    private static final int ASKED = 20;

    /** Events behind a marker near the head: one each of the last entities. */
    private static final int NEAR = 16;

    private static final EventTag SHARED = new EventTag("shared", "even");
    private static final EventTag WIDE = new EventTag("wide", "odd");
    private static final Cost NOTHING = new Cost(0, 0);

    /**
     * Conditions that nothing meets, each on one odd entity or on the wide one, or on three. The
     * four positions of a tag come in three pages, each of which may look at one key more than it
     * gives, as the keys happen to lie: eight keys a tag at most.
     */
    private static final List<Kind> KINDS =
            List.of(
                    new Kind(
                            "tag and type",
                            entity -> List.of(typed(tag(entity), "even")),
                            new Cost(3, 1),
                            new Cost(2 * EVENTS, EVENTS)),
                    new Kind(
                            "wide tag and type",
                            _ -> List.of(typed(WIDE, "even")),
                            new Cost(3, 1),
                            new Cost(2 * WIDE_EVENTS, WIDE_EVENTS)),
                    new Kind(
                            "two tags",
                            entity -> List.of(tagged(tag(entity), SHARED)),
                            new Cost(6, 0),
                            new Cost(4 * EVENTS, 0)),
                    new Kind(
                            "two tags, one wide",
                            _ -> List.of(tagged(WIDE, SHARED)),
                            new Cost(6, 0),
                            new Cost(3 * WIDE_EVENTS, 0)),
                    new Kind(
                            "any of three",
                            entity ->
                                    List.of(
                                            typed(tag(entity), "even"),
                                            typed(tag(entity + 2), "even"),
                                            tagged(tag(entity + 4), SHARED)),
                            new Cost(12, 2),
                            new Cost(8 * EVENTS, 2 * EVENTS)));

    private StoreInMemory small;
    private StoreInMemory large;

    /** Read for one condition, at most. */
    private record Cost(long keys, long records) {
        boolean isWithin(Cost bound) {
            return keys <= bound.keys() && records <= bound.records();
        }
    }

    /**
     * A condition on an entity.
     *
     * @param near what it may cost from near the head
     * @param all what it may cost from the beginning
     */
    private record Kind(String name, IntFunction<List<Criterion>> condition, Cost near, Cost all) {}

    @BeforeAll
    void fill(@TempDir Path directory) throws Exception {
        small = filled(directory.resolve("small"), SMALL);
        large = filled(directory.resolve("large"), LARGE);
    }

    @AfterAll
    void close() {
        small.close();
        large.close();
    }

    @Test
    void ofOneTagLooksForOneEvent() throws Exception {
        IntFunction<List<Criterion>> present = entity -> List.of(tagged(tag(entity)));
        IntFunction<List<Criterion>> absent = entity -> List.of(tagged(tag(-2 - entity)));
        for (StoreInMemory in : List.of(small, large)) {
            assertEquals(NOTHING, most(in, absent, 0, Rejection.NONE));
            assertEquals(new Cost(1, 1), most(in, present, 0, Rejection.CONDITION_FAILED));
            assertEquals(NOTHING, most(in, present, in.store().head(), Rejection.NONE));
        }
        assertEquals(new Cost(1, 1), most(small, present, SMALL / 2, Rejection.CONDITION_FAILED));
        // Keys of its own: the last one below the marker, and the one behind it.
        assertEquals(new Cost(2, 1), most(large, present, LARGE / 2, Rejection.CONDITION_FAILED));
    }

    @Test
    void onTheMarkerOfWhatWasJustSourcedCostsNothing() throws Exception {
        for (Kind kind : KINDS) {
            for (StoreInMemory in : List.of(small, large)) {
                long marker = in.store().head();
                List<Criterion> condition = kind.condition().apply(last(in));
                try (EventCursor sourced = in.store().source(condition, 0, marker)) {
                    assertTrue(sourced.next().isEmpty());
                }
                assertEquals(NOTHING, cost(in, condition, marker, Rejection.NONE), kind.name());
            }
        }
    }

    @Test
    void fromNearTheHeadDoesNotGrowWithTheStore() throws Exception {
        for (Kind kind : KINDS) {
            Cost inSmall = near(small, kind);
            Cost inLarge = near(large, kind);
            assertTrue(inSmall.isWithin(kind.near()), () -> kind.name() + ": " + inSmall);
            assertTrue(inLarge.isWithin(kind.near()), () -> kind.name() + ": " + inLarge);
            assertEquals(inSmall.records(), inLarge.records(), kind.name());
        }
    }

    @Test
    void fromTheBeginningDoesNotGrowWithTheStore() throws Exception {
        for (Kind kind : KINDS) {
            Cost inSmall = most(small, kind.condition(), 0, Rejection.NONE);
            Cost inLarge = most(large, kind.condition(), 0, Rejection.NONE);
            assertTrue(inSmall.isWithin(kind.all()), () -> kind.name() + ": " + inSmall);
            assertTrue(inLarge.isWithin(kind.all()), () -> kind.name() + ": " + inLarge);
            assertEquals(inSmall.records(), inLarge.records(), kind.name());
        }
    }

    /** The limit of it: a tag that grows with the store, and none of its events of the type. */
    @Test
    void looksAtAllThatHasTheTagWhereNoneFits() throws Exception {
        List<Criterion> condition = List.of(typed(SHARED, "odd"));
        assertEquals(SMALL / 2, cost(small, condition, 0, Rejection.NONE).records());
        assertEquals(LARGE / 2, cost(large, condition, 0, Rejection.NONE).records());
    }

    /** The most of some entities from all over the store. */
    private Cost most(
            StoreInMemory in,
            IntFunction<List<Criterion>> condition,
            long after,
            Rejection expected)
            throws Exception {
        Cost most = NOTHING;
        int entities = stored(in) / EVENTS;
        for (int i = 0; i < ASKED; i++) {
            int odd = (int) ((long) i * entities / ASKED) | 1;
            Cost cost = cost(in, condition.apply(odd), after, expected);
            most =
                    new Cost(
                            Math.max(most.keys(), cost.keys()),
                            Math.max(most.records(), cost.records()));
        }
        return most;
    }

    private Cost near(StoreInMemory in, Kind kind) throws Exception {
        return cost(in, kind.condition().apply(last(in)), stored(in) - NEAR, Rejection.NONE);
    }

    /** An odd entity with an event behind a marker near the head, as the next ones have. */
    private int last(StoreInMemory in) {
        return stored(in) / EVENTS - NEAR + 1;
    }

    private int stored(StoreInMemory in) {
        return in == small ? SMALL : LARGE;
    }

    /** What it costs to append an event of no entity asked for. */
    private static Cost cost(
            StoreInMemory in, List<Criterion> condition, long after, Rejection expected)
            throws Exception {
        assertTrue(in.awaitIndexed());
        long keys = in.keysRead();
        long records = in.recordsRead();
        Answer answer =
                in.store()
                        .append(List.of(event(-1, SMALL)), condition, after)
                        .get(20, TimeUnit.SECONDS);
        assertEquals(expected, answer.rejection());
        return new Cost(in.keysRead() - keys, in.recordsRead() - records);
    }

    private static StoreInMemory filled(Path place, int stored) throws Exception {
        MemorySegments segments = new MemorySegments();
        try (StoreInMemory filled = open(place, segments)) {
            fill(filled.store(), stored);
            assertTrue(filled.awaitIndexed());
        }
        // Opened anew, the writer remembers nothing: old conditions need the index.
        StoreInMemory opened = open(place, segments);
        assertTrue(opened.awaitIndexed());
        return opened;
    }

    private static StoreInMemory open(Path place, MemorySegments segments) {
        return new StoreInMemory(place, segments, StoreInMemory.RECENT_KEYS, true);
    }

    private static void fill(EventStore store, int stored) throws Exception {
        List<CompletableFuture<Answer>> underWay = new ArrayList<>();
        for (int i = 0; i < stored; i += TOGETHER) {
            List<NewEvent> events = new ArrayList<>();
            for (int j = i; j < Math.min(stored, i + TOGETHER); j++) {
                events.add(event(j, stored));
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

    private static Criterion tagged(EventTag... tags) {
        return new Criterion(Set.of(), Set.of(tags));
    }

    private static Criterion typed(EventTag tag, String type) {
        return new Criterion(Set.of(type), Set.of(tag));
    }

    private static EventTag tag(int entity) {
        return new EventTag("entity", Integer.toString(entity));
    }

    private static NewEvent event(int position, int stored) {
        List<EventTag> tags = new ArrayList<>(List.of(tag(position % (stored / EVENTS))));
        if (position % 2 == 0) {
            tags.add(SHARED);
        } else if (position % (stored / WIDE_EVENTS) == 1) {
            tags.add(WIDE);
        }
        return new NewEvent(
                "id",
                position % 2 == 0 ? "even" : "odd",
                "1",
                new byte[50],
                Map.of(),
                Instant.EPOCH,
                tags);
    }
}
