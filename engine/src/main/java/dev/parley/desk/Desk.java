package dev.parley.desk;

import dev.parley.Extension;
import dev.parley.Ground;
import dev.parley.axon.AppendRefusedException;
import dev.parley.axon.ColdProjection;
import dev.parley.desk.DeskAnswer.Code;
import dev.parley.desk.DeskAnswer.Done;
import dev.parley.desk.DeskAnswer.Refused;
import dev.parley.desk.DeskEvent.ConversationLabelled;
import dev.parley.domain.Rejection;

import org.axonframework.common.configuration.Configuration;
import org.axonframework.common.lifecycle.Phase;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
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
import java.util.function.Consumer;

/**
 * The desk of an engine: what it is told at its opening, and the way in afterwards. {@link #send}
 * waits for the log and for the view, so whoever has an answer finds its effect in the next read.
 * Any thread but the shard's own.
 *
 * <pre>{@code
 * Desk desk = new Desk(5_000);
 * try (Engine engine = Engine.open(config, environment, List.of(desk))) {
 *     desk.send(new DeskCommand.DefineCannedReply(account, agent, "hi", Wording.plain("en", "Hi")));
 * }
 * }</pre>
 */
public final class Desk implements Extension {
    /** Name of the view's processor. */
    public static final String NAME = "desk";

    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

    /**
     * Times that a command is decided before it is given up. A refused append has stored nothing,
     * so deciding anew is safe for every command, and of those who meet one always wins: as many
     * may meet as there are attempts.
     */
    static final int ATTEMPTS = 16;

    private static final long START_MILLIS = 60_000;

    /** What Axon has started for it. */
    private record Started(CommandGateway gateway, EventStorageEngine events) {}

    private final DeskView view = new DeskView();
    private final DeskEventTypes types = new DeskEventTypes();
    private final long answerMillis;
    private volatile @Nullable Started started; // null until the engine is open

    /**
     * @param answerMillis what each wait for the log, and for the view, may take
     */
    public Desk(long answerMillis) {
        this.answerMillis = answerMillis;
    }

    @Override
    public List<ColdProjection> projections(Ground ground) {
        return List.of(view);
    }

    @Override
    public void configure(EventSourcingConfigurer axon, Ground ground) {
        register(axon);
    }

    /** The same for a configuration without an engine. */
    void register(EventSourcingConfigurer axon) {
        DeskModule.register(axon);
        // Before the processors ask the view where to go on from.
        axon.lifecycleRegistry(all -> all.onStart(Phase.OUTBOUND_EVENT_CONNECTORS, this::start));
    }

    DeskView view() {
        return view;
    }

    /**
     * Reads what the view holds whole, by its tag: in proportion to what was ever changed on the
     * desks, not to the log.
     */
    private void start(Configuration axon) {
        EventStorageEngine events = axon.getComponent(EventStorageEngine.class);
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
        view.commit(read(end, START_MILLIS));
        started = new Started(axon.getComponent(CommandGateway.class), events);
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

    /**
     * From now on {@code listener} is told what came, in order, once it is to be read; it alone. On
     * the thread that feeds the view, which waits for it: it may neither wait nor throw.
     */
    public void listen(Consumer<List<DeskEvent>> listener) {
        view.listen(listener);
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

    /** Null where it is to be decided anew. */
    private @Nullable DeskAnswer attempt(DeskCommand command)
            throws ExecutionException, InterruptedException, TimeoutException {
        try {
            return started()
                    .gateway()
                    .send(command)
                    .resultAs(DeskAnswer.class)
                    .get(answerMillis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (find(e, AppendEventsTransactionRejectedException.class).isPresent()) {
                return null;
            }
            Optional<AppendRefusedException> refused = find(e, AppendRefusedException.class);
            if (refused.isPresent()) {
                return notTaken(refused.get().rejection());
            }
            throw e;
        }
    }

    private DeskAnswer shown(Done done)
            throws ExecutionException, InterruptedException, TimeoutException {
        long end =
                started()
                        .events()
                        .latestToken(null)
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
                started()
                        .events()
                        .source(SourcingCondition.conditionFor(criteria), null)
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

    private Started started() {
        Started its = started;
        if (its == null) {
            throw new IllegalStateException("the desk's engine is not open");
        }
        return its;
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

    /** Null where deciding anew is all that it takes. */
    private static @Nullable DeskAnswer notTaken(Rejection rejection) {
        return switch (rejection) {
            case CHECK_TOO_OLD -> null;
            case DISK_FLOOR -> new Refused(Code.DISK_FLOOR, "", "nothing was done");
            default -> new Refused(Code.BACK_PRESSURED, "", "nothing was done, ask again");
        };
    }

    private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return Optional.of(type.cast(at));
            }
        }
        return Optional.empty();
    }

    private static Refused unknown(String why) {
        return new Refused(Code.OUTCOME_UNKNOWN, "", why);
    }
}
