package dev.parley.ring;

import dev.parley.domain.Hash;
import dev.parley.ring.Condition.Alternative;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the last records were about: for each its keys, chained per hash bucket from the newest to
 * the oldest, in a ring of fixed size. Answers exactly whether a record from a position on matches
 * a condition, as long as that position is not below {@link #begin}; and at the cost of a look-up a
 * key, whatever the log holds: a chain ends at the first entry below the position. Only an
 * alternative of several keys walks chains, those of its tags side by side until one ends: as many
 * records for each tag as the rarest has.
 *
 * <pre>
 *   key of                      high half              low half
 *   a tag, a type of others     keyed hash, 128 bits
 *   a stream of the shard's     OWN_STREAM             id
 *   a type of the shard's       OWN_TYPE               event type
 * </pre>
 *
 * The writer's alone, but for {@link #begin}. Allocates nothing.
 */
final class Recents {
    static final long OWN_STREAM = 0;
    static final long OWN_TYPE = 1;

    /** Keys remembered: those of 29,000 records with 9 each, of 131,000 of the shard's own. */
    static final int KEYS = 1 << 18;

    private static final long NOBODY = -1;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final long[] hi;
    private final long[] lo;
    private final long[] positions;

    /** The key before in the same bucket, or NOBODY. */
    private final long[] earlier;

    /** A key's place among those of its record. */
    private final byte[] places;

    private final long[] newest;

    /** Of each tag of the alternative that is looked at, how far its chain was walked. */
    private final long[] walked = new long[Condition.MAX_KEYS];

    private final int mask;
    private final int shift;
    private long next;
    private long lastOfOthers = NOBODY;
    private long last = NOBODY;
    private long position = NOBODY;
    private int place;
    private long looked;
    private long remembered;
    private final AtomicLong begin;

    /**
     * Remembers nothing yet.
     *
     * @param keys how many to remember, a power of two
     * @param begin the position of the first record that will be told
     */
    Recents(int keys, long begin) {
        if (Integer.bitCount(keys) != 1) {
            throw new IllegalArgumentException("keys=" + keys + " is not a power of two");
        }
        hi = new long[keys];
        lo = new long[keys];
        positions = new long[keys];
        earlier = new long[keys];
        places = new byte[keys];
        newest = new long[keys];
        Arrays.fill(newest, NOBODY);
        mask = keys - 1;
        shift = Long.SIZE - Integer.numberOfTrailingZeros(keys);
        this.remembered = begin;
        this.begin = new AtomicLong(begin);
    }

    /** Every record from this position on is remembered. Any thread. */
    long begin() {
        return begin.get();
    }

    /** Records looked at by walking so far: what conditions cost, told without a clock. */
    long looked() {
        return looked;
    }

    /** An event of the shard's own; stream 0 is none. */
    void own(long at, long stream, int eventType) {
        start(at);
        add(OWN_TYPE, eventType);
        if (stream != 0) {
            add(OWN_STREAM, stream);
        }
    }

    /** An event of others. */
    void foreign(long at, Append.Event event) {
        start(at);
        lastOfOthers = at;
        add(event.type().hi(), event.type().lo());
        List<Hash> tags = event.tags();
        for (int i = 0; i < tags.size(); i++) {
            add(tags.get(i).hi(), tags.get(i).lo());
        }
    }

    /** Whether a record from {@code from} on, which is not below {@link #begin}, matches. */
    boolean matches(Condition condition, long from) {
        List<Alternative> alternatives = condition.alternatives();
        for (int i = 0; i < alternatives.size(); i++) {
            if (matches(alternatives.get(i), from)) {
                return true;
            }
        }
        return false;
    }

    private boolean matches(Alternative one, long from) {
        if (one.isAny()) {
            return (one.own() ? last : lastOfOthers) >= from;
        }
        if (one.all().isEmpty()) {
            return hasOneSince(one.oneOf(), from);
        }
        for (int i = 0; i < one.all().size(); i++) {
            walked[i] = find(newestOf(one.all().get(i)), one.all().get(i), from);
            if (walked[i] == NOBODY) {
                return false;
            }
        }
        if (one.all().size() == 1 && one.oneOf().isEmpty()) {
            return true;
        }
        return walk(one, from);
    }

    private boolean hasOneSince(List<Hash> keys, long from) {
        for (int i = 0; i < keys.size(); i++) {
            if (find(newestOf(keys.get(i)), keys.get(i), from) != NOBODY) {
                return true;
            }
        }
        return false;
    }

    /** Goes back over the records of each tag in turn, to one that has all. */
    private boolean walk(Alternative one, long from) {
        List<Hash> all = one.all();
        while (true) {
            for (int i = 0; i < all.size(); i++) {
                looked++;
                if (hasAll(walked[i], all)
                        && (one.oneOf().isEmpty() || hasOne(walked[i], one.oneOf()))) {
                    return true;
                }
                walked[i] = find(earlier[(int) walked[i] & mask], all.get(i), from);
                if (walked[i] == NOBODY) {
                    return false;
                }
            }
        }
    }

    private boolean hasAll(long entry, List<Hash> keys) {
        for (int i = 0; i < keys.size(); i++) {
            if (!has(entry, keys.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean hasOne(long entry, List<Hash> keys) {
        for (int i = 0; i < keys.size(); i++) {
            if (has(entry, keys.get(i))) {
                return true;
            }
        }
        return false;
    }

    private boolean has(long entry, Hash key) {
        long record = positions[(int) entry & mask];
        long sibling = entry - places[(int) entry & mask];
        while (sibling < next && positions[(int) sibling & mask] == record) {
            int at = (int) sibling & mask;
            if (hi[at] == key.hi() && lo[at] == key.lo()) {
                return true;
            }
            sibling++;
        }
        return false;
    }

    private long newestOf(Hash key) {
        return newest[bucket(key.hi(), key.lo())];
    }

    private long find(long entry, Hash key, long from) {
        return find(entry, key.hi(), key.lo(), from);
    }

    /** The newest of the chain from {@code entry} on that is the key's, not below {@code from}. */
    private long find(long entry, long keyHi, long keyLo, long from) {
        long each = entry;
        while (each >= 0 && each >= next - hi.length && positions[(int) each & mask] >= from) {
            int at = (int) each & mask;
            if (hi[at] == keyHi && lo[at] == keyLo) {
                return each;
            }
            each = earlier[at];
        }
        return NOBODY;
    }

    private void start(long at) {
        position = at;
        last = at;
        place = 0;
    }

    private void add(long keyHi, long keyLo) {
        int at = (int) next & mask;
        if (next >= hi.length) {
            // A record is forgotten with its first key.
            remembered = Math.max(remembered, positions[at] + 1);
            // Others only take it for a hint; the writer is told by its own stores.
            begin.setRelease(remembered);
        }
        int bucket = bucket(keyHi, keyLo);
        hi[at] = keyHi;
        lo[at] = keyLo;
        positions[at] = position;
        places[at] = (byte) place++;
        earlier[at] = newest[bucket];
        newest[bucket] = next++;
    }

    private int bucket(long keyHi, long keyLo) {
        return (int) ((((keyLo * SPREAD) ^ keyHi) * SPREAD) >>> shift);
    }
}
