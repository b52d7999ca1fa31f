package dev.parley.axon.processors;

import dev.parley.axon.ChronicleEventStorageEngine;

import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.Set;

/**
 * An event that knows its place in the log. Axon tells a handler the token of its batch's end only,
 * which is not enough to set a single event aside.
 */
final class PositionedEvent extends GenericEventMessage {
    private final long position;
    private final @Nullable Set<Tag> tags; // null where the source does not tell them

    private PositionedEvent(long position, @Nullable Set<Tag> tags, EventMessage event) {
        super(event, event::timestamp);
        this.position = position;
        this.tags = tags;
    }

    /** The same stream, each event with the position that its token, the next one, tells. */
    static MessageStream<EventMessage> all(MessageStream<EventMessage> stream) {
        return stream.map(
                entry -> {
                    long next =
                            TrackingToken.fromContext(entry)
                                    .map(token -> token.position().orElseThrow())
                                    .orElseThrow();
                    Set<Tag> tags = entry.getResource(ChronicleEventStorageEngine.TAGS);
                    return entry.map(event -> new PositionedEvent(next - 1, tags, event));
                });
    }

    /** The tags that {@code event} was stored with, if its source tells them. */
    static Optional<Set<Tag>> tags(EventMessage event) {
        return event instanceof PositionedEvent positioned
                ? Optional.ofNullable(positioned.tags)
                : Optional.empty();
    }

    /** Where {@code event} stands, if it came out of {@link #all}. */
    static long of(EventMessage event) {
        if (event instanceof PositionedEvent positioned) {
            return positioned.position;
        }
        throw new IllegalStateException(
                "event=" + event.identifier() + " has lost its position on the way");
    }
}
