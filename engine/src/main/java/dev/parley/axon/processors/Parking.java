package dev.parley.axon.processors;

import dev.parley.axon.ColdProjection;

import org.axonframework.eventsourcing.eventstore.TagResolver;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Feeds a projection, event by event: one that fails is set aside with its cause, and so are the
 * later ones that share a tag with it, so that a retry finds them in order. What is set aside
 * reaches the disk before the bundle is committed; with the bundle, it is forgotten.
 */
final class Parking {
    private final ColdProjection projection;
    private final ParkedEvents parked;
    private final TagResolver tags;
    private final LongSupplier wallMicros;
    private final Steps steps;

    /** What one bundle has come to. Used by the worker alone. */
    static final class Batch {
        final List<ParkedEvent> parked = new ArrayList<>();
        final int events;

        Batch(int events) {
            this.events = events;
        }
    }

    /** What the processor does as a bundle ends. */
    interface Steps {
        /** Makes it durable; an exception fails the bundle. */
        void commit(Batch batch, ProcessingContext context);

        /** It holds. */
        void committed(Batch batch, ProcessingContext context);

        /** It does not, and will be fed again. */
        void failed(Throwable cause);
    }

    Parking(
            ColdProjection projection,
            ParkedEvents parked,
            TagResolver tags,
            LongSupplier wallMicros,
            Steps steps) {
        this.projection = projection;
        this.parked = parked;
        this.tags = tags;
        this.wallMicros = wallMicros;
        this.steps = steps;
    }

    /**
     * Feeds it, and has {@code context} commit it.
     *
     * @throws ParkedEvents.Full where no more can be set aside
     */
    void feed(Bundle bundle, ProcessingContext context) {
        Batch batch = new Batch(bundle.events().size());
        context.runOnCommit(each -> steps.commit(batch, each));
        context.runOnAfterCommit(
                each -> {
                    steps.committed(batch, each);
                    bundle.taken();
                });
        context.onError((_, _, cause) -> steps.failed(cause));
        for (EventMessage event : bundle.events()) {
            feed(event, batch);
        }
    }

    private void feed(EventMessage event, Batch batch) {
        long position = PositionedEvent.of(event);
        if (parked.holds(position)) {
            return;
        }
        Optional<ParkedEvent> ahead = ahead(batch, event, position);
        if (ahead.isPresent()) {
            ParkedEvent first = ahead.get();
            park(batch, parked(event, 0, first.position(), "waits behind " + first.type()));
            return;
        }
        try {
            projection.on(event);
        } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
            park(batch, parked(event, 1, ParkedEvent.NOTHING, ParkedEvent.said(e)));
        }
    }

    private Optional<ParkedEvent> ahead(Batch batch, EventMessage event, long position) {
        if (parked.size() == 0 && batch.parked.isEmpty()) {
            return Optional.empty();
        }
        List<String> sequence = Sequences.of(event, tags);
        Optional<ParkedEvent> earlier = parked.before(position, sequence);
        return earlier.isPresent()
                ? earlier
                : batch.parked.stream().filter(each -> each.sharesTagWith(sequence)).findFirst();
    }

    private void park(Batch batch, ParkedEvent event) {
        if (batch.parked.size() >= parked.room()) {
            throw new ParkedEvents.Full(parked.most());
        }
        batch.parked.add(event);
    }

    private ParkedEvent parked(EventMessage event, int attempts, long behind, String cause) {
        return new ParkedEvent(
                PositionedEvent.of(event),
                Sequences.account(event),
                event.type().qualifiedName().fullName(),
                Sequences.of(event, tags),
                wallMicros.getAsLong(),
                attempts,
                behind,
                cause);
    }
}
