package dev.parley.axon;

import dev.parley.ParleyEventStore;

import org.axonframework.conversion.ChainingContentTypeConverter;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.StorageEngineTestSuite;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Axon's own suite over a data directory as a server has it. */
@NullUnmarked // the suite's context may be null
class StorageEngineInFilesTest extends StorageEngineTestSuite<EventStorageEngine> {
    @TempDir private static Path directory;

    private static final List<ParleyEventStore> OPENED = new ArrayList<>();

    @Override
    protected EventStorageEngine buildStorageEngine() throws Exception {
        ParleyEventStore store = ParleyEventStore.in(Files.createTempDirectory(directory, "store"));
        OPENED.add(store);
        return store.engine(new ChainingContentTypeConverter());
    }

    @Override
    protected ProcessingContext processingContext() {
        return null;
    }

    @AfterAll
    static void close() {
        OPENED.forEach(ParleyEventStore::close);
    }
}
