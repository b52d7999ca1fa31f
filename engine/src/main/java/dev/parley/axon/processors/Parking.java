package dev.parley.axon.processors;

import org.axonframework.eventsourcing.eventstore.TagResolver;
import org.axonframework.messaging.core.Context.ResourceKey;
import org.axonframework.messaging.core.MessageHandlerInterceptor;
import org.axonframework.messaging.core.MessageHandlerInterceptorChain;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Around each event of a processor: one that fails is set aside with its cause, and so are the
 * later ones that share a tag with it, so that a retry finds them in order. What is set aside
 * reaches the disk before the batch is committed; with the batch, it is forgotten.
 */
final class Parking implements MessageHandlerInterceptor<EventMessage> {
    private static final ResourceKey<Batch> BATCH = ResourceKey.withLabel("parley.batch");

    private final ParkedEvents parked;
    private final TagResolver tags;
    private final LongSupplier wallMicros;
    private final Steps steps;

    /** What one batch has come to. Used by the worker alone. */
    static final class Batch {
        final List<ParkedEvent> parked = new ArrayList<>();
        int events;
    }

    /** What the processor does as a batch ends. */
    interface Steps {
        /** Makes it durable; an exception fails the batch. */
        void commit(Batch batch, ProcessingContext context);

        /** It holds. */
        void committed(Batch batch, ProcessingContext context);

        /** It does not, and will be fed again. */
        void failed(Throwable cause);
    }

    Parking(ParkedEvents parked, TagResolver tags, LongSupplier wallMicros, Steps steps) {
        this.parked = parked;
        this.tags = tags;
        this.wallMicros = wallMicros;
        this.steps = steps;
    }

    @Override
    public MessageStream<?> interceptOnHandle(
            EventMessage event,
            ProcessingContext context,
            MessageHandlerInterceptorChain<EventMessage> chain) {
        Batch batch = batch(context);
        batch.events++;
        long position = PositionedEvent.of(event);
        if (parked.holds(position)) {
            return MessageStream.empty();
        }
        List<String> sequence = Sequences.of(event, tags);
        Optional<ParkedEvent> ahead = ahead(batch, position, sequence);
        if (ahead.isPresent()) {
            ParkedEvent first = ahead.get();
            return park(
                    batch,
                    parked(event, sequence, 0, first.position(), "waits behind " + first.type()));
        }
        return chain.proceed(event, context)
                .onErrorContinue(
                        cause ->
                                park(
                                                batch,
                                                parked(
                                                        event,
                                                        sequence,
                                                        1,
                                                        ParkedEvent.NOTHING,
                                                        ParkedEvent.said(cause)))
                                        .cast());
    }

    private Batch batch(ProcessingContext context) {
        Batch before = context.getResource(BATCH);
        if (before != null) {
            return before;
        }
        Batch batch = new Batch();
        context.putResource(BATCH, batch);
        context.runOnCommit(each -> steps.commit(batch, each));
        context.runOnAfterCommit(each -> steps.committed(batch, each));
        context.onError((_, _, cause) -> steps.failed(cause));
        return batch;
    }

    private Optional<ParkedEvent> ahead(Batch batch, long position, List<String> sequence) {
        Optional<ParkedEvent> earlier = parked.before(position, sequence);
        return earlier.isPresent()
                ? earlier
                : batch.parked.stream().filter(each -> each.sharesTagWith(sequence)).findFirst();
    }

    private MessageStream<?> park(Batch batch, ParkedEvent event) {
        if (batch.parked.size() >= parked.room()) {
            return MessageStream.failed(new ParkedEvents.Full(parked.most()));
        }
        batch.parked.add(event);
        return MessageStream.empty();
    }

    private ParkedEvent parked(
            EventMessage event, List<String> sequence, int attempts, long behind, String cause) {
        return new ParkedEvent(
                PositionedEvent.of(event),
                Sequences.account(event),
                event.type().qualifiedName().fullName(),
                sequence,
                wallMicros.getAsLong(),
                attempts,
                behind,
                cause);
    }
}
