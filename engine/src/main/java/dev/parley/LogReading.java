package dev.parley;

import dev.parley.domain.Events;
import dev.parley.domain.Hash;
import dev.parley.index.Lookup;
import dev.parley.index.StoredIndex;
import dev.parley.log.EventReader;
import dev.parley.projection.ConversationView;
import dev.parley.projection.Views;
import dev.parley.projection.VisitorView;
import dev.parley.ring.LockedViews;
import dev.parley.ring.Playback;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * Reads a shard's views, and behind them its index and its log. The index may lag; once it has what
 * the log had at the start, what it lacks is younger than a day and therefore in the views.
 */
public final class LogReading implements Reading, AutoCloseable {
    /** Readers kept for the next question. */
    private static final int IDLE_READERS = 16;

    private static final long[] NONE = new long[0];

    private final LockedViews lock;
    private final Views views;
    private final Supplier<EventReader> readers;
    private final StoredIndex index;
    private final LongSupplier released;
    private final LeftMemory leftMemory;

    /** Up to here the log was there at the start. */
    private final long startedAt;

    private final ArrayBlockingQueue<Playback> idle = new ArrayBlockingQueue<>(IDLE_READERS);

    /**
     * @param views what {@code lock} guards
     * @param readers a new reader of the log at each call
     * @param released exclusive end of what the views hold
     */
    public LogReading(
            LockedViews lock,
            Views views,
            Supplier<EventReader> readers,
            StoredIndex index,
            LongSupplier released) {
        this.lock = lock;
        this.views = views;
        this.readers = readers;
        this.index = index;
        this.released = released;
        this.leftMemory = new LeftMemory(index, this::play, released);
        this.startedAt = released.getAsLong();
    }

    @Override
    public long released() {
        return released.getAsLong();
    }

    @Override
    public boolean isWhole() {
        return index.indexedBefore() >= startedAt;
    }

    @Override
    public <T> T ask(Function<Views, T> question) {
        return lock.read(() -> question.apply(views));
    }

    @Override
    public Optional<VisitorView> visitor(long id) {
        Optional<VisitorView> known = ask(all -> all.visitors().find(id));
        if (known.isPresent() && known.get().source().isPresent()) {
            return known;
        }
        Optional<VisitorView> told = leftMemory.visitor(id);
        // One who came back into memory may have a newer profile than the index knows of.
        return known.filter(view -> view.profile().length() > 0)
                .map(newer -> told.map(old -> old.with(newer.profile())))
                .orElse(told);
    }

    @Override
    public Optional<VisitorView> visitor(Hash source) {
        Optional<VisitorView> known = ask(all -> all.visitors().find(source));
        if (known.isPresent()) {
            return known;
        }
        OptionalLong id = index.find(Lookup.VISITOR_SOURCE, source);
        return id.isEmpty() ? Optional.empty() : visitor(id.getAsLong());
    }

    @Override
    public Optional<ConversationView> conversation(long id) {
        Optional<ConversationView> known = ask(all -> all.board().find(id));
        return known.isPresent() ? known : leftMemory.conversation(id);
    }

    @Override
    public Optional<ConversationView> conversation(long account, long number) {
        Optional<ConversationView> known = ask(all -> all.board().findByNumber(account, number));
        if (known.isPresent()) {
            return known;
        }
        OptionalLong id = index.conversation(account, number);
        return id.isEmpty() ? Optional.empty() : leftMemory.conversation(id.getAsLong());
    }

    @Override
    public List<ConversationView> conversationsOf(long visitor, int limit) {
        long[] known = ask(all -> all.visitors().conversations(visitor));
        Set<Long> ids = new LinkedHashSet<>();
        LongStream.concat(
                        Arrays.stream(known),
                        Arrays.stream(index.conversationsOf(visitor, 0, StoredIndex.MAX_PAGE)))
                .forEach(ids::add);
        List<ConversationView> found = new ArrayList<>();
        ids.stream()
                .sorted(Comparator.reverseOrder())
                .limit(limit)
                .forEach(id -> conversation(id).ifPresent(found::add));
        return List.copyOf(found);
    }

    @Override
    public long[] positions(long conversation, int afterSeq, int limit) {
        // Both in one look: the conversation may leave memory between two.
        long[] firstAndKnown =
                ask(
                        all ->
                                LongStream.concat(
                                                LongStream.of(
                                                        all.transcripts().firstSeq(conversation)),
                                                Arrays.stream(
                                                        all.transcripts()
                                                                .after(
                                                                        conversation,
                                                                        afterSeq,
                                                                        limit)))
                                        .toArray());
        int firstSeq = (int) firstAndKnown[0];
        long[] known = Arrays.copyOfRange(firstAndKnown, 1, firstAndKnown.length);
        if (firstSeq > 0 && firstSeq <= afterSeq + 1) {
            return known;
        }
        int older = firstSeq == 0 ? limit : firstSeq - 1 - afterSeq;
        long[] before = stored(conversation, afterSeq, Math.min(older, limit));
        int rest = Math.min(known.length, limit - before.length);
        long[] both = Arrays.copyOf(before, before.length + rest);
        System.arraycopy(known, 0, both, before.length, rest);
        return both;
    }

    @Override
    public void play(long[] positions, Events target) {
        if (positions.length == 0) {
            return;
        }
        Playback playback = borrow();
        boolean played = false;
        try {
            for (long position : positions) {
                playback.seek(position);
                if (!playback.step(released(), target)) {
                    throw new IllegalStateException(
                            "position=" + position + " is not below released=" + released());
                }
            }
            played = true;
        } finally {
            if (!played || !idle.offer(playback)) {
                playback.close();
            }
        }
    }

    /** Lets the readers go; to be called before the log is closed. */
    @Override
    public void close() {
        Playback each = idle.poll();
        while (each != null) {
            each.close();
            each = idle.poll();
        }
    }

    private Playback borrow() {
        Playback kept = idle.poll();
        return kept == null ? new Playback(readers.get()) : kept;
    }

    /**
     * Released positions that the index has; a stream's records have the seqs 1, 2, 3 … in their
     * order.
     */
    private long[] stored(long stream, int skip, int limit) {
        long from = 0;
        int left = skip;
        while (left > 0) {
            long[] skipped = index.positions(stream, from, Math.min(left, StoredIndex.MAX_PAGE));
            if (skipped.length == 0) {
                return NONE;
            }
            left -= skipped.length;
            from = skipped[skipped.length - 1] + 1;
        }
        return LeftMemory.upTo(
                released() - 1,
                index.positions(stream, from, Math.min(limit, StoredIndex.MAX_PAGE)));
    }
}
