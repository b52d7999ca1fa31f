package dev.parley.store;

import dev.parley.domain.Hash;
import dev.parley.index.Located;
import dev.parley.index.StoredIndex;
import dev.parley.ring.Condition.Alternative;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Positions that the index gives for a query, ascending: found by leaps, a page at a time, so that
 * memory does not grow with what is found. One thread.
 *
 * <p>What is read from a position on, until an event fits; how much the store holds has no part in
 * it:
 *
 * <pre>
 *   a tag, or types alone   one page of each
 *   several tags            they leap over each other, at most twice for each event of the tag that
 *                           has fewest; a leap is one to three keys, and no record is read for it
 *   types beside the tags   the record of each event that has the tags, unopened, until one is of
 *                           such a type
 *   several alternatives    the sum of theirs
 * </pre>
 *
 * So it grows with an entity from which none fits, and as the store where one tag does: where half
 * of all events have it and the types are others', half of all records are read.
 */
interface Candidates {
    /** No position, and beyond all. */
    long NONE = Long.MAX_VALUE;

    /** The first candidate that is not below {@code position}, which never decreases. */
    long from(long position);

    /** Where the record of the candidate given last lies, for a reader of the log to seek. */
    int place();

    /** The event itself, where it is remembered. */
    default @Nullable StoredEvent event() {
        return null;
    }

    /** Remembers the event that was read, if that is done here; then it is given to others too. */
    default boolean keep(StoredEvent event) {
        return false;
    }

    /** Whether the index can answer the query at all; else the log must be read. */
    static boolean canAnswer(Query query) {
        return query.foreign().stream()
                        .noneMatch(one -> one.all().isEmpty() && one.oneOf().isEmpty())
                && query.own().stream().noneMatch(one -> one.all().isEmpty());
    }

    /** All of a query that the index can answer: what is sourced again is remembered. */
    static Candidates of(StoredIndex index, Recollection known, Query query) {
        return of(query, tag -> known.of(index, tag), index, Pages.MANY);
    }

    /** The same for whom one match is enough: the index is asked for one, then for more. */
    static Candidates first(StoredIndex index, Query query) {
        return of(query, tag -> tagged(index, tag, 1), index, 1);
    }

    /** Of one tag, nothing remembered, {@code first} on the first page. */
    static Candidates tagged(StoredIndex index, Hash tag, int first) {
        return new Pages((from, max) -> index.tagged(tag, from, max), first);
    }

    private static Candidates of(
            Query query, Function<Hash, Candidates> tagged, StoredIndex index, int first) {
        List<Candidates> each = new ArrayList<>();
        for (Alternative one : query.foreign()) {
            each.add(
                    one.all().isEmpty()
                            ? any(each(one.oneOf(), tagged))
                            : all(each(one.all(), tagged)));
        }
        for (Alternative one : query.own()) {
            long stream = one.all().getFirst().lo();
            each.add(new Pages((from, max) -> index.located(stream, from, max), first));
        }
        return any(each);
    }

    private static List<Candidates> each(List<Hash> tags, Function<Hash, Candidates> tagged) {
        List<Candidates> each = new ArrayList<>(tags.size());
        for (Hash tag : tags) {
            each.add(tagged.apply(tag));
        }
        return each;
    }

    private static Candidates any(List<Candidates> each) {
        return each.size() == 1 ? each.getFirst() : new Any(each);
    }

    private static Candidates all(List<Candidates> each) {
        return each.size() == 1 ? each.getFirst() : new All(each);
    }

    /** What any of some gives. */
    final class Any implements Candidates {
        private final List<Candidates> each;
        private Candidates given;

        Any(List<Candidates> each) {
            this.each = each;
            this.given = each.getFirst();
        }

        @Override
        public long from(long position) {
            long first = NONE;
            for (Candidates one : each) {
                long found = one.from(position);
                if (found < first) {
                    first = found;
                    given = one;
                }
            }
            return first;
        }

        @Override
        public int place() {
            return given.place();
        }

        @Override
        public @Nullable StoredEvent event() {
            return given.event();
        }

        @Override
        public boolean keep(StoredEvent event) {
            return given.keep(event);
        }
    }

    /** What all of some give. */
    final class All implements Candidates {
        private final List<Candidates> each;

        All(List<Candidates> each) {
            this.each = each;
        }

        @Override
        public long from(long position) {
            long at = position;
            int agreed = 0;
            int next = 0;
            while (agreed < each.size() && at != NONE) {
                long found = each.get(next).from(at);
                agreed = found == at ? agreed + 1 : 1;
                at = found;
                next = (next + 1) % each.size();
            }
            return at;
        }

        @Override
        public int place() {
            return each.getFirst().place();
        }

        @Override
        public @Nullable StoredEvent event() {
            return each.getFirst().event();
        }

        @Override
        public boolean keep(StoredEvent event) {
            return each.getFirst().keep(event);
        }
    }

    /** Positions that are known, with a place for the event of each. */
    final class Remembered implements Candidates {
        private final Recollection.Known known;
        private final Located all;
        private int at;

        Remembered(Recollection.Known known) {
            this.known = known;
            this.all = known.all();
        }

        @Override
        public long from(long position) {
            if (at < all.count() && all.positions()[at] < position) {
                at++;
            }
            if (at < all.count() && all.positions()[at] < position) {
                int found = Arrays.binarySearch(all.positions(), at, all.count(), position);
                at = found < 0 ? -found - 1 : found;
            }
            return at < all.count() ? all.positions()[at] : NONE;
        }

        @Override
        public int place() {
            return all.places()[at];
        }

        @Override
        public @Nullable StoredEvent event() {
            return known.event(at);
        }

        @Override
        public boolean keep(StoredEvent event) {
            return known.keep(at, event);
        }
    }

    /** Asks the index for some positions from one on. */
    interface Page {
        Located from(long position, int max);
    }

    /**
     * Positions of one key, in pages that double; where one was leapt over, because another key has
     * less, the next is as large at most as for who wants all.
     */
    final class Pages implements Candidates {
        /** Of a first page, for who wants all. */
        static final int MANY = 64;

        private final Page pages;
        private Located page = Located.NONE;
        private int at;
        private int size;
        private boolean more = true;

        Pages(Page pages, int first) {
            this.pages = pages;
            this.size = first;
        }

        @Override
        public long from(long position) {
            int begun = at;
            while (at < page.count() && page.positions()[at] < position) {
                at++;
            }
            if (at == page.count() && more) {
                boolean leapt = at > begun + 1;
                size = leapt ? Math.min(size, MANY) : size;
                page = pages.from(position, size);
                at = 0;
                more = page.count() == size;
                size = Math.min(2 * size, StoredIndex.MAX_PAGE);
            }
            return at < page.count() ? page.positions()[at] : NONE;
        }

        @Override
        public int place() {
            return page.places()[at];
        }
    }
}
