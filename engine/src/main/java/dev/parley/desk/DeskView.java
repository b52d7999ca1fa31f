package dev.parley.desk;

import dev.parley.axon.ColdProjection;

import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the desk holds, for reading. In memory: canned replies, labels and saved views whole, which
 * {@link DeskLimits} bound; labels of the conversations that were labelled or asked for last. At a
 * start {@link Desk} reads it from the log by its tag, not by a replay of everything.
 *
 * <p>Fed by one thread at a time; read by any. Being fed an event again changes nothing in the end.
 */
public final class DeskView implements ColdProjection {
    private final DeskEventTypes types = new DeskEventTypes();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();

    /** What is read. */
    private DeskState shown = new DeskState();

    /** The same, but behind a reset: then it takes the place of what is read once it is as far. */
    private DeskState fed = shown;

    /** What came since the last commit; once each, however often a batch that fails is fed. */
    private final Set<DeskEvent> untold = new LinkedHashSet<>();

    private @Nullable Consumer<List<DeskEvent>> listener; // null while nobody listens

    /** A canned reply. */
    public record CannedReply(
            long id, String shortCode, Wording wording, Instant createdAt, Instant changedAt) {}

    /** A label. */
    public record Label(
            long id, String title, String description, String color, boolean showOnSidebar) {}

    /** A saved view; sealed as it was saved. */
    public record SavedView(
            long id,
            String type,
            Sealed name,
            Sealed query,
            Instant createdAt,
            Instant changedAt) {}

    @Override
    public String name() {
        return Desk.NAME;
    }

    @Override
    public EventCriteria criteria() {
        return DeskEventTypes.criteria();
    }

    @Override
    public void on(EventMessage message) {
        Optional<DeskEvent> event = types.read(message);
        if (event.isPresent()) {
            locked(
                    () -> {
                        fed.apply(event.get(), message.timestamp());
                        return listener != null && untold.add(event.get());
                    });
        }
    }

    @Override
    public void commit(long nextPosition) {
        List<DeskEvent> told = new ArrayList<>();
        @Nullable Consumer<List<DeskEvent>> toTell =
                locked(
                        () -> {
                            fed.seen = nextPosition;
                            shown = fed.seen >= shown.seen ? fed : shown;
                            moved.signalAll();
                            told.addAll(untold);
                            untold.clear();
                            return listener;
                        });
        if (toTell != null && !told.isEmpty()) {
            toTell.accept(told);
        }
    }

    void listen(Consumer<List<DeskEvent>> listener) {
        locked(
                () -> {
                    this.listener = listener;
                    return true;
                });
    }

    /** Nothing is kept on disk: it goes on from where {@link Desk} read it. */
    @Override
    public long committed() {
        return locked(() -> fed.seen);
    }

    /** What was there is read until the replay has come as far. */
    @Override
    public void clear() {
        locked(() -> fed = new DeskState());
    }

    /** Exclusive end of what is to be read. */
    long seen() {
        return locked(() -> shown.seen);
    }

    /** Waits until all below {@code position} is to be read; false if not in time. */
    boolean await(long position, long timeoutNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = timeoutNanos;
            while (shown.seen < position) {
                if (left <= 0) {
                    return false;
                }
                left = moved.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    List<CannedReply> cannedReplies(long account) {
        return of(account, desk -> List.copyOf(desk.replies.values()));
    }

    Optional<CannedReply> cannedReply(long account, long id) {
        return of(account, desk -> Optional.ofNullable(desk.replies.get(id)));
    }

    List<Label> labels(long account) {
        return of(account, desk -> List.copyOf(desk.labels.values()));
    }

    Optional<Label> label(long account, long id) {
        return of(account, desk -> Optional.ofNullable(desk.labels.get(id)));
    }

    /** Those of {@code ids} that still are. */
    List<Label> labels(long account, List<Long> ids) {
        return of(
                account,
                desk -> {
                    List<Label> found = new ArrayList<>();
                    for (Long id : ids) {
                        Optional.ofNullable(desk.labels.get(id)).ifPresent(found::add);
                    }
                    return List.copyOf(found);
                });
    }

    List<SavedView> views(long account, long agent) {
        return of(
                account,
                desk -> List.copyOf(desk.views.getOrDefault(agent, new TreeMap<>()).values()));
    }

    Optional<SavedView> view(long account, long agent, long id) {
        return of(
                account,
                desk ->
                        Optional.ofNullable(
                                desk.views.getOrDefault(agent, new TreeMap<>()).get(id)));
    }

    /** Numbers of a conversation's labels; empty where the log must be asked. */
    Optional<List<Long>> labelled(long conversation) {
        return locked(() -> Optional.ofNullable(shown.labelled.get(conversation)));
    }

    /** Keeps what the log answered, unless an event was faster. */
    void remember(long conversation, List<Long> labels) {
        locked(() -> shown.labelled.putIfAbsent(conversation, labels) == null);
    }

    private <T> T of(long account, Function<DeskState.Account, T> question) {
        return locked(() -> question.apply(shown.account(account)));
    }

    private <T extends @Nullable Object> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
