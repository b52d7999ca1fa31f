package dev.parley.axon.processors;

import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.WrappedToken;
import org.axonframework.messaging.eventstreaming.StreamableEventSource;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A source whose events know their place in the log, and come in bundles. Any thread. */
record PositionedSource(StreamableEventSource source, ProcessorSettings settings)
        implements StreamableEventSource {
    private static final int WAITS = 50;
    private static final long WAIT_MILLIS = 100;

    @Override
    public MessageStream<EventMessage> open(
            StreamingCondition condition, @Nullable ProcessingContext context) {
        return new BundledStream(
                PositionedEvent.all(source.open(condition, context)),
                start(condition),
                settings.batch(),
                settings.head());
    }

    private static long start(StreamingCondition condition) {
        TrackingToken lower = WrappedToken.unwrapLowerBound(condition.position());
        return lower == null ? 0 : Math.max(0, lower.position().orElse(0));
    }

    /** The one event at {@code position}. */
    EventMessage read(long position) throws InterruptedException {
        Semaphore available = new Semaphore(0);
        MessageStream<EventMessage> stream =
                PositionedEvent.all(
                        source.open(
                                StreamingCondition.startingFrom(
                                        new GlobalSequenceTrackingToken(position)),
                                null));
        try {
            stream.setCallback(available::release);
            for (int i = 0; i < WAITS; i++) {
                Optional<MessageStream.Entry<EventMessage>> next = stream.next();
                if (next.isPresent()) {
                    EventMessage event = next.get().message();
                    if (PositionedEvent.of(event) == position) {
                        return event;
                    }
                    break;
                }
                boolean _ = available.tryAcquire(WAIT_MILLIS, TimeUnit.MILLISECONDS);
            }
        } finally {
            stream.close();
        }
        throw new IllegalStateException("the log gives no event at position=" + position);
    }

    @Override
    public CompletableFuture<TrackingToken> firstToken(@Nullable ProcessingContext context) {
        return source.firstToken(context);
    }

    @Override
    public CompletableFuture<TrackingToken> latestToken(@Nullable ProcessingContext context) {
        return source.latestToken(context);
    }

    @Override
    public CompletableFuture<TrackingToken> tokenAt(
            Instant at, @Nullable ProcessingContext context) {
        return source.tokenAt(at, context);
    }
}
