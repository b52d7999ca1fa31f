package dev.parley.store;

import dev.parley.domain.Hash;
import dev.parley.index.Located;
import dev.parley.index.StoredIndex;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What is sourced again and again, as by an entity that is loaded for each of its commands: where
 * the index found the events of a tag, and those opened before. Bounded; what it forgets is read
 * again. Any thread.
 *
 * <p>An event never changes, so that nothing here can be out of date; positions carry the end of
 * the index up to which they are complete, and only what came behind it is asked for.
 *
 * <p>Who has to make room: tags stand in a queue, and the first that was not asked for since it
 * stood there last goes.
 */
final class Recollection {
    /** Tags of more events are looked up page by page, and not remembered. */
    private static final int POSITIONS = 2_048;

    private final ConcurrentHashMap<Hash, Known> tags = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Hash> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger kept = new AtomicInteger();
    private final int bound;

    /**
     * Nothing yet.
     *
     * @param bound tags and events kept, of 4 KiB at most each; 65,536 of 200 bytes take 30 MiB
     */
    Recollection(int bound) {
        this.bound = bound;
    }

    /** Candidates that have this tag. */
    Candidates of(StoredIndex index, Hash tag) {
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
                ? new Candidates.Pages((from, max) -> index.tagged(tag, from, max))
                : new Candidates.Remembered(known.all, known.events);
    }

    /** What is known of the tag now; null where that is too much to keep. */
    private @Nullable Known extended(
            StoredIndex index, Hash tag, @Nullable Known known, long before) {
        Located old = known == null ? Located.NONE : known.all;
        Located more =
                index.tagged(tag, known == null ? 0 : known.before, POSITIONS + 1 - old.count());
        if (old.count() + more.count() > POSITIONS) {
            forget(tag, known);
            return null;
        }
        // The index may have gone on meanwhile: what is known beyond is dropped, not kept as whole.
        Known extended = new Known(known, more.below(before), before);
        Known replaced = tags.put(tag, extended);
        if (replaced == null) {
            queue.add(tag);
        }
        int _ = kept.addAndGet(extended.weight() - (replaced == null ? 0 : replaced.weight()));
        makeRoom();
        return extended;
    }

    private void makeRoom() {
        // Each at most twice: some are asked for meanwhile.
        for (int left = 2 * tags.size(); kept.get() > bound && left > 0; left--) {
            Hash first = queue.poll();
            Known known = first == null ? null : tags.get(first);
            if (first != null && known != null && known.used) {
                known.used = false;
                queue.add(first);
            } else if (first != null) {
                forget(first, known);
            }
        }
    }

    private void forget(Hash tag, @Nullable Known known) {
        if (known != null && tags.remove(tag, known)) {
            int _ = kept.addAndGet(-known.weight());
        }
    }

    /** All of a tag below {@code before}: where they lie, and those that were opened. */
    private static final class Known {
        private final Located all;
        private final long before;

        /** Written and read without order: an event is immutable, and a missing one is read. */
        private final @Nullable StoredEvent[] events;

        /** Whether it was asked for of late; a hint. */
        private volatile boolean used;

        /** Of what was known before, if anything, and what came since. */
        Known(@Nullable Known until, Located more, long before) {
            this.all = until == null ? more : until.all.with(more);
            this.before = before;
            this.events =
                    until == null
                            ? new StoredEvent[all.count()]
                            : Arrays.copyOf(until.events, all.count());
        }

        int weight() {
            return 1 + all.count();
        }
    }
}
