package dev.parley;

import dev.parley.domain.Events;
import dev.parley.domain.Hash;
import dev.parley.domain.Header;
import dev.parley.domain.PartialEvents;
import dev.parley.domain.Slice;
import dev.parley.index.StoredIndex;
import dev.parley.projection.ConversationFold;
import dev.parley.projection.ConversationView;
import dev.parley.projection.VisitorView;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What is in memory no more, told by its own stream as far as the index has it and it is released:
 * the index is fed from what is forced, a moment before that is shown. Whoever asks again and
 * again, as a page does that is open for long, must not have a long stream read each time: of a
 * visitor the first and the newest events are read, and the {@link #KEPT} conversations asked for
 * last are kept until something follows. Any thread.
 */
final class LeftMemory {
    private static final int KEPT = 1_024;

    /** Plays the events at these positions. */
    interface Player {
        void play(long[] positions, Events target);
    }

    private final StoredIndex index;
    private final Player player;
    private final LongSupplier released;
    private final Map<Long, Folded> kept =
            new LinkedHashMap<>(256, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, Folded> eldest) {
                    return size() > KEPT;
                }
            };

    /** A conversation up to the event at {@code last}, or beyond. */
    private record Folded(long last, Optional<ConversationView> view) {}

    LeftMemory(StoredIndex index, Player player, LongSupplier released) {
        this.index = index;
        this.player = player;
        this.released = released;
    }

    /** Empty where the id is no visitor's. */
    Optional<VisitorView> visitor(long id) {
        long before = released.getAsLong();
        long[] first = index.positions(id, 0, 1);
        if (first.length == 0 || first[0] >= before) {
            return Optional.empty();
        }
        VisitorFold fold = new VisitorFold();
        player.play(first, fold);
        long[] latest = index.positionsBefore(id, before, 1);
        while (!fold.isUpdated && latest[0] > first[0]) {
            player.play(latest, fold);
            latest = index.positionsBefore(id, latest[0], 1);
        }
        return fold.view;
    }

    /** Empty where the id is no conversation's. */
    Optional<ConversationView> conversation(long id) {
        long[] last = index.positionsBefore(id, released.getAsLong(), 1);
        if (last.length == 0) {
            return Optional.empty();
        }
        Folded known;
        synchronized (kept) {
            known = kept.get(id);
        }
        if (known == null || known.last != last[0]) {
            known =
                    new Folded(
                            last[0], ConversationFold.of(id, fold -> playAll(id, last[0], fold)));
            synchronized (kept) {
                kept.put(id, known);
            }
        }
        return known.view;
    }

    /** All of a stream up to a position, a page at a time. */
    private void playAll(long stream, long last, Events target) {
        long from = 0;
        while (from <= last) {
            long[] page = index.positions(stream, from, StoredIndex.MAX_PAGE);
            player.play(upTo(last, page), target);
            from = page[page.length - 1] + 1;
        }
    }

    /** Those of ascending positions that are not above {@code last}. */
    static long[] upTo(long last, long[] positions) {
        int count = positions.length;
        while (count > 0 && positions[count - 1] > last) {
            count--;
        }
        return Arrays.copyOf(positions, count);
    }

    /** A visitor as registered, with the first profile it is told of behind that. */
    private static final class VisitorFold implements PartialEvents {
        private Optional<VisitorView> view = Optional.empty();
        private boolean isUpdated;

        @Override
        public void visitorRegistered(
                Header h,
                long keyId,
                long shop,
                long inbox,
                long sourceHi,
                long sourceLo,
                Slice sourceId,
                Slice profile) {
            view =
                    Optional.of(
                            new VisitorView(
                                    h.stream,
                                    h.account,
                                    keyId,
                                    shop,
                                    inbox,
                                    new Hash(sourceHi, sourceLo),
                                    sourceId.copy(),
                                    profile.copy()));
        }

        @Override
        public void visitorUpdated(Header h, Slice profile) {
            view = view.map(registered -> registered.with(profile.copy()));
            isUpdated = true;
        }
    }
}
