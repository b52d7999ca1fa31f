package dev.parley.axon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.Engine;
import dev.parley.EngineConfig;
import dev.parley.Environment;
import dev.parley.domain.ActorKind;
import dev.parley.domain.Answer;
import dev.parley.domain.Command;
import dev.parley.domain.Origin;
import dev.parley.domain.Slice;

import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine.AppendTransaction;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One log that a chat and an application of Axon share: {@link Engine#eventStorage}. */
class MixedLogTest {
    @TempDir private Path data;

    private Engine engine;
    private EventStorageEngine storage;

    @BeforeEach
    void open() throws IOException {
        engine = Engine.open(EngineConfig.in(data), Environment.system());
        storage = engine.eventStorage();
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void showsTheShardsOwnEventsByStreamAndByType() {
        long account = register("first");
        register("second");
        append(AppendCondition.none(), event("thing"));
        Tag stream = Tag.of("stream", Long.toString(account));
        for (EventCriteria criteria :
                List.of(
                        EventCriteria.havingTags(stream),
                        EventCriteria.havingTags(stream)
                                .andBeingOneOfTypes("parley.AccountRegistered"))) {
            List<EventMessage> found = source(criteria);
            assertEquals(1, found.size(), criteria.toString());
            EventMessage message = found.getFirst();
            assertEquals("parley.AccountRegistered", message.type().name());
            assertEquals(account, assertInstanceOf(LoggedEvent.class, message.payload()).stream());
            assertEquals(Long.toString(account), message.metadata().get("account"));
        }
        assertEquals(
                2,
                source(EventCriteria.havingAnyTag().andBeingOneOfTypes("parley.AccountRegistered"))
                        .size());
        assertEquals(3, source(EventCriteria.havingAnyTag()).size());
        assertEquals(
                0,
                source(EventCriteria.havingTags(stream).andBeingOneOfTypes("parley.NoSuchEvent"))
                        .size());
    }

    @Test
    void showsAnOwnEventUnderTheSameIdAfterARestart() throws IOException {
        register("first");
        String id = source(EventCriteria.havingAnyTag()).getFirst().identifier();
        engine.close();
        open();
        assertEquals(id, source(EventCriteria.havingAnyTag()).getFirst().identifier());
    }

    @Test
    void refusesAnAppendOverAnOwnEventThatItHasNotSeen() {
        long account = register("first");
        ConsistencyMarker before = marker();
        EventCriteria ofAccount = EventCriteria.havingTags("stream", Long.toString(account));
        long shop =
                get(engine.submit(
                                new Command.RegisterShop(
                                        Origin.of(account, ActorKind.OPERATOR, 0),
                                        60,
                                        text("de"),
                                        text("shop"))))
                        .id();
        EventCriteria ofShop = EventCriteria.havingTags("stream", Long.toString(shop));
        EventCriteria registered =
                EventCriteria.havingAnyTag().andBeingOneOfTypes("parley.ShopRegistered");
        append(AppendCondition.withCriteria(ofAccount).withMarker(before), event("untouched"));
        assertRefused(AppendCondition.withCriteria(ofShop).withMarker(before));
        assertRefused(AppendCondition.withCriteria(registered).withMarker(before));
        append(AppendCondition.withCriteria(ofShop).withMarker(marker()), event("seen"));
        append(AppendCondition.withCriteria(registered).withMarker(marker()), event("seen"));
        assertRefused(AppendCondition.withCriteria(ofAccount));
    }

    @Test
    void keepsEventsOfOthersAcrossARestartOfTheChat() throws IOException {
        register("first");
        append(AppendCondition.none(), event("kept"));
        long head = engine.health().head();
        engine.close();
        open();
        assertEquals(head, engine.health().head());
        List<EventMessage> found = source(EventCriteria.havingTags("of", "others"));
        assertEquals(1, found.size());
        assertEquals(
                "kept", new String((byte[]) found.getFirst().payload(), StandardCharsets.UTF_8));
        register("second");
    }

    @Test
    void wakesAStreamForBothKinds() throws InterruptedException {
        MessageStream<EventMessage> live =
                storage.stream(
                        StreamingCondition.startingFrom(new GlobalSequenceTrackingToken(0)), null);
        LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();
        live.setCallback(
                () -> {
                    for (Optional<MessageStream.Entry<EventMessage>> each = live.next();
                            each.isPresent();
                            each = live.next()) {
                        seen.add(each.get().message().type().name());
                    }
                });
        register("first");
        assertEquals("parley.AccountRegistered", seen.poll(20, TimeUnit.SECONDS));
        append(AppendCondition.none(), event("a"));
        assertEquals("thing.Happened", seen.poll(20, TimeUnit.SECONDS));
        live.close();
        assertTrue(live.isCompleted());
    }

    private void assertRefused(AppendCondition condition) {
        CompletionException e =
                assertThrows(CompletionException.class, () -> append(condition, event("refused")));
        assertInstanceOf(AppendEventsTransactionRejectedException.class, e.getCause());
    }

    private ConsistencyMarker marker() {
        MessageStream<EventMessage> stream =
                storage.source(
                        SourcingCondition.conditionFor(EventCriteria.havingTags("no", "one")),
                        null);
        return Optional.ofNullable(
                        stream.next().orElseThrow().getResource(ConsistencyMarker.RESOURCE_KEY))
                .orElseThrow();
    }

    private List<EventMessage> source(EventCriteria criteria) {
        MessageStream<EventMessage> stream =
                storage.source(SourcingCondition.conditionFor(criteria), null);
        List<EventMessage> found = new ArrayList<>();
        for (Optional<MessageStream.Entry<EventMessage>> each = stream.next();
                each.isPresent();
                each = stream.next()) {
            if (!each.get().containsResource(ConsistencyMarker.RESOURCE_KEY)) {
                found.add(each.get().message());
            }
        }
        assertTrue(stream.isCompleted());
        return found;
    }

    private void append(AppendCondition condition, EventMessage event) {
        get(
                storage.appendEvents(
                                condition,
                                null,
                                List.of(
                                        new GenericTaggedEventMessage<>(
                                                event, Set.of(Tag.of("of", "others")))))
                        .thenCompose(MixedLogTest::commit));
    }

    private static <R> CompletableFuture<ConsistencyMarker> commit(AppendTransaction<R> append) {
        return append.commit(null).thenCompose(result -> append.afterCommit(result, null));
    }

    private static EventMessage event(String payload) {
        return new GenericEventMessage(
                new MessageType("thing.Happened"), payload.getBytes(StandardCharsets.UTF_8));
    }

    private long register(String name) {
        Answer answer =
                get(
                        engine.submit(
                                new Command.RegisterAccount(
                                        Origin.of(0, ActorKind.OPERATOR, 0), 5, text(name))));
        assertTrue(answer.accepted());
        return answer.id();
    }

    private static Slice text(String text) {
        return Slice.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static <T> T get(CompletableFuture<T> future) {
        return future.orTimeout(20, TimeUnit.SECONDS).join();
    }
}
