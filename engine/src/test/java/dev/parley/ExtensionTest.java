package dev.parley;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.axon.ColdProjection;
import dev.parley.axon.LoggedEvent;
import dev.parley.axon.processors.ProcessorStatus;
import dev.parley.domain.ActorKind;
import dev.parley.domain.Answer;
import dev.parley.domain.Command;
import dev.parley.domain.Origin;
import dev.parley.domain.Slice;

import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.messaging.commandhandling.GenericCommandResultMessage;
import org.axonframework.messaging.commandhandling.configuration.CommandHandlingModule;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** What is hung behind the log of an engine: fed, asked for commands, closed with it. */
class ExtensionTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir private Path data;

    private final MovableTime time = new MovableTime(1);
    private final Heard heard = new Heard();

    @Test
    void feedsAProjectionEveryEventOnceInOrderAcrossARestart() throws IOException {
        try (Engine engine = start()) {
            register(engine, 300);
            await().atMost(SOON).until(() -> heard.positions.size() == 300);
            ProcessorStatus status = engine.processors().status().getFirst();
            assertEquals("heard", status.name());
            await().atMost(SOON)
                    .until(() -> engine.processors().status().getFirst().position() == 300);
        }
        assertTrue(heard.closed);
        try (Engine engine = start()) {
            register(engine, 5);
            await().atMost(SOON).until(() -> heard.positions.size() >= 305);
        }
        for (int i = 0; i < 305; i++) {
            assertEquals(i, heard.positions.get(i));
        }
        assertEquals(305, heard.positions.size());
        assertEquals("AccountRegistered", heard.types.getFirst());
    }

    @Test
    void handlesCommandsOfAnExtensionOnAThreadOfItsOwn() throws Exception {
        try (Engine engine = start()) {
            assertEquals(
                    "virtual pong",
                    engine.gateway().send("ping").resultAs(String.class).get(20, TimeUnit.SECONDS));
            assertFalse(engine.health().halted());
        }
    }

    private Engine start() throws IOException {
        return Engine.open(EngineConfig.in(data), time.environment(), List.of(heard));
    }

    private static void register(Engine engine, int accounts) {
        for (int i = 0; i < accounts; i++) {
            Answer answer =
                    engine.submit(
                                    new Command.RegisterAccount(
                                            Origin.of(0, ActorKind.OPERATOR, 0),
                                            5,
                                            Slice.of("a".getBytes(StandardCharsets.UTF_8))))
                            .orTimeout(20, TimeUnit.SECONDS)
                            .join();
            assertTrue(answer.accepted());
        }
    }

    /** Remembers what it was fed, over all starts. */
    private static final class Heard implements Extension, ColdProjection {
        final List<Long> positions = new CopyOnWriteArrayList<>();
        final List<String> types = new CopyOnWriteArrayList<>();
        volatile boolean closed;

        @Override
        public List<ColdProjection> projections(Ground ground) {
            closed = false;
            return List.of(this);
        }

        @Override
        public void configure(EventSourcingConfigurer axon, Ground ground) {
            axon.registerCommandHandlingModule(
                    CommandHandlingModule.named("ping")
                            .commandHandlers()
                            .commandHandler(
                                    new QualifiedName(String.class),
                                    (message, _) ->
                                            MessageStream.just(
                                                    new GenericCommandResultMessage(
                                                            new MessageType(String.class),
                                                            Thread.currentThread().isVirtual()
                                                                    ? "virtual pong"
                                                                    : "pong"))));
        }

        @Override
        public void close() {
            closed = true;
        }

        @Override
        public String name() {
            return "heard";
        }

        @Override
        public void on(EventMessage event) {
            if (event.payload() instanceof LoggedEvent logged) {
                positions.add(logged.position());
                types.add(logged.type());
            }
        }

        @Override
        public void commit(long nextPosition) {}

        @Override
        public long committed() {
            return KEPT_FOR_ME;
        }

        @Override
        public void clear() {
            positions.clear();
        }
    }
}
