package dev.parley.desk;

import dev.parley.desk.DeskAnswer.Code;
import dev.parley.desk.DeskAnswer.Done;
import dev.parley.desk.DeskAnswer.Refused;
import dev.parley.desk.DeskEvent.ConversationLabelled;

import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The way to the desk. {@link #send} waits for the log and for the view, so whoever has an answer
 * finds its effect in the next read. Any thread but the shard's own.
 */
public final class Desk {
    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

    /**
     * Times that a command is decided before it is given up. A refused append has stored nothing,
     * so deciding anew is safe for every command, and of those who meet one always wins: as many
     * may meet as there are attempts.
     */
    static final int ATTEMPTS = 16;

    private final CommandGateway gateway;
    private final EventStorageEngine events;
    private final DeskView view;
    private final DeskEventTypes types = new DeskEventTypes();
    private final long answerMillis;

    /**
     * @param gateway of a configuration with {@link DeskModule}
     * @param events where that configuration stores its events
     * @param view fed from there by a processor
     * @param answerMillis what each wait for the log, and for the view, may take
     */
    public Desk(
            CommandGateway gateway, EventStorageEngine events, DeskView view, long answerMillis) {
        this.gateway = gateway;
        this.events = events;
        this.view = view;
        this.answerMillis = answerMillis;
    }

    /**
     * Reads what {@code view} holds whole, by its tag. Before its processor starts; takes time in
     * proportion to what was ever changed on the desks, not to the log.
     *
     * @throws IllegalStateException if the log cannot be read in time
     */
    public static void load(DeskView view, EventStorageEngine events, long timeoutMillis) {
        EventCriteria catalogue =
                EventCriteria.havingTags(Tag.of(DeskTags.CATALOGUE, DeskTags.CATALOGUE_VALUE));
        CompletableFuture<Long> end =
                events.source(SourcingCondition.conditionFor(catalogue), null)
                        .reduce(
                                0L,
                                (before, entry) -> {
                                    view.on(entry.message());
                                    return end(entry).orElse(before);
                                });
        view.commit(read(end, timeoutMillis));
    }

    /**
     * What became of {@code command}; decided anew, a bounded number of times, after a conflict.
     */
    public DeskAnswer send(DeskCommand command) {
        try {
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                @Nullable DeskAnswer answer = attempt(command);
                if (answer instanceof Done done) {
                    return shown(done);
                }
                if (answer != null) {
                    return answer;
                }
            }
            return new Refused(Code.WRITE_CONFLICT, "", "attempts=" + ATTEMPTS + " met others");
        } catch (TimeoutException _) {
            return unknown("no answer in " + answerMillis + " ms");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return unknown("interrupted");
        } catch (ExecutionException e) {
            LOG.warn("a command of the desk failed: {}", command.getClass().getSimpleName(), e);
            return unknown("the log failed");
        }
    }

    /** By id. */
    public List<DeskView.CannedReply> cannedReplies(long account) {
        return view.cannedReplies(account);
    }

    public Optional<DeskView.CannedReply> cannedReply(long account, long id) {
        return view.cannedReply(account, id);
    }

    /** By id. */
    public List<DeskView.Label> labels(long account) {
        return view.labels(account);
    }

    public Optional<DeskView.Label> label(long account, long id) {
        return view.label(account, id);
    }

    /**
     * Of a conversation, in the order they were given. Reads the log where memory does not say.
     *
     * @throws IllegalStateException if that takes too long
     */
    public List<DeskView.Label> labelsOf(long account, long conversation) {
        List<Long> ids =
                view.labelled(conversation).orElseGet(() -> fromLog(account, conversation));
        return view.labels(account, ids);
    }

    /** An agent's own, by id. */
    public List<DeskView.SavedView> views(long account, long agent) {
        return view.views(account, agent);
    }

    public Optional<DeskView.SavedView> view(long account, long agent, long id) {
        return view.view(account, agent, id);
    }

    /** Null after a conflict. */
    private @Nullable DeskAnswer attempt(DeskCommand command)
            throws ExecutionException, InterruptedException, TimeoutException {
        try {
            return gateway.send(command)
                    .resultAs(DeskAnswer.class)
                    .get(answerMillis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (isConflict(e)) {
                return null;
            }
            throw e;
        }
    }

    private DeskAnswer shown(Done done)
            throws ExecutionException, InterruptedException, TimeoutException {
        long end =
                events.latestToken(null)
                        .get(answerMillis, TimeUnit.MILLISECONDS)
                        .position()
                        .orElse(0);
        return view.await(end, TimeUnit.MILLISECONDS.toNanos(answerMillis))
                ? new Done(done.id(), end)
                : new Refused(
                        Code.NOT_SHOWN_YET,
                        "",
                        "stored; seenBefore=" + view.seen() + " is below " + end);
    }

    private List<Long> fromLog(long account, long conversation) {
        EventCriteria criteria =
                EventCriteria.havingTags(
                        Tag.of(DeskTags.CONVERSATION_LABELS, DeskTags.key(account, conversation)));
        CompletableFuture<List<Long>> last =
                events.source(SourcingCondition.conditionFor(criteria), null)
                        .reduce(
                                List.of(),
                                (before, entry) ->
                                        types.read(entry.message()).orElse(null)
                                                        instanceof ConversationLabelled event
                                                ? event.labels()
                                                : before);
        List<Long> labels = read(last, answerMillis);
        view.remember(conversation, labels);
        return labels;
    }

    private static Optional<Long> end(MessageStream.Entry<? extends EventMessage> entry) {
        @Nullable ConsistencyMarker marker = entry.getResource(ConsistencyMarker.RESOURCE_KEY);
        return marker == null
                ? Optional.empty()
                : Optional.of(GlobalIndexConsistencyMarker.position(marker));
    }

    private static <T> T read(CompletableFuture<T> pending, long timeoutMillis) {
        try {
            return pending.get(timeoutMillis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the log was not read in " + timeoutMillis + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading the log", e);
        }
    }

    private static boolean isConflict(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof AppendEventsTransactionRejectedException) {
                return true;
            }
        }
        return false;
    }

    private static Refused unknown(String why) {
        return new Refused(Code.OUTCOME_UNKNOWN, "", why);
    }
}
