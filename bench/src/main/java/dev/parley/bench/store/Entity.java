package dev.parley.bench.store;

import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One event-sourced entity in one of Axon's storage engines. One thread at a time. */
public final class Entity {
    private static final int BYTES = 200;
    private static final int SECONDS = 60;
    private static final MessageType TYPE = new MessageType("peers.Happened");

    private final EventStorageEngine engine;
    private final Tag tag;
    private final EventCriteria criteria;

    /** Null before the entity was sourced or appended to. */
    private volatile @Nullable ConsistencyMarker marker;

    /** One of this name, in whatever state it is. */
    public Entity(EventStorageEngine engine, String id) {
        this.engine = engine;
        this.tag = Tag.of("entity", id);
        this.criteria = EventCriteria.havingTags(tag);
    }

    /** Reads all events and the marker; answers how many. */
    public int source() throws Exception {
        return engine.source(SourcingCondition.conditionFor(criteria), null)
                .<Integer>reduce(
                        0,
                        (count, entry) -> {
                            ConsistencyMarker found =
                                    entry.getResource(ConsistencyMarker.RESOURCE_KEY);
                            if (found == null) {
                                return count + 1;
                            }
                            marker = found;
                            return count;
                        })
                .get(SECONDS, TimeUnit.SECONDS);
    }

    /** Appends one event on condition that nothing was appended since this entity last looked. */
    public void append() throws Exception {
        Object _ = appending().get(SECONDS, TimeUnit.SECONDS);
    }

    /** The same; one at a time. An entity that was never sourced must be in no store. */
    public CompletableFuture<?> appending() {
        AppendCondition condition = AppendCondition.withCriteria(criteria);
        ConsistencyMarker known = marker;
        return engine.appendEvents(
                        known == null ? condition : condition.withMarker(known),
                        null,
                        List.of(event()))
                .thenCompose(Entity::commit)
                .thenAccept(reached -> marker = reached);
    }

    /** Appends without a condition; completes once the events are kept. */
    static CompletableFuture<?> append(
            EventStorageEngine engine, List<TaggedEventMessage<?>> events) {
        return engine.appendEvents(AppendCondition.none(), null, events)
                .thenCompose(transaction -> transaction.commit(null));
    }

    TaggedEventMessage<?> event() {
        EventMessage message = new GenericEventMessage(TYPE, new byte[BYTES]);
        return new GenericTaggedEventMessage<>(message, Set.of(tag));
    }

    private static <R> CompletableFuture<ConsistencyMarker> commit(
            EventStorageEngine.AppendTransaction<R> transaction) {
        return transaction
                .commit(null)
                .thenCompose(result -> transaction.afterCommit(result, null));
    }
}
