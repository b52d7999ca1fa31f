package dev.parley.axon;

import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * A view that is fed behind the log by a pooled streaming processor of its own: search, reports,
 * the agents' desk. Fed in the order of the log by one thread at a time, not always the same one;
 * whatever it lets others read, it must make safe itself. It may be fed an event again, after a
 * restart or a batch that failed, and must end the same; it never misses one.
 */
public interface ColdProjection {
    /** {@link #committed()} of a projection whose position is kept for it, in a file. */
    long KEPT_FOR_ME = -1;

    /** Lower-case name of the processor, its token and its parked events: {@code search}. */
    String name();

    /**
     * What it is fed; {@link #commit} comes for what is passed over as well. The same each time.
     */
    default EventCriteria criteria() {
        return EventCriteria.havingAnyTag();
    }

    /**
     * Takes one event. An exception parks it, and the later ones of its stream or tags behind it;
     * the others go on. The exception's text is kept and shown: it must not quote what was sealed.
     *
     * @throws Exception if the event cannot be taken in; nothing of it may be left half done
     */
    void on(EventMessage event) throws Exception;

    /**
     * End of a batch: makes durable what was taken in, together with the position to go on from. A
     * projection that keeps its own position may put that off: what it loses it is fed again.
     */
    void commit(long nextPosition);

    /**
     * Makes durable now what {@link #commit} put off: an event that was taken in late is forgotten
     * as parked only behind this.
     */
    default void flush() {}

    /** Where to go on from, if it keeps that with its own data; else {@link #KEPT_FOR_ME}. */
    long committed();

    /** Forgets everything, durably; a replay from position 0 follows. */
    void clear();
}
