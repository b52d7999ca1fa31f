package dev.parley.ring;

import dev.parley.domain.Hash;
import dev.parley.domain.Slice;
import dev.parley.log.LogRecord;
import dev.parley.log.Transaction;

import java.util.List;

/**
 * Events of others that enter the log together, if nothing contradicts: a slot's content beside a
 * {@link dev.parley.domain.Command}. Made and sealed on the caller's thread; immutable; the writer
 * only copies it.
 */
public final class Append {
    /** Most events in one append. */
    public static final int MAX_EVENTS = Transaction.MAX_RECORDS;

    /** Most tags of one event. */
    public static final int MAX_TAGS = LogRecord.MAX_TAGS;

    /** Most payload bytes of all its events together. */
    public static final int MAX_PAYLOAD_BYTES = LogRecord.MAX_PAYLOAD_BYTES;

    /**
     * One event.
     *
     * @param occurredAt epoch microseconds
     * @param type keyed hash of its type's name
     * @param tags keyed hashes of its tags, each once
     * @param layout of the payload
     * @param payload stored as it is; its bytes must not be changed any more
     */
    public record Event(long occurredAt, Hash type, List<Hash> tags, int layout, Slice payload) {
        public Event {
            tags = List.copyOf(tags);
            if (tags.size() > MAX_TAGS) {
                throw new IllegalArgumentException(
                        "tags=" + tags.size() + " of one event exceed " + MAX_TAGS);
            }
        }
    }

    private final List<Event> events;
    private final Condition condition;
    private final long checkedBefore;
    private final int payloadBytes;

    /**
     * An append on condition.
     *
     * @param condition must match no record from {@code checkedBefore} on
     * @param checkedBefore up to which position the caller has seen to it; whatever, where the
     *     condition is {@link Condition#NONE}
     * @throws IllegalArgumentException for more than the log takes at once
     */
    public Append(List<Event> events, Condition condition, long checkedBefore) {
        this.events = List.copyOf(events);
        this.condition = condition;
        this.checkedBefore = checkedBefore;
        if (events.isEmpty() || events.size() > MAX_EVENTS) {
            throw new IllegalArgumentException(
                    "events=" + events.size() + " of one append are not within 1 to " + MAX_EVENTS);
        }
        long bytes = 0;
        for (Event event : events) {
            bytes += event.payload().length();
        }
        if (bytes > MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException(
                    "payloadBytes=" + bytes + " of one append exceed " + MAX_PAYLOAD_BYTES);
        }
        payloadBytes = (int) bytes;
    }

    /** The same, checked up to another position. */
    public Append checkedBefore(long position) {
        return new Append(events, condition, position);
    }

    List<Event> events() {
        return events;
    }

    Condition condition() {
        return condition;
    }

    /** Up to which position the caller has looked. */
    public long checkedBefore() {
        return checkedBefore;
    }

    int payloadBytes() {
        return payloadBytes;
    }
}
