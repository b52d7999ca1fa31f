package dev.parley.axon;

import dev.parley.log.EventReader;
import dev.parley.log.RecordKind;

import org.axonframework.messaging.core.Context;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.core.SimpleEntry;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.StreamableEventSource;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The shard's own events as an Axon source, read from the log up to the durable position. Tells
 * nobody of new ones: who reads it looks again.
 */
public record LogStream(int shard, Supplier<EventReader> readers, LongSupplier durable)
        implements StreamableEventSource {
    @Override
    public MessageStream<EventMessage> open(
            StreamingCondition condition, @Nullable ProcessingContext context) {
        EventReader reader = readers.get();
        reader.seek(Math.max(0, condition.position().position().orElse(0)));
        return new Stream(shard, reader, durable);
    }

    @Override
    public CompletableFuture<TrackingToken> firstToken(@Nullable ProcessingContext context) {
        return CompletableFuture.completedFuture(new GlobalSequenceTrackingToken(0));
    }

    @Override
    public CompletableFuture<TrackingToken> latestToken(@Nullable ProcessingContext context) {
        return CompletableFuture.completedFuture(
                new GlobalSequenceTrackingToken(durable.getAsLong()));
    }

    @Override
    public CompletableFuture<TrackingToken> tokenAt(
            Instant at, @Nullable ProcessingContext context) {
        return CompletableFuture.failedFuture(
                new UnsupportedOperationException("positions by time are not looked up here"));
    }

    /** One reader's way through the log. One thread. */
    private static final class Stream implements MessageStream<EventMessage> {
        private final int shard;
        private final EventReader reader;
        private final LongSupplier durable;
        private Optional<Entry<EventMessage>> ahead = Optional.empty();
        private boolean closed;

        Stream(int shard, EventReader reader, LongSupplier durable) {
            this.shard = shard;
            this.reader = reader;
            this.durable = durable;
        }

        @Override
        public Optional<Entry<EventMessage>> next() {
            Optional<Entry<EventMessage>> next = peek();
            ahead = Optional.empty();
            return next;
        }

        @Override
        public Optional<Entry<EventMessage>> peek() {
            while (!closed && ahead.isEmpty() && reader.next(durable.getAsLong())) {
                if (reader.record().kind() == RecordKind.EVENT) {
                    ahead = Optional.of(entry(LoggedEvent.of(reader.record())));
                }
            }
            return ahead;
        }

        private Entry<EventMessage> entry(LoggedEvent event) {
            EventMessage message =
                    new GenericEventMessage(
                            new UUID(shard, event.position()).toString(),
                            new MessageType(
                                    new QualifiedName("parley." + event.type()),
                                    Integer.toString(event.version())),
                            event,
                            Map.of("account", Long.toString(event.account())),
                            Instant.EPOCH.plus(event.occurredAt(), ChronoUnit.MICROS));
            return new SimpleEntry<>(
                    message,
                    TrackingToken.addToContext(
                            Context.empty(),
                            new GlobalSequenceTrackingToken(event.position() + 1)));
        }

        @Override
        public void setCallback(Runnable callback) {
            callback.run();
        }

        @Override
        public Optional<Throwable> error() {
            return Optional.empty();
        }

        @Override
        public boolean isCompleted() {
            return closed;
        }

        @Override
        public boolean hasNextAvailable() {
            return peek().isPresent();
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                reader.close();
            }
        }
    }
}
