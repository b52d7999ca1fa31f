package dev.parley.desk;

import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.StreamingCondition;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A desk over an engine, its view fed by a thread of its own: what a processor does, in short. */
final class RunningDesk implements AutoCloseable {
    static final long DEADLINE_MILLIS = 3_000;

    final Desk desk = new Desk(DEADLINE_MILLIS);
    private final DeskView view = desk.view();
    private final AxonConfiguration configuration;
    private final MessageStream<EventMessage> stream;
    private final Semaphore more = new Semaphore(0);
    private final Thread feeder;
    private volatile boolean stopping;

    RunningDesk(EventStorageEngine engine) {
        EventSourcingConfigurer configurer =
                EventSourcingConfigurer.create().registerEventStorageEngine(_ -> engine);
        desk.register(configurer);
        configuration = configurer.build();
        configuration.start();
        // From the start: that what was loaded is fed again must change nothing.
        stream = engine.stream(StreamingCondition.startingFrom(first(engine)), null);
        stream.setCallback(more::release);
        feeder = Thread.ofPlatform().daemon().name("desk-feeder").start(this::feed);
    }

    private static TrackingToken first(EventStorageEngine engine) {
        try {
            return engine.firstToken(null).get(DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private void feed() {
        while (!stopping) {
            for (Optional<MessageStream.Entry<EventMessage>> next = stream.next();
                    next.isPresent();
                    next = stream.next()) {
                view.on(next.get().message());
                view.commit(
                        TrackingToken.fromContext(next.get())
                                .orElseThrow()
                                .position()
                                .orElseThrow());
            }
            try {
                boolean _ = more.tryAcquire(50, TimeUnit.MILLISECONDS);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    @Override
    public void close() {
        stopping = true;
        feeder.interrupt();
        try {
            feeder.join(DEADLINE_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        stream.close();
        configuration.shutdown();
    }
}
