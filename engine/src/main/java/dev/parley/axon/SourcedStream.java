package dev.parley.axon;

import dev.parley.store.EventCursor;
import dev.parley.store.StoredEvent;

import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.messaging.core.Context;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.SimpleEntry;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.TerminalEventMessage;
import org.jspecify.annotations.Nullable;

import java.util.Optional;

/**
 * The events of one sourcing, read as they are asked for, and behind them the marker. One thread.
 */
final class SourcedStream implements MessageStream<EventMessage> {
    private final EventCursor cursor;
    private final Messages messages;
    private final long head;
    private @Nullable Entry<EventMessage> next; // null until looked for, and when taken
    private @Nullable Throwable error; // null while nothing failed
    private boolean ended;
    private boolean completed;

    SourcedStream(EventCursor cursor, Messages messages, long head) {
        this.cursor = cursor;
        this.messages = messages;
        this.head = head;
    }

    @Override
    public Optional<Entry<EventMessage>> next() {
        Optional<Entry<EventMessage>> found = peek();
        next = null;
        completed = completed || ended;
        return found;
    }

    @Override
    public Optional<Entry<EventMessage>> peek() {
        Entry<EventMessage> known = next;
        if (known == null && !completed && !ended) {
            known = read();
            next = known;
        }
        return Optional.ofNullable(known);
    }

    private @Nullable Entry<EventMessage> read() {
        try {
            Optional<StoredEvent> event = cursor.next();
            if (event.isPresent()) {
                return messages.toEntry(event.get());
            }
        } catch (RuntimeException e) {
            error = e;
            completed = true;
            cursor.close();
            return null;
        }
        ended = true;
        cursor.close();
        return new SimpleEntry<>(
                TerminalEventMessage.INSTANCE,
                Context.with(
                        ConsistencyMarker.RESOURCE_KEY, new GlobalIndexConsistencyMarker(head)));
    }

    /** All there will be is there: called at once. */
    @Override
    public void setCallback(Runnable callback) {
        callback.run();
    }

    @Override
    public Optional<Throwable> error() {
        return Optional.ofNullable(error);
    }

    @Override
    public boolean isCompleted() {
        return completed;
    }

    @Override
    public boolean hasNextAvailable() {
        return peek().isPresent();
    }

    @Override
    public void close() {
        completed = true;
        next = null;
        cursor.close();
    }
}
