package dev.parley.axon;

import dev.parley.store.StoreInMemory;

import org.axonframework.conversion.ChainingContentTypeConverter;
import org.axonframework.eventsourcing.eventstore.StorageEngineTestSuite;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Axon's own suite over a log in memory. */
@NullUnmarked // the suite's context may be null
class StorageEngineInMemoryTest extends StorageEngineTestSuite<ChronicleEventStorageEngine> {
    @TempDir private static Path directory;

    private static final List<StoreInMemory> OPENED = new ArrayList<>();

    @Override
    protected ChronicleEventStorageEngine buildStorageEngine() throws Exception {
        StoreInMemory store = new StoreInMemory(Files.createTempDirectory(directory, "store"));
        OPENED.add(store);
        return new ChronicleEventStorageEngine(store.store(), new ChainingContentTypeConverter());
    }

    @Override
    protected ProcessingContext processingContext() {
        return null;
    }

    @AfterAll
    static void close() {
        OPENED.forEach(StoreInMemory::close);
    }
}
