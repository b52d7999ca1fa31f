package dev.parley.axon.processors;

import org.axonframework.eventsourcing.eventstore.EventStorageEngine;

import java.io.IOException;

/** Where the events lie that processors are fed; outlives them. */
interface Storage extends AutoCloseable {
    /** The engine over all that was appended, as a new process finds it; ends the one before. */
    EventStorageEngine reopen() throws IOException;

    @Override
    void close();
}
