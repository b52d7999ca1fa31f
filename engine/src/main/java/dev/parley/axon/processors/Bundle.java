package dev.parley.axon.processors;

import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;

import java.util.List;

/**
 * Events that are fed and committed together, as one message with the token of the last: on its way
 * through a processor a message costs Axon more than an event costs most projections. Immutable.
 */
final class Bundle extends GenericEventMessage {
    private static final MessageType TYPE = new MessageType(Bundle.class);

    private final List<EventMessage> events;
    private final Runnable taken;

    /**
     * @param events in the order of the log, each with its place
     * @param taken to be run once they are committed
     */
    Bundle(List<EventMessage> events, Runnable taken) {
        super(TYPE, events);
        this.events = List.copyOf(events);
        this.taken = taken;
    }

    /** What a message of {@link BundledStream} holds. */
    static Bundle of(EventMessage message) {
        if (message instanceof Bundle bundle) {
            return bundle;
        }
        throw new IllegalStateException(
                "message=" + message.identifier() + " was taken out of its bundle on the way");
    }

    List<EventMessage> events() {
        return events;
    }

    /** They are committed: another bundle may come. */
    void taken() {
        taken.run();
    }
}
