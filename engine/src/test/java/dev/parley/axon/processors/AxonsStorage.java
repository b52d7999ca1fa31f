package dev.parley.axon.processors;

import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;

/** Axon's own engine, in memory. */
final class AxonsStorage implements Storage {
    private final EventStorageEngine engine = new InMemoryEventStorageEngine();

    @Override
    public EventStorageEngine reopen() {
        return engine;
    }

    @Override
    public void close() {}
}
