package dev.parley.store;

import dev.parley.log.EventReader;
import dev.parley.log.LogRecord;
import dev.parley.log.RecordKind;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Events that match, in the order of the log. One thread at a time; never waits for events to come.
 * Reads files, and must be closed.
 */
public final class EventCursor implements AutoCloseable {
    private final Readers readers;
    private final EventReader reader;
    private final Query query;
    private final EventReading reading = new EventReading();
    private final Vault vault;
    private final @Nullable OwnEvents own; // null where the shard's own events are passed over
    private final @Nullable Candidates candidates; // null where the index is not asked
    private final long indexed;
    private final LongSupplier before;
    private @Nullable StoredEvent remembered; // null where the step read a record
    private boolean candidate; // whether the step came to one of the candidates
    private long position;
    private boolean closed;

    /**
     * Over what lies from {@code from} on.
     *
     * @param candidates positions below {@code indexed}; behind that the log is read
     * @param before exclusive end of what may be seen, asked at each step
     */
    EventCursor(
            Readers readers,
            Query query,
            Vault vault,
            @Nullable OwnEvents own,
            @Nullable Candidates candidates,
            long from,
            long indexed,
            LongSupplier before) {
        this.readers = readers;
        this.reader = readers.borrow();
        this.query = query;
        this.vault = vault;
        this.own = own;
        this.candidates = candidates;
        this.position = from;
        this.indexed = indexed;
        this.before = before;
    }

    /** The next event, if there is one now. */
    public Optional<StoredEvent> next() {
        while (step()) {
            StoredEvent event = remembered != null ? own(remembered) : read(reader.record());
            if (query.confirms(event)) {
                return Optional.of(event);
            }
        }
        return Optional.empty();
    }

    /** Everything that matches below this position has been given. */
    public long position() {
        return position;
    }

    /** Goes on to the next record whose keys match; false where there is none now. */
    boolean step() {
        if (closed || query.isEmpty()) {
            return false;
        }
        long end = before.getAsLong();
        remembered = null;
        Candidates found = candidates;
        while (found != null && position < Math.min(indexed, end)) {
            long at = found.from(position);
            if (at >= Math.min(indexed, end)) {
                position = Math.min(indexed, end);
            } else {
                position = at + 1;
                remembered = found.event();
                if (remembered != null) {
                    if (query.confirms(remembered)) {
                        return true;
                    }
                    continue;
                }
                reader.seek(at, found.place());
                if (reader.next(end) && query.matches(reader.record())) {
                    candidate = true;
                    return true;
                }
            }
        }
        candidate = false;
        if (position < end) {
            reader.seek(position);
        }
        while (position < end) {
            if (!reader.next(end)) {
                throw new IllegalStateException("no record at position " + position);
            }
            position++;
            if (query.matches(reader.record())) {
                return true;
            }
        }
        return false;
    }

    /** The record that {@link #step} came to, until the next one. */
    LogRecord record() {
        return reader.record();
    }

    private StoredEvent read(LogRecord record) {
        if (record.kind() == RecordKind.FOREIGN) {
            StoredEvent event = vault.open(record, reading);
            boolean kept = candidates != null && candidate && candidates.keep(event);
            return kept ? own(event) : event;
        }
        OwnEvents translator = own;
        if (translator == null) {
            throw new IllegalStateException("an event of the shard's own was not passed over");
        }
        return own(translator.translate(record));
    }

    /** The caller's own: what is remembered is given to others too. */
    private static StoredEvent own(StoredEvent event) {
        return event.payload() instanceof byte[] bytes
                ? new StoredEvent(
                        event.position(),
                        event.id(),
                        event.type(),
                        event.version(),
                        bytes.clone(),
                        event.metadata(),
                        event.timestamp(),
                        event.tags())
                : event;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            readers.giveBack(reader);
        }
    }
}
