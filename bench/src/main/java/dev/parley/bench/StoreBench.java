package dev.parley.bench;

import dev.parley.EngineConfig;
import dev.parley.Environment;
import dev.parley.ParleyEventStore;

import org.axonframework.conversion.PassThroughConverter;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine.AppendTransaction;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What does an entity cost on the event store, and does the size of the store matter? The store
 * holds {@code stored} events of 200 bytes, of entities with {@code events} each that took turns,
 * in files, forced before they are answered.
 *
 * <pre>
 *   sourceAny      all events of an entity drawn from the whole store: mostly not remembered
 *   sourceAgain    all events of one of 16 entities, as for each command of an entity in use
 *   append         one event on the condition that nothing of its entity came since; answered alone
 *   appendMany     the same, 256 under way at a time; a time is that of one
 *   checkOld       an append that must fail, its marker at the start of the store
 * </pre>
 *
 * Needs the directory {@code -Dstore.directory}, else a temporary one, and the JVM flags of
 * Chronicle Queue.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {
            "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xmx2g"
        })
public class StoreBench {
    private static final int PAYLOAD_BYTES = 200;
    private static final int IN_FLIGHT = 256;
    private static final int IN_USE = 16;
    private static final int FILL = 64;
    private static final long DEADLINE_SECONDS = 60;
    private static final MessageType TYPE = new MessageType("bench.Happened");

    /** Events of each entity. */
    @Param({"1", "50", "1000"})
    int events;

    /** Events in the store. */
    @Param({"10000", "1000000"})
    int stored;

    private final SplittableRandom random = new SplittableRandom(1);
    private Path directory = Path.of(".");
    private Opened opened = Opened.NOT_YET;

    /** The store while it is open. */
    private record Opened(Optional<ParleyEventStore> store, Optional<EventStorageEngine> engine) {
        static final Opened NOT_YET = new Opened(Optional.empty(), Optional.empty());
    }

    @Setup
    public void fill() throws IOException {
        String chosen = System.getProperty("store.directory", "");
        directory =
                chosen.isEmpty()
                        ? Files.createTempDirectory("parley-store")
                        : Files.createTempDirectory(Path.of(chosen), "parley-store");
        ParleyEventStore store =
                ParleyEventStore.open(EngineConfig.in(directory), Environment.system());
        opened =
                new Opened(
                        Optional.of(store),
                        Optional.of(store.engine(PassThroughConverter.INSTANCE)));
        List<CompletableFuture<?>> underWay = new ArrayList<>();
        for (int i = 0; i < stored; i += FILL) {
            List<TaggedEventMessage<?>> batch = new ArrayList<>(FILL);
            for (int j = i; j < Math.min(stored, i + FILL); j++) {
                batch.add(event(j % entities()));
            }
            underWay.add(commit(AppendCondition.none(), batch));
            if (underWay.size() == FILL) {
                await(underWay);
            }
        }
        await(underWay);
        if (!store.awaitIndexed(stored, TimeUnit.SECONDS.toNanos(10 * DEADLINE_SECONDS))) {
            throw new IllegalStateException("the index has not come to " + stored);
        }
    }

    @TearDown
    public void delete() throws IOException {
        opened.store().ifPresent(ParleyEventStore::close);
        opened = Opened.NOT_YET;
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Benchmark
    public long sourceAny() {
        return source(random.nextInt(entities()));
    }

    @Benchmark
    public long sourceAgain() {
        return source(random.nextInt(Math.min(IN_USE, entities())));
    }

    @Benchmark
    public Object append() {
        int entity = random.nextInt(entities());
        return commit(since(entity, marker()), List.of(event(entity)))
                .orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    @Benchmark
    @OperationsPerInvocation(IN_FLIGHT)
    public void appendMany() {
        List<CompletableFuture<?>> underWay = new ArrayList<>(IN_FLIGHT);
        ConsistencyMarker marker = marker();
        int first = random.nextInt(entities());
        for (int i = 0; i < IN_FLIGHT; i++) {
            // One another's, so that every condition holds; where there are fewer, of none.
            int entity = entities() < IN_FLIGHT ? -1 - i : (first + i) % entities();
            underWay.add(commit(since(entity, marker), List.of(event(entity))));
        }
        await(underWay);
    }

    @Benchmark
    public Object checkOld() {
        int entity = random.nextInt(entities());
        return commit(
                        AppendCondition.withCriteria(criteria(entity)),
                        List.<TaggedEventMessage<?>>of(event(entity)))
                .handle((_, e) -> e)
                .orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private int entities() {
        return Math.max(1, stored / events);
    }

    private long source(int entity) {
        MessageStream<EventMessage> stream =
                engine().source(SourcingCondition.conditionFor(criteria(entity)), null);
        long bytes = 0;
        for (Optional<MessageStream.Entry<EventMessage>> each = stream.next();
                each.isPresent();
                each = stream.next()) {
            if (each.get().message().payload() instanceof byte[] payload) {
                bytes += payload.length;
            }
        }
        return bytes;
    }

    private ConsistencyMarker marker() {
        MessageStream<EventMessage> nothing =
                engine().source(SourcingCondition.conditionFor(criteria(-1_000_000)), null);
        return Optional.ofNullable(
                        nothing.next().orElseThrow().getResource(ConsistencyMarker.RESOURCE_KEY))
                .orElseThrow();
    }

    private static AppendCondition since(int entity, ConsistencyMarker marker) {
        return AppendCondition.withCriteria(criteria(entity)).withMarker(marker);
    }

    private static EventCriteria criteria(int entity) {
        return EventCriteria.havingTags("entity", Integer.toString(entity));
    }

    private CompletableFuture<ConsistencyMarker> commit(
            AppendCondition condition, List<TaggedEventMessage<?>> batch) {
        return engine().appendEvents(condition, null, batch).thenCompose(StoreBench::finish);
    }

    private static <R> CompletableFuture<ConsistencyMarker> finish(AppendTransaction<R> append) {
        return append.commit(null).thenCompose(result -> append.afterCommit(result, null));
    }

    private static TaggedEventMessage<?> event(int entity) {
        return new GenericTaggedEventMessage<>(
                new GenericEventMessage(TYPE, new byte[PAYLOAD_BYTES]),
                Set.of(Tag.of("entity", Integer.toString(entity))));
    }

    private EventStorageEngine engine() {
        return opened.engine().orElseThrow();
    }

    private static void await(List<CompletableFuture<?>> underWay) {
        CompletableFuture.allOf(underWay.toArray(CompletableFuture[]::new))
                .orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .join();
        underWay.clear();
    }
}
