package dev.parley.peers;

import dev.parley.bench.store.Population;

import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;

/** Axon's in-memory engine, filled anew in each process. */
final class MemoryStore implements OpenStore {
    private final EventStorageEngine engine = new InMemoryEventStorageEngine();

    MemoryStore(int stored) throws Exception {
        Population.fill(engine, stored);
    }

    @Override
    public EventStorageEngine engine() {
        return engine;
    }

    @Override
    public void close() {}
}
