package dev.parley.axon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parley.EngineConfig;
import dev.parley.Environment;
import dev.parley.ParleyEventStore;
import dev.parley.domain.Rejection;
import dev.parley.log.MemorySegments;
import dev.parley.ring.AwaitedFuture;
import dev.parley.store.EventStore;
import dev.parley.store.StoreInMemory;

import org.axonframework.conversion.PassThroughConverter;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine.AppendTransaction;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** How an append that goes through Axon's interface is waited for, and how it ends. */
class StoreTransactionTest {
    private static final int MANY = 10_000;

    /** What the writer remembers, so that events leave its window soon. */
    private static final int FEW_KEYS = 64;

    private static final TaggedEventMessage<?> EVENT =
            new GenericTaggedEventMessage<>(
                    new GenericEventMessage(new MessageType("test.Happened"), new byte[1]),
                    Set.of(Tag.of("entity", "1")));

    @TempDir private Path directory = Path.of(".");

    /** Such a future wakes whoever blocks for it without another thread in between. */
    @Test
    void commitsWithAFutureThatIsMadeOfTheRings() throws Exception {
        try (StoreInMemory store = new StoreInMemory(directory)) {
            CompletableFuture<ConsistencyMarker> reached =
                    new ChronicleEventStorageEngine(store.store(), PassThroughConverter.INSTANCE)
                            .appendEvents(AppendCondition.none(), null, List.of(EVENT))
                            .thenCompose(StoreTransactionTest::finish);
            assertInstanceOf(AwaitedFuture.class, reached);
            assertEquals(
                    1, GlobalIndexConsistencyMarker.position(reached.get(20, TimeUnit.SECONDS)));
        }
    }

    @Test
    void aRolledBackAppendIsNeverCommitted() {
        try (StoreInMemory store = new StoreInMemory(directory)) {
            AppendTransaction<?> append = begun(store.store());
            append.rollback(null);
            assertInstanceOf(IllegalStateException.class, failure(append.commit(null)));
            assertEquals(0, store.store().head());
            // And what is committed stays so.
            AppendTransaction<?> next = begun(store.store());
            Object _ = next.commit(null).orTimeout(20, TimeUnit.SECONDS).join();
            next.rollback(null);
            assertInstanceOf(IllegalStateException.class, failure(next.commit(null)));
            assertEquals(1, store.store().head());
        }
    }

    @Test
    void saysThatAnAppendWhichTheDiskHasNoRoomForMayBeTriedAgain() {
        MemorySegments segments = new MemorySegments();
        try (StoreInMemory store =
                new StoreInMemory(directory, segments, StoreInMemory.RECENT_KEYS, true)) {
            segments.lowOnSpace(true);
            assertRefused(Rejection.DISK_FLOOR, begun(store.store()).commit(null));
            assertEquals(0, store.store().head());
            segments.lowOnSpace(false);
            Object _ = begun(store.store()).commit(null).orTimeout(20, TimeUnit.SECONDS).join();
            assertEquals(1, store.store().head());
        }
    }

    /** The writer stands at a clock that does not answer, so that nothing leaves the ring. */
    @Test
    void saysThatAnAppendWhichComesWhileTooMuchIsUnderWayMayBeTriedAgain() throws Exception {
        HeldClock clock = new HeldClock();
        try (ParleyEventStore store =
                ParleyEventStore.open(
                        EngineConfig.in(directory).with("ring.slots", 64).with("free.floor", 0),
                        new Environment(clock, System::nanoTime, new SecureRandom()))) {
            List<CompletableFuture<?>> asked = new ArrayList<>();
            clock.held = true;
            do {
                asked.add(begun(store.store()).commit(null));
            } while (!asked.getLast().isCompletedExceptionally() && asked.size() < MANY);
            clock.gate.countDown();
            assertRefused(Rejection.BACK_PRESSURED, asked.removeLast());
            for (CompletableFuture<?> each : asked) {
                Object _ = each.get(20, TimeUnit.SECONDS);
            }
            assertEquals(asked.size(), store.store().head());
        }
    }

    @Test
    void saysThatNobodyKnowsOfAnAppendWhoseForceFailed() {
        MemorySegments segments = new MemorySegments();
        try (StoreInMemory store =
                new StoreInMemory(directory, segments, StoreInMemory.RECENT_KEYS, true)) {
            segments.failNextForce(new IOException("input/output error"));
            EventStoreException unknown =
                    assertInstanceOf(
                            EventStoreException.class, failure(begun(store.store()).commit(null)));
            assertEquals(
                    "OUTCOME_UNKNOWN: the events may be in the log or not", unknown.getMessage());
        }
    }

    /** The writer's window goes by during each look: four are enough. */
    @Test
    void saysThatAnAppendWhichTheWriterCannotCheckMayBeTriedAgain() {
        AtomicInteger looks = new AtomicInteger();
        try (StoreInMemory small =
                        new StoreInMemory(directory, new MemorySegments(), FEW_KEYS, false);
                EventStore behind =
                        new EventStore(small.parts(() -> 1 - looks.getAndIncrement() % 2))) {
            for (int i = 0; i < FEW_KEYS; i++) {
                Object _ = begun(small.store()).commit(null).orTimeout(20, TimeUnit.SECONDS).join();
            }
            long head = behind.head();
            EventCriteria other = EventCriteria.havingTags(Tag.of("entity", "2"));
            assertRefused(
                    Rejection.CHECK_TOO_OLD,
                    begun(behind, AppendCondition.withCriteria(other)).commit(null));
            assertEquals(4, looks.get() / 2);
            assertEquals(head, behind.head());
        }
    }

    private static final class HeldClock implements LongSupplier {
        final CountDownLatch gate = new CountDownLatch(1);
        volatile boolean held;

        @Override
        public long getAsLong() {
            try {
                if (held && !gate.await(20, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("held for too long");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            return System.currentTimeMillis() * 1_000;
        }
    }

    private static void assertRefused(Rejection rejection, CompletableFuture<?> append) {
        AppendRefusedException refused =
                assertInstanceOf(AppendRefusedException.class, failure(append));
        assertEquals(rejection, refused.rejection());
    }

    private static @Nullable Throwable failure(CompletableFuture<?> append) {
        return assertThrows(ExecutionException.class, () -> append.get(20, TimeUnit.SECONDS))
                .getCause();
    }

    private static AppendTransaction<?> begun(EventStore store) {
        return begun(store, AppendCondition.none());
    }

    private static AppendTransaction<?> begun(EventStore store, AppendCondition condition) {
        return new ChronicleEventStorageEngine(store, PassThroughConverter.INSTANCE)
                .appendEvents(condition, null, List.of(EVENT))
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    private static <R> CompletableFuture<ConsistencyMarker> finish(AppendTransaction<R> append) {
        return append.commit(null).thenCompose(result -> append.afterCommit(result, null));
    }
}
