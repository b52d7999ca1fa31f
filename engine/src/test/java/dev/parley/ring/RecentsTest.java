package dev.parley.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.domain.Hash;
import dev.parley.domain.Slice;
import dev.parley.ring.Condition.Alternative;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The writer's window against a list of all records. */
class RecentsTest {
    private static final int KEYS = 128;

    private final List<List<Hash>> records = new ArrayList<>();
    private final List<Boolean> foreign = new ArrayList<>();

    @Test
    void saysWhatASearchOfAllRecordsSays() {
        long seed = System.nanoTime();
        System.out.println("RecentsTest seed=" + seed);
        Random random = new Random(seed);
        Recents recents = new Recents(KEYS, 0);
        int matched = 0;
        for (int i = 0; i < 5_000; i++) {
            add(recents, random);
            long from = Math.max(recents.begin(), records.size() - random.nextInt(60));
            Condition condition = condition(random);
            boolean expected = search(condition, from);
            assertEquals(expected, recents.matches(condition, from), "seed " + seed + " at " + i);
            matched += expected ? 1 : 0;
        }
        assertTrue(matched > 500 && matched < 4_500, "one-sided: " + matched);
    }

    @Test
    void forgetsARecordWithItsFirstKey() {
        Recents recents = new Recents(4, 10);
        assertEquals(10, recents.begin());
        recents.own(10, 7, 1);
        recents.own(11, 7, 1);
        assertEquals(10, recents.begin());
        recents.own(12, 8, 1);
        assertEquals(11, recents.begin());
    }

    @Test
    void seesTheShardsOwnEventsByStreamAndByType() {
        Recents recents = new Recents(KEYS, 0);
        recents.own(0, 7, 12);
        recents.own(1, 0, 3);
        assertTrue(recents.matches(one(List.of(Condition.ownStream(7)), List.of(), true), 0));
        assertFalse(recents.matches(one(List.of(Condition.ownStream(7)), List.of(), true), 1));
        assertTrue(recents.matches(one(List.of(), List.of(Condition.ownType(3)), true), 1));
        assertFalse(recents.matches(one(List.of(Condition.ownStream(0)), List.of(), true), 0));
        assertTrue(recents.matches(one(List.of(), List.of(), true), 1));
        assertFalse(recents.matches(one(List.of(), List.of(), false), 0), "none of others");
    }

    /** While the writer looks, everybody waits. */
    @Test
    void aConditionOnSeveralTagsCostsWhatItsRarestHas() {
        Recents recents = new Recents(1 << 12, 0);
        Hash common = new Hash(5, 1);
        Hash rare = new Hash(5, 2);
        Hash type = new Hash(9, 1);
        for (int i = 0; i < 1_000; i++) {
            Hash tag = i == 0 || i == 999 ? rare : common;
            recents.foreign(i, new Append.Event(0, type, List.of(tag), 1, Slice.EMPTY));
        }
        assertFalse(recents.matches(one(List.of(common, rare), List.of(), false), 0));
        assertFalse(recents.matches(one(List.of(rare, common), List.of(type), false), 0));
        assertTrue(recents.looked() <= 8, "looked at " + recents.looked());
        recents.foreign(1_000, new Append.Event(0, type, List.of(common, rare), 1, Slice.EMPTY));
        assertTrue(recents.matches(one(List.of(common, rare), List.of(), false), 0));
    }

    private void add(Recents recents, Random random) {
        long position = records.size();
        if (random.nextInt(4) == 0) {
            long stream = random.nextInt(3);
            int type = 1 + random.nextInt(2);
            recents.own(position, stream, type);
            records.add(
                    stream == 0
                            ? List.of(Condition.ownType(type))
                            : List.of(Condition.ownType(type), Condition.ownStream(stream)));
            foreign.add(false);
            return;
        }
        Hash type = new Hash(9, 1 + random.nextInt(3));
        List<Hash> tags = some(random, 1 + random.nextInt(4));
        recents.foreign(position, new Append.Event(0, type, tags, 1, Slice.EMPTY));
        List<Hash> keys = new ArrayList<>(tags);
        keys.add(type);
        records.add(keys);
        foreign.add(true);
    }

    private static List<Hash> some(Random random, int count) {
        List<Hash> tags = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Hash tag = new Hash(5, 1 + random.nextInt(12));
            if (!tags.contains(tag)) {
                tags.add(tag);
            }
        }
        return tags;
    }

    private static Condition condition(Random random) {
        List<Alternative> alternatives = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(2); i++) {
            List<Hash> types = new ArrayList<>();
            for (int j = 0; j < random.nextInt(3); j++) {
                types.add(new Hash(9, 1 + random.nextInt(4)));
            }
            alternatives.add(
                    switch (random.nextInt(8)) {
                        case 0 ->
                                new Alternative(
                                        List.of(Condition.ownStream(1 + random.nextInt(4))),
                                        random.nextBoolean()
                                                ? List.of()
                                                : List.of(Condition.ownType(1)),
                                        true);
                        case 1 -> new Alternative(List.of(), types, random.nextBoolean());
                        default -> new Alternative(some(random, random.nextInt(4)), types, false);
                    });
        }
        return new Condition(alternatives);
    }

    private boolean search(Condition condition, long from) {
        for (int at = (int) from; at < records.size(); at++) {
            List<Hash> keys = records.get(at);
            for (Alternative one : condition.alternatives()) {
                boolean any = one.all().isEmpty() && one.oneOf().isEmpty();
                if (any
                        ? one.own() || foreign.get(at)
                        : keys.containsAll(one.all())
                                && (one.oneOf().isEmpty()
                                        || one.oneOf().stream().anyMatch(keys::contains))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Condition one(List<Hash> all, List<Hash> oneOf, boolean own) {
        return new Condition(List.of(new Alternative(all, oneOf, own)));
    }
}
