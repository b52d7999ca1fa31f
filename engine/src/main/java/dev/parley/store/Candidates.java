package dev.parley.store;

import dev.parley.domain.Hash;
import dev.parley.index.StoredIndex;
import dev.parley.ring.Condition.Alternative;

import java.util.ArrayList;
import java.util.List;

/**
 * Positions that the index gives for a query, ascending: found by leaps, a page at a time, so that
 * memory does not grow with what is found. One thread.
 */
interface Candidates {
    /** No position, and beyond all. */
    long NONE = Long.MAX_VALUE;

    /** The first candidate that is not below {@code position}, which never decreases. */
    long from(long position);

    /** Whether the index can answer the query at all; else the log must be read. */
    static boolean canAnswer(Query query) {
        return query.foreign().stream()
                        .noneMatch(one -> one.all().isEmpty() && one.oneOf().isEmpty())
                && query.own().stream().noneMatch(one -> one.all().isEmpty());
    }

    /** Of a query that the index can answer. */
    static Candidates of(StoredIndex index, Recollection known, Query query) {
        List<Candidates> each = new ArrayList<>();
        for (Alternative one : query.foreign()) {
            each.add(
                    one.all().isEmpty()
                            ? any(tagged(index, known, one.oneOf()))
                            : all(tagged(index, known, one.all())));
        }
        for (Alternative one : query.own()) {
            long stream = one.all().getFirst().lo();
            each.add(new Pages((from, max) -> index.positions(stream, from, max)));
        }
        return any(each);
    }

    private static List<Candidates> tagged(
            StoredIndex index, Recollection known, List<Hash> hashes) {
        List<Candidates> each = new ArrayList<>();
        for (Hash hash : hashes) {
            each.add(new Pages(known.pages(index, hash)));
        }
        return each;
    }

    private static Candidates any(List<Candidates> each) {
        if (each.size() == 1) {
            return each.getFirst();
        }
        return position -> {
            long first = NONE;
            for (Candidates one : each) {
                first = Math.min(first, one.from(position));
            }
            return first;
        };
    }

    private static Candidates all(List<Candidates> each) {
        if (each.size() == 1) {
            return each.getFirst();
        }
        return position -> {
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
        };
    }

    /** Asks the index for some positions from one on. */
    interface Page {
        long[] from(long position, int max);
    }

    /** Positions of one key. */
    final class Pages implements Candidates {
        private static final int FIRST = 64;

        private final Page pages;
        private long[] page = new long[0];
        private int at;
        private int size = FIRST;
        private boolean more = true;

        Pages(Page pages) {
            this.pages = pages;
        }

        @Override
        public long from(long position) {
            while (at < page.length && page[at] < position) {
                at++;
            }
            if (at == page.length && more) {
                page = pages.from(position, size);
                at = 0;
                more = page.length == size;
                size = Math.min(2 * size, StoredIndex.MAX_PAGE);
            }
            return at < page.length ? page[at] : NONE;
        }
    }
}
