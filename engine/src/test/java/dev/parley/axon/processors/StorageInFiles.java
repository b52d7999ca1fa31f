package dev.parley.axon.processors;

import dev.parley.EngineConfig;
import dev.parley.Environment;
import dev.parley.ParleyEventStore;

import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;

/** The engine that is shipped, over a data directory that each start reads anew. */
final class StorageInFiles implements Storage {
    private final Path directory;
    private @Nullable ParleyEventStore store; // null while closed

    StorageInFiles(Path directory) {
        this.directory = directory;
    }

    @Override
    public EventStorageEngine reopen() throws IOException {
        close();
        ParleyEventStore opened =
                ParleyEventStore.open(
                        EngineConfig.in(directory).with("free.floor", 0), Environment.system());
        store = opened;
        return opened.engine(Notebook.JSON);
    }

    @Override
    public void close() {
        ParleyEventStore opened = store;
        if (opened != null) {
            opened.close();
            store = null;
        }
    }
}
