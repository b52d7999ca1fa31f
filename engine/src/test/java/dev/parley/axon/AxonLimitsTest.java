package dev.parley.axon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.domain.ActorKind;
import dev.parley.domain.Answer;
import dev.parley.domain.Command;
import dev.parley.domain.Origin;

import org.axonframework.messaging.commandhandling.CommandBus;
import org.axonframework.messaging.commandhandling.DuplicateCommandHandlerSubscriptionException;
import org.axonframework.messaging.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.commandhandling.GenericCommandResultMessage;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.Metadata;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.core.configuration.MessagingConfigurer;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventBus;
import org.axonframework.messaging.monitoring.MessageMonitor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * What of Axon does not apply to a command that the ring owns, each shown beside an ordinary
 * command to which it does. This is the list that a user of the engine must know.
 */
class AxonLimitsTest {
    private static final QualifiedName ORDINARY = new QualifiedName("test", "Ordinary");

    private final RecordingRing ring = new RecordingRing();
    private final List<String> seen = new ArrayList<>();
    private @Nullable ProcessingContext contextOfHandler;
    private AxonFront front = AxonFront.over(ring);

    @BeforeEach
    void open() {
        front.close();
        front = AxonFront.over(ring, axon -> axon.messaging(this::everything));
        bus().subscribe(
                        ORDINARY,
                        (_, context) -> {
                            contextOfHandler = context;
                            return MessageStream.just(
                                    new GenericCommandResultMessage(new MessageType("done"), "ok"));
                        });
    }

    @AfterEach
    void close() {
        front.close();
    }

    private void everything(MessagingConfigurer configurer) {
        configurer.registerCommandHandlerInterceptor(
                _ ->
                        (message, context, chain) -> {
                            seen.add("handler interceptor");
                            return chain.proceed(message, context);
                        });
        configurer.registerCommandDispatchInterceptor(
                _ ->
                        (message, context, chain) -> {
                            seen.add("dispatch interceptor");
                            return chain.proceed(message, context);
                        });
        configurer.registerCommandMonitor(
                _ ->
                        message -> {
                            seen.add("monitor");
                            return new Silent();
                        });
        configurer.registerCorrelationDataProvider(
                _ ->
                        message -> {
                            seen.add("correlation data provider");
                            return Map.of();
                        });
    }

    @Test
    void dispatchInterceptorsDoApply() throws Exception {
        sendToRing();
        assertTrue(seen.contains("dispatch interceptor"));
    }

    @Test
    void handlerInterceptorsDoNotApply() throws Exception {
        sendToRing();
        assertFalse(seen.contains("handler interceptor"));
        sendOrdinary();
        assertTrue(seen.contains("handler interceptor"));
    }

    @Test
    void monitorsDoNotApply() throws Exception {
        sendToRing();
        assertFalse(seen.contains("monitor"));
        sendOrdinary();
        assertTrue(seen.contains("monitor"));
    }

    @Test
    void correlationDataProvidersDoNotApplyTheInterceptorStandsInForThem() throws Exception {
        sendToRing();
        assertFalse(seen.contains("correlation data provider"));
        assertTrue(ring.commands.getLast().origin().correlation().isPresent());
        sendOrdinary();
        assertTrue(seen.contains("correlation data provider"));
    }

    @Test
    void thereIsNoUnitOfWorkForARingCommand() throws Exception {
        sendToRing();
        assertNull(contextOfHandler);
        sendOrdinary();
        assertInstanceOf(ProcessingContext.class, contextOfHandler);
    }

    @Test
    void nobodyCanHandleARingCommand() {
        assertThrows(
                DuplicateCommandHandlerSubscriptionException.class,
                () ->
                        bus().subscribe(
                                        new QualifiedName(Command.PostMessage.class),
                                        (_, _) -> MessageStream.empty().cast()));
    }

    @Test
    void eventsOfTheRingDoNotPassTheEventBus() throws Exception {
        List<Object> published = new ArrayList<>();
        front.configuration()
                .getComponent(EventBus.class)
                .subscribe(
                        (events, _) -> {
                            published.addAll(events);
                            return CompletableFuture.completedFuture(null);
                        });
        sendToRing();
        assertEquals(List.of(), published);
    }

    @Test
    void routingKeyAndPriorityDoNotReachTheRing() throws Exception {
        bus().dispatch(
                        new GenericCommandMessage(
                                new MessageType(Command.ResolveConversation.class),
                                resolve(),
                                Map.of(),
                                "routing-key",
                                99),
                        null)
                .get(10, TimeUnit.SECONDS);
        // All that arrives is the command: one ring, one order, that of arrival.
        assertEquals(resolve(), Commands.withOrigin(ring.commands.getLast(), origin()));
    }

    @Test
    void payloadsAreNotConverted() {
        byte[] json = "{\"conversation\":9}".getBytes(StandardCharsets.UTF_8);
        CompletableFuture<?> result =
                bus().dispatch(
                                new GenericCommandMessage(
                                        new MessageType(Command.ResolveConversation.class), json),
                                null);
        ExecutionException refused =
                assertThrows(ExecutionException.class, () -> result.get(10, TimeUnit.SECONDS));
        assertInstanceOf(IllegalArgumentException.class, refused.getCause());
        assertTrue(ring.commands.isEmpty());
    }

    @Test
    void metadataOtherThanTheCorrelationIsNotStored() throws Exception {
        front.gateway()
                .send(resolve(), Metadata.with("user-agent", "x"))
                .resultAs(Answer.class)
                .get(10, TimeUnit.SECONDS);
        assertEquals(resolve(), Commands.withOrigin(ring.commands.getLast(), origin()));
        Origin arrived = ring.commands.getLast().origin();
        assertEquals(List.of(), arrived.tags());
        assertEquals(origin().key(), arrived.key());
        assertEquals(origin().payload(), arrived.payload());
    }

    private void sendToRing() throws Exception {
        front.gateway().send(resolve(), Answer.class).get(10, TimeUnit.SECONDS);
    }

    private void sendOrdinary() throws Exception {
        bus().dispatch(new GenericCommandMessage(new MessageType(ORDINARY), "payload"), null)
                .get(10, TimeUnit.SECONDS);
    }

    private CommandBus bus() {
        return front.configuration().getComponent(CommandBus.class);
    }

    private static Command resolve() {
        return new Command.ResolveConversation(origin(), 9);
    }

    private static Origin origin() {
        return Origin.of(11, ActorKind.OPERATOR, 0);
    }

    private static final class Silent implements MessageMonitor.MonitorCallback {
        @Override
        public void reportSuccess() {}

        @Override
        public void reportFailure(@Nullable Throwable cause) {}

        @Override
        public void reportIgnored() {}
    }
}
