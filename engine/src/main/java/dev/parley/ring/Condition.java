package dev.parley.ring;

import dev.parley.domain.Hash;

import java.util.List;

/**
 * What an append must not find: any record that one of the alternatives matches. Written in the
 * {@link Recents keys} of records. Immutable.
 *
 * @param alternatives one is enough; none: nothing is looked for
 */
public record Condition(List<Alternative> alternatives) {
    /** Looks for nothing: the append is unconditional. */
    public static final Condition NONE = new Condition(List.of());

    /** Most keys of all alternatives: each is a look of the writer's. */
    public static final int MAX_KEYS = 1_024;

    /**
     * @throws IllegalArgumentException for more than {@value #MAX_KEYS} keys, an alternative
     *     without any taken for one
     */
    public Condition {
        alternatives = List.copyOf(alternatives);
        long keys = keys(alternatives);
        if (keys > MAX_KEYS) {
            throw new IllegalArgumentException(
                    "keys=" + keys + " of one condition exceed " + MAX_KEYS);
        }
    }

    /**
     * Matches a record that has all of these keys and, unless there is none, one of those.
     *
     * @param all may be empty
     * @param oneOf may be empty; with {@code all} empty too, every record of others matches
     * @param own whether, where both are empty, the shard's own events match as well
     */
    public record Alternative(List<Hash> all, List<Hash> oneOf, boolean own) {
        public Alternative {
            all = List.copyOf(all);
            oneOf = List.copyOf(oneOf);
        }

        /** Whether a record with this key could match by it. */
        boolean isAny() {
            return all.isEmpty() && oneOf.isEmpty();
        }
    }

    int keys() {
        return (int) keys(alternatives);
    }

    private static long keys(List<Alternative> alternatives) {
        long keys = 0;
        for (Alternative each : alternatives) {
            keys += Math.max(1, each.all().size() + each.oneOf().size());
        }
        return keys;
    }

    /** Key of the shard's own events of a stream. No keyed hash has this form. */
    public static Hash ownStream(long stream) {
        return new Hash(Recents.OWN_STREAM, stream);
    }

    /** Key of the shard's own events of a type. */
    public static Hash ownType(int eventType) {
        return new Hash(Recents.OWN_TYPE, eventType);
    }
}
