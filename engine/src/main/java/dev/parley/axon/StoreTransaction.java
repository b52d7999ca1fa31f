package dev.parley.axon;

import dev.parley.domain.Answer;
import dev.parley.domain.Rejection;
import dev.parley.ring.AnswerFuture;
import dev.parley.ring.AwaitedFuture;
import dev.parley.store.EventStore;
import dev.parley.store.PreparedAppend;

import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine.AppendTransaction;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One append in Axon's three steps. Nothing has left the caller before {@link #commit}, so that
 * {@link #rollback} only forbids it; behind a commit it does nothing.
 */
final class StoreTransaction implements AppendTransaction<ConsistencyMarker> {
    private final EventStore store;
    private final PreparedAppend append;
    private final ConsistencyMarker marker;
    private final AtomicBoolean finished = new AtomicBoolean();

    /** Null before the commit. */
    private volatile @Nullable AnswerFuture answer;

    StoreTransaction(EventStore store, PreparedAppend append, ConsistencyMarker marker) {
        this.store = store;
        this.append = append;
        this.marker = marker;
    }

    /** This transaction; what is made of it, its commit too, is waited for as the answer. */
    CompletableFuture<AppendTransaction<?>> awaited() {
        CompletableFuture<AppendTransaction<?>> awaited = new AwaitedFuture<>(() -> answer);
        awaited.complete(this);
        return awaited;
    }

    @Override
    public CompletableFuture<ConsistencyMarker> commit(@Nullable ProcessingContext context) {
        if (finished.getAndSet(true)) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("the append was committed or rolled back before"));
        }
        AnswerFuture asked = store.append(append);
        answer = asked;
        return asked.thenApply(this::markerOf);
    }

    @Override
    public void rollback(@Nullable ProcessingContext context) {
        finished.set(true);
    }

    @Override
    public CompletableFuture<ConsistencyMarker> afterCommit(
            ConsistencyMarker commited, @Nullable ProcessingContext context) {
        return CompletableFuture.completedFuture(commited);
    }

    private ConsistencyMarker markerOf(Answer answer) {
        if (answer.rejection() == Rejection.CONDITION_FAILED) {
            throw AppendEventsTransactionRejectedException.conflictingEventsDetected(marker);
        }
        if (!answer.accepted()) {
            throw AppendRefusedException.of(answer.rejection());
        }
        return new GlobalIndexConsistencyMarker(answer.position() + append.events());
    }
}
