package dev.parley.axon;

import dev.parley.store.Criterion;
import dev.parley.store.EventCursor;
import dev.parley.store.EventStore;
import dev.parley.store.NewEvent;
import dev.parley.store.PreparedAppend;

import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.conversion.Converter;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.EmptyAppendTransaction;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.GlobalIndexPosition;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.Context;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Axon's storage engine over the {@link EventStore} of a shard: full conditions, embedded, on disk.
 * Any thread; the futures of appends complete once what they tell is released: on the thread that
 * blocks for them or for what is made of them, else on the engine's answer threads.
 *
 * <p>Positions follow one convention: an event's token, and the marker of a source, are the index
 * behind the last event seen. Payloads are bytes, or are converted to bytes by the one converter;
 * messages that come out carry bytes, or the payload that was made of one of the shard's own
 * events.
 */
public final class ChronicleEventStorageEngine implements EventStorageEngine {
    /** With each event of {@link #stream}: its tags, as they are stored. */
    public static final Context.ResourceKey<Set<Tag>> TAGS =
            Context.ResourceKey.withLabel("parley.tags");

    private final EventStore store;
    private final Messages messages;

    /**
     * Over a store that stays its owner's.
     *
     * @param converter makes bytes of payloads that are none
     */
    public ChronicleEventStorageEngine(EventStore store, Converter converter) {
        this.store = store;
        this.messages = new Messages(converter);
    }

    @Override
    public CompletableFuture<AppendTransaction<?>> appendEvents(
            AppendCondition condition,
            @Nullable ProcessingContext context,
            List<TaggedEventMessage<?>> events) {
        if (events.isEmpty()) {
            return CompletableFuture.completedFuture(EmptyAppendTransaction.INSTANCE);
        }
        try {
            List<NewEvent> made = new ArrayList<>(events.size());
            for (TaggedEventMessage<?> event : events) {
                made.add(messages.toEvent(event));
            }
            return new StoreTransaction(
                            store, prepared(condition, made), condition.consistencyMarker())
                    .awaited();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public MessageStream<EventMessage> source(
            SourcingCondition condition, @Nullable ProcessingContext context) {
        long head = store.head();
        long from = Math.max(0, GlobalIndexPosition.toIndex(condition.start()));
        EventCursor cursor = store.source(Messages.criteria(condition.criteria()), from, head);
        return new SourcedStream(cursor, messages, head);
    }

    @Override
    public MessageStream<EventMessage> stream(
            StreamingCondition condition, @Nullable ProcessingContext context) {
        long from = Messages.position(condition.position(), store);
        return new LiveStream(
                store, store.follow(Messages.criteria(condition.criteria()), from), messages);
    }

    @Override
    public CompletableFuture<TrackingToken> firstToken(@Nullable ProcessingContext context) {
        return token(0);
    }

    @Override
    public CompletableFuture<TrackingToken> latestToken(@Nullable ProcessingContext context) {
        return token(store.head());
    }

    @Override
    public CompletableFuture<TrackingToken> tokenAt(
            Instant at, @Nullable ProcessingContext context) {
        try {
            return token(store.firstSince(at));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void describeTo(ComponentDescriptor descriptor) {
        descriptor.describeProperty("head", store.head());
    }

    private PreparedAppend prepared(AppendCondition condition, List<NewEvent> events) {
        ConsistencyMarker marker = condition.consistencyMarker();
        // Looked at first: the criteria of "none" would match everything.
        if (ConsistencyMarker.INFINITY.equals(marker)) {
            return store.prepare(events, List.of(), 0);
        }
        List<Criterion> criteria = Messages.criteria(condition.criteria());
        return store.prepare(events, criteria, GlobalIndexConsistencyMarker.position(marker));
    }

    private static CompletableFuture<TrackingToken> token(long position) {
        return CompletableFuture.completedFuture(new GlobalSequenceTrackingToken(position));
    }
}
