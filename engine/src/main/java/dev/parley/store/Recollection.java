package dev.parley.store;

import dev.parley.domain.Hash;
import dev.parley.index.Located;
import dev.parley.index.StoredIndex;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What is sourced again and again, as by an entity that is loaded for each of its commands: where
 * the index found the events of a tag, and those opened before. Bounded by what it holds in memory;
 * what it forgets is read again. Any thread.
 *
 * <p>An event never changes, so that nothing here can be out of date; positions carry the end of
 * the index up to which they are complete, and only what came behind it is asked for.
 *
 * <p>Who has to make room: tags stand in a queue, and the first that was not asked for since it
 * stood there last goes (the clock, or second chance).
 */
final class Recollection {
    /** Tags of more events are looked up page by page, and not remembered. */
    private static final int POSITIONS = 2_048;

    /** Larger events are not kept. */
    private static final int EVENT_BYTES = 4_096;

    /** Objects of a tag; of a position with its place and slot; of an event but for its bytes. */
    private static final int TAG_OVERHEAD = 200;

    private static final int POSITION_OVERHEAD = 16;
    private static final int EVENT_OVERHEAD = 240;
    private static final int ENTRY_OVERHEAD = 140;

    private static final long FORGOTTEN = -1;

    private final ConcurrentHashMap<Hash, Known> tags = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Hash> queue = new ConcurrentLinkedQueue<>();
    private final AtomicLong kept = new AtomicLong();
    private final long bound;

    /**
     * Nothing yet.
     *
     * @param bound bytes of memory, by estimate; an event of 200 bytes is taken for some 500; with
     *     0 nothing is kept
     */
    Recollection(long bound) {
        this.bound = bound;
    }

    /** Bytes kept, by estimate; at most the bound but for what is being read. */
    long kept() {
        return kept.get();
    }

    /** The same, added up anew; nobody else may be at it. */
    long recounted() {
        return tags.values().stream().mapToLong(known -> known.weight.get()).sum();
    }

    /** Whether each tag stands in the queue; nobody else may be at it. */
    boolean isWhole() {
        return new HashSet<>(queue).containsAll(tags.keySet());
    }

    /** Candidates that have this tag. */
    Candidates of(StoredIndex index, Hash tag) {
        if (bound == 0) {
            return Candidates.tagged(index, tag, Candidates.Pages.MANY);
        }
        // Asked for first: all below it is in the index by the time the index is asked.
        long before = index.indexedBefore();
        Known known = tags.get(tag);
        if (known != null) {
            known.used = true;
        }
        if (known == null || known.before < before) {
            known = extended(index, tag, known, before);
        }
        return known == null
                ? Candidates.tagged(index, tag, Candidates.Pages.MANY)
                : new Candidates.Remembered(known);
    }

    /** What is known of the tag now; null where that is too much to keep. */
    private @Nullable Known extended(
            StoredIndex index, Hash tag, @Nullable Known known, long before) {
        Located old = known == null ? Located.NONE : known.all;
        Located more =
                index.tagged(tag, known == null ? 0 : known.before, POSITIONS + 1 - old.count());
        if (old.count() + more.count() > POSITIONS) {
            if (known != null && tags.remove(tag, known)) {
                letGo(known);
            }
            return null;
        }
        // The index may have gone on meanwhile: what is known beyond is dropped, not kept as whole.
        Known extended = new Known(known, more.below(before), before);
        long bytes = extended.weight.getPlain();
        Known replaced = tags.put(tag, extended);
        if (replaced == null) {
            queue.add(tag);
        }
        take(bytes);
        letGo(replaced);
        return extended;
    }

    /** Counts in what is kept, and makes room for it. */
    private void take(long bytes) {
        if (kept.addAndGet(bytes) > bound) {
            makeRoom();
        }
    }

    private void makeRoom() {
        // Each at most twice: some are asked for meanwhile.
        for (int left = 2 * tags.size(); kept.get() > bound && left > 0; left--) {
            Hash first = queue.poll();
            if (first != null
                    && tags.computeIfPresent(first, (_, known) -> spared(known)) != null) {
                queue.add(first);
            }
        }
    }

    /**
     * What is left of a tag that is first in the queue: all, where it was asked for since it stood
     * there last. Nobody replaces it meanwhile, so what is known of a tag stands in the queue.
     */
    private @Nullable Known spared(Known known) {
        if (known.used) {
            known.used = false;
            return known;
        }
        letGo(known);
        return null;
    }

    private void letGo(@Nullable Known known) {
        if (known != null) {
            long _ = kept.addAndGet(-known.weight.getAndSet(FORGOTTEN));
        }
    }

    private static int weight(StoredEvent event, int payload) {
        int weight = EVENT_OVERHEAD + payload + event.id().length();
        for (Map.Entry<String, String> each : event.metadata().entrySet()) {
            weight += ENTRY_OVERHEAD + each.getKey().length() + each.getValue().length();
        }
        return weight;
    }

    /** All of a tag below {@code before}: where they lie, and those that were opened. */
    final class Known {
        private final Located all;
        private final long before;

        /** Null where it was not opened, or is too large; once there it stays. */
        private final AtomicReferenceArray<@Nullable StoredEvent> events;

        /** Bytes counted in for it. */
        private final AtomicLong weight = new AtomicLong();

        /** Whether it was asked for of late; a hint. */
        private volatile boolean used;

        /** Of what was known before, if anything, and what came since. */
        private Known(@Nullable Known until, Located more, long before) {
            this.all = until == null ? more : until.all.with(more);
            this.before = before;
            this.events = new AtomicReferenceArray<>(all.count());
            long bytes = TAG_OVERHEAD + (long) POSITION_OVERHEAD * all.count();
            for (int i = 0; until != null && i < until.events.length(); i++) {
                StoredEvent event = until.events.getPlain(i);
                if (event != null && event.payload() instanceof byte[] payload) {
                    events.setPlain(i, event);
                    bytes += weight(event, payload.length);
                }
            }
            weight.setPlain(bytes);
        }

        Located all() {
            return all;
        }

        /** Without order: an event is immutable, and one that is missing is read. */
        @Nullable StoredEvent event(int at) {
            return events.getPlain(at);
        }

        /**
         * Whether it is kept: not where it is large, or this is forgotten, or another was first.
         */
        boolean keep(int at, StoredEvent event) {
            if (event.payload() instanceof byte[] payload
                    && payload.length <= EVENT_BYTES
                    && weight.get() != FORGOTTEN
                    && events.compareAndSet(at, null, event)) {
                grow(weight(event, payload.length));
                return true;
            }
            return false;
        }

        /** Counts in, unless this was forgotten meanwhile. */
        private void grow(int bytes) {
            for (long now = weight.get(); now != FORGOTTEN; now = weight.get()) {
                if (weight.compareAndSet(now, now + bytes)) {
                    take(bytes);
                    return;
                }
            }
        }
    }
}
