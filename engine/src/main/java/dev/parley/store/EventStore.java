package dev.parley.store;

import dev.parley.domain.Answer;
import dev.parley.domain.Rejection;
import dev.parley.index.StoredIndex;
import dev.parley.log.EventReader;
import dev.parley.log.LogRecord;
import dev.parley.log.RecordKind;
import dev.parley.ring.AnswerFuture;
import dev.parley.ring.Append;
import dev.parley.ring.Condition;
import dev.parley.ring.Ring;
import dev.parley.seal.Hashes;
import dev.parley.seal.Sealer;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Events of others in a shard's log: appended on condition, read by criteria, followed. Any thread;
 * calls read files and are made on threads that may. Everything given out is released, never a
 * thing that a power cut could take back.
 *
 * <p>Positions are those of the log, dense over all of its events; a position stands between two
 * events: "after p" begins with the event at p.
 */
public final class EventStore implements AutoCloseable {
    /**
     * What a store is made of.
     *
     * @param recentFrom from where on the writer remembers what it appended
     * @param readers a new reader of the log at each call
     * @param remembered bytes of opened events kept for when their entity is sourced again
     * @param own what the shard's own events are; null where they are passed over
     */
    public record Parts(
            Ring ring,
            LongSupplier recentFrom,
            StoredIndex index,
            Supplier<EventReader> readers,
            Hashes hashes,
            Sealer sealer,
            long remembered,
            @Nullable OwnEvents own) {}

    private final Parts parts;
    private final Readers readers;
    private final Vault vault;
    private final Recollection known;

    /** Null where they are passed over. */
    private final @Nullable OwnEvents own;

    private final Watch watch;

    /** Over a running ring; its parts stay their owner's to close, after this. */
    public EventStore(Parts parts) {
        this.parts = parts;
        this.readers = new Readers(parts.readers());
        this.vault = new Vault(parts.hashes(), parts.sealer());
        this.known = new Recollection(parts.remembered());
        this.watch = new Watch(parts.ring());
        OwnEvents its = parts.own();
        this.own = its == null ? null : new Translated(its);
    }

    /**
     * Seals and hashes events for {@link #append(PreparedAppend)}.
     *
     * @param criteria must match no event from {@code after} on; none: append in any case
     * @throws IllegalArgumentException for more than the log or the writer takes at once, naming
     *     value and limit
     */
    public PreparedAppend prepare(List<NewEvent> events, List<Criterion> criteria, long after) {
        Query query = Query.of(criteria, vault, own);
        Condition condition = query.condition();
        List<Append.Event> sealed = new ArrayList<>(events.size());
        for (NewEvent event : events) {
            sealed.add(vault.seal(event));
        }
        return new PreparedAppend(
                events.size(), query, new Append(sealed, condition, Math.max(0, after)));
    }

    /**
     * Appends all or nothing. The answer's position is that of the first event; refusals are
     * answers: CONDITION_FAILED once what it conflicts with is released, BACK_PRESSURED where too
     * much is under way.
     */
    public AnswerFuture append(PreparedAppend prepared) {
        Appending appending = appending(prepared);
        appending.start();
        return appending;
    }

    /** One that is not on its way yet. */
    Appending appending(PreparedAppend prepared) {
        return new Appending(this, prepared.query(), prepared.append());
    }

    /** {@link #prepare} and {@link #append(PreparedAppend)}. */
    public CompletableFuture<Answer> append(
            List<NewEvent> events, List<Criterion> criteria, long after) {
        return append(prepare(events, criteria, after));
    }

    /**
     * The matching events from {@code from} on and below {@code before}, as they are now.
     *
     * @param before at most {@link #head}, which was asked first
     */
    public EventCursor source(List<Criterion> criteria, long from, long before) {
        Query query = Query.of(criteria, vault, own);
        return cursor(query, from, before, () -> Candidates.of(parts.index(), known, query));
    }

    /** The matching events from {@code from} on, and those that will come. */
    public EventCursor follow(List<Criterion> criteria, long from) {
        return new EventCursor(
                readers,
                Query.of(criteria, vault, own),
                vault,
                own,
                null,
                Math.max(0, from),
                0,
                this::head);
    }

    /**
     * Has {@code listener} run, on the store's thread, whenever more may be seen. Keep it short.
     */
    public void onMore(Runnable listener) {
        watch.add(listener);
    }

    /** Ends {@link #onMore}. */
    public void forget(Runnable listener) {
        watch.remove(listener);
    }

    /** Exclusive end of what may be seen. */
    public long head() {
        return parts.ring().visibleBefore();
    }

    /**
     * Position of the first event that occurred at {@code at} or later; {@link #head} where there
     * is none.
     */
    public long firstSince(Instant at) {
        long end = head();
        long micros = Vault.micros(at);
        Query any = Query.of(List.of(Criterion.ANY), vault, own);
        long from = Math.min(end, parts.index().occurredFrom(micros));
        try (EventCursor cursor =
                new EventCursor(readers, any, vault, own, null, from, 0, () -> end)) {
            while (cursor.step()) {
                LogRecord record = cursor.record();
                if (record.occurredAt() > micros
                        || (record.occurredAt() == micros && isSince(record, at))) {
                    return record.position();
                }
            }
            return end;
        }
    }

    /** Lets go of readers and the thread. */
    @Override
    public void close() {
        watch.close();
        readers.close();
    }

    /** What is kept of entities that were sourced. */
    Recollection known() {
        return known;
    }

    Ring ring() {
        return parts.ring();
    }

    long recentFrom() {
        return parts.recentFrom().getAsLong();
    }

    /**
     * How far to look on the caller's side: as far as the index has come, which costs next to
     * nothing, if the writer remembers the rest; else up to all that may be seen.
     */
    long checkUpTo() {
        long indexed = parts.index().indexedBefore();
        return indexed >= recentFrom() ? indexed : head();
    }

    /** Whether a released record from {@code from} on and below {@code before} matches by keys. */
    boolean hasMatch(Query query, long from, long before) {
        try (EventCursor cursor =
                cursor(query, from, before, () -> Candidates.first(parts.index(), query))) {
            return cursor.step();
        }
    }

    /** Answer of an append whose conflict was found in what is released. */
    Answer conflict() {
        return new Answer(Rejection.CONDITION_FAILED, 0, 0, 0, 0, -1, head(), false);
    }

    private EventCursor cursor(
            Query query, long from, long before, Supplier<Candidates> candidates) {
        // Asked for first: all below it is in the index by the time the index is asked.
        long indexed = parts.index().indexedBefore();
        boolean answers = from < indexed && Candidates.canAnswer(query);
        return new EventCursor(
                readers,
                query,
                vault,
                own,
                answers ? candidates.get() : null,
                Math.max(0, from),
                indexed,
                () -> before);
    }

    /** Of a record of the microsecond in question. */
    private boolean isSince(LogRecord record, Instant at) {
        return record.kind() != RecordKind.FOREIGN
                || !vault.open(record, new EventReading()).timestamp().isBefore(at);
    }
}
