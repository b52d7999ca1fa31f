package dev.parley.peers;

import org.axonframework.eventsourcing.eventstore.EventStorageEngine;

import java.io.IOException;
import java.sql.SQLException;

/** A filled store in use. */
interface OpenStore extends AutoCloseable {
    EventStorageEngine engine();

    /** Forgets what it remembers of its own of what was sourced; the system's page cache stays. */
    void forget() throws Exception;

    @Override
    void close() throws IOException, SQLException;
}
