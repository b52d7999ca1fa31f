package dev.parley.axon.processors;

import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;

/**
 * An event that knows its place in the log. Axon tells a handler the token of its batch's end only,
 * which is not enough to set a single event aside.
 */
final class PositionedEvent extends GenericEventMessage {
    private final long position;

    private PositionedEvent(long position, EventMessage event) {
        super(event, event::timestamp);
        this.position = position;
    }

    /** The same stream, each event with the position that its token, the next one, tells. */
    static MessageStream<EventMessage> all(MessageStream<EventMessage> stream) {
        return stream.map(
                entry -> {
                    long next =
                            TrackingToken.fromContext(entry)
                                    .map(token -> token.position().orElseThrow())
                                    .orElseThrow();
                    return entry.map(event -> new PositionedEvent(next - 1, event));
                });
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
