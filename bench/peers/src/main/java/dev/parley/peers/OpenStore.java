package dev.parley.peers;

import org.axonframework.eventsourcing.eventstore.EventStorageEngine;

import java.io.IOException;
import java.sql.SQLException;

/** A filled store in use. */
interface OpenStore extends AutoCloseable {
    EventStorageEngine engine();

    @Override
    void close() throws IOException, SQLException;
}
