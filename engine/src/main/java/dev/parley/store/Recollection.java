package dev.parley.store;

import dev.parley.domain.Hash;
import dev.parley.index.StoredIndex;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What is sourced again and again, as by an entity that is loaded for each of its commands: events
 * opened before, and where the index found those of a tag. Bounded; what it forgets is read again.
 * Any thread.
 *
 * <p>An event never changes, so that nothing here can be out of date; positions carry the end of
 * the index up to which they are complete, and only what came behind it is asked for.
 */
final class Recollection {
    /** Events kept. */
    private static final int EVENTS = 1 << 16;

    /**
     * Places that an event may have, side by side in one cache line. With one place each, 32
     * entities of 1,000 events in use drove each other out although all would fit.
     */
    private static final int WAYS = 8;

    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final int SHIFT = Long.SIZE - Integer.numberOfTrailingZeros(EVENTS / WAYS);

    /** Larger events are not kept: with the above a bound of 256 MiB, 30 MiB at 200 bytes each. */
    private static final int EVENT_BYTES = 4_096;

    /** Tags kept; all are forgotten when there are more: with the below a bound of 64 MiB. */
    private static final int TAGS = 1 << 12;

    /** Tags of more events are looked up page by page. */
    private static final int POSITIONS = 2_048;

    private final AtomicReferenceArray<@Nullable StoredEvent> events =
            new AtomicReferenceArray<>(EVENTS);

    /** One more than the position of the event in the same place; a hint, 0 for none. */
    private final AtomicLongArray positions = new AtomicLongArray(EVENTS);

    /** Whose place is taken next where none is free; what threads lose of it does no harm. */
    private final AtomicInteger turn = new AtomicInteger();

    private final ConcurrentHashMap<Hash, Known> tags = new ConcurrentHashMap<>();

    /** Positions of a tag, all of those below {@code before}. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
    private record Known(long[] positions, long before) {}

    /** The event at this position, if it is remembered. */
    @Nullable StoredEvent event(long position) {
        int first = first(position);
        for (int place = first; place < first + WAYS; place++) {
            if (positions.getPlain(place) == position + 1) {
                StoredEvent kept = events.getAcquire(place);
                return kept != null && kept.position() == position ? kept : null;
            }
        }
        return null;
    }

    void keep(StoredEvent event) {
        if (event.payload() instanceof byte[] bytes && bytes.length <= EVENT_BYTES) {
            int place = place(event.position());
            events.setRelease(place, event);
            positions.setRelease(place, event.position() + 1);
        }
    }

    /** A free place, or one that is as good as any other. */
    private int place(long position) {
        int first = first(position);
        for (int place = first; place < first + WAYS; place++) {
            long kept = positions.getPlain(place);
            if (kept == 0 || kept == position + 1) {
                return place;
            }
        }
        int next = turn.getPlain() + 1;
        turn.setPlain(next);
        return first + (next & (WAYS - 1));
    }

    private static int first(long position) {
        return (int) ((position * SPREAD) >>> SHIFT) * WAYS;
    }

    /** Pages of the positions that have this tag. */
    Candidates.Page pages(StoredIndex index, Hash tag) {
        // Asked for first: all below it is in the index by the time the index is asked.
        long before = index.indexedBefore();
        Known known = tags.get(tag);
        if (known == null || known.before() < before) {
            known = extended(index, tag, known, before);
            if (known == null) {
                return (from, max) -> index.tagged(tag, from, max);
            }
        }
        long[] positions = known.positions();
        return (from, max) -> {
            int found = Arrays.binarySearch(positions, from);
            int first = found < 0 ? -found - 1 : found;
            return Arrays.copyOfRange(positions, first, Math.min(positions.length, first + max));
        };
    }

    /** What is known of the tag now; null where that is too much to keep. */
    private @Nullable Known extended(
            StoredIndex index, Hash tag, @Nullable Known known, long before) {
        long[] old = known == null ? new long[0] : known.positions();
        long[] more =
                index.tagged(tag, known == null ? 0 : known.before(), POSITIONS + 1 - old.length);
        if (old.length + more.length > POSITIONS) {
            tags.remove(tag);
            return null;
        }
        long[] all = old;
        if (more.length > 0) {
            all = Arrays.copyOf(old, old.length + more.length);
            System.arraycopy(more, 0, all, old.length, more.length);
        }
        // The index may have gone on meanwhile: what is known beyond is dropped, not kept as whole.
        int whole = all.length;
        while (whole > 0 && all[whole - 1] >= before) {
            whole--;
        }
        Known extended = new Known(whole == all.length ? all : Arrays.copyOf(all, whole), before);
        if (tags.size() >= TAGS) {
            tags.clear();
        }
        tags.put(tag, extended);
        return extended;
    }
}
