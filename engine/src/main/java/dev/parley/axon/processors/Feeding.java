package dev.parley.axon.processors;

import org.axonframework.messaging.core.Message;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventHandler;
import org.axonframework.messaging.eventhandling.EventHandlerRegistry;
import org.axonframework.messaging.eventhandling.EventHandlingComponent;
import org.axonframework.messaging.eventhandling.EventMessage;

import java.util.Set;

/** A cold projection as Axon's processors see it: takes bundles of every event, in one sequence. */
final class Feeding implements EventHandlingComponent {
    private final Parking parking;

    Feeding(Parking parking) {
        this.parking = parking;
    }

    @Override
    public MessageStream.Empty<Message> handle(EventMessage message, ProcessingContext context) {
        try {
            parking.feed(Bundle.of(message), context);
            return MessageStream.empty();
        } catch (RuntimeException e) {
            return MessageStream.failed(e);
        }
    }

    /** None by name: {@link #supports} says yes to all, and the stream is asked for all. */
    @Override
    public Set<QualifiedName> supportedEvents() {
        return Set.of();
    }

    @Override
    public boolean supports(QualifiedName eventName) {
        return true;
    }

    /** The same for all: the order of the log, and nothing behind a bundle that failed. */
    @Override
    public Object sequenceIdentifierFor(EventMessage event, ProcessingContext context) {
        return "log";
    }

    @Override
    public EventHandlerRegistry subscribe(QualifiedName name, EventHandler eventHandler) {
        throw new UnsupportedOperationException("one projection handles every event");
    }
}
