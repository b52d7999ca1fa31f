package dev.parley.axon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.parley.ring.AwaitedFuture;
import dev.parley.store.StoreInMemory;

import org.axonframework.conversion.PassThroughConverter;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine.AppendTransaction;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** How an append is waited for that goes through Axon's interface. */
class StoreTransactionTest {
    @TempDir private Path directory = Path.of(".");

    /** Such a future wakes whoever blocks for it without another thread in between. */
    @Test
    void commitsWithAFutureThatIsMadeOfTheRings() throws Exception {
        try (StoreInMemory store = new StoreInMemory(directory)) {
            CompletableFuture<ConsistencyMarker> reached =
                    new ChronicleEventStorageEngine(store.store(), PassThroughConverter.INSTANCE)
                            .appendEvents(
                                    AppendCondition.none(),
                                    null,
                                    List.of(
                                            new GenericTaggedEventMessage<>(
                                                    new GenericEventMessage(
                                                            new MessageType("test.Happened"),
                                                            new byte[1]),
                                                    Set.of(Tag.of("entity", "1")))))
                            .thenCompose(StoreTransactionTest::finish);
            assertInstanceOf(AwaitedFuture.class, reached);
            assertEquals(
                    1, GlobalIndexConsistencyMarker.position(reached.get(20, TimeUnit.SECONDS)));
        }
    }

    private static <R> CompletableFuture<ConsistencyMarker> finish(AppendTransaction<R> append) {
        return append.commit(null).thenCompose(result -> append.afterCommit(result, null));
    }
}
