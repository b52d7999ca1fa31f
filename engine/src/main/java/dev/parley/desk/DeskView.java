package dev.parley.desk;

import dev.parley.axon.ColdProjection;
import dev.parley.desk.DeskEvent.CannedReplyChanged;
import dev.parley.desk.DeskEvent.CannedReplyDefined;
import dev.parley.desk.DeskEvent.CannedReplyDeleted;
import dev.parley.desk.DeskEvent.ConversationLabelled;
import dev.parley.desk.DeskEvent.LabelChanged;
import dev.parley.desk.DeskEvent.LabelCreated;
import dev.parley.desk.DeskEvent.LabelDeleted;
import dev.parley.desk.DeskEvent.ViewChanged;
import dev.parley.desk.DeskEvent.ViewDeleted;
import dev.parley.desk.DeskEvent.ViewSaved;

import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
    private final Map<Long, Account> accounts = new HashMap<>();
    private final Map<Long, List<Long>> labelled = new Recent();

    /** What came since the last commit; once each, however often a batch that fails is fed. */
    private final Set<DeskEvent> untold = new LinkedHashSet<>();

    private @Nullable Consumer<List<DeskEvent>> listener; // null while nobody listens
    private long seen;

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

    private static final class Account {
        final TreeMap<Long, CannedReply> replies = new TreeMap<>();
        final TreeMap<Long, Label> labels = new TreeMap<>();
        final Map<Long, TreeMap<Long, SavedView>> views = new HashMap<>();
    }

    /** Forgets what was put in first. */
    private static final class Recent extends LinkedHashMap<Long, List<Long>> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, List<Long>> eldest) {
            return size() > DeskLimits.LABELLED_IN_MEMORY;
        }
    }

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
                        apply(event.get(), message.timestamp());
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
                            seen = nextPosition;
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
        return seen();
    }

    @Override
    public void clear() {
        locked(
                () -> {
                    accounts.clear();
                    labelled.clear();
                    seen = 0;
                    return true;
                });
    }

    /** Exclusive end of what has been taken in. */
    long seen() {
        return locked(() -> seen);
    }

    /** Waits until all below {@code position} is taken in; false if not in time. */
    boolean await(long position, long timeoutNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = timeoutNanos;
            while (seen < position) {
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
        return locked(() -> Optional.ofNullable(labelled.get(conversation)));
    }

    /** Keeps what the log answered, unless an event was faster. */
    void remember(long conversation, List<Long> labels) {
        locked(() -> labelled.putIfAbsent(conversation, labels) == null);
    }

    private void apply(DeskEvent event, Instant at) {
        Account desk = accounts.computeIfAbsent(event.account(), _ -> new Account());
        switch (event) {
            case CannedReplyDefined e ->
                    desk.replies.put(
                            e.reply(),
                            new CannedReply(e.reply(), e.shortCode(), e.wording(), at, at));
            case CannedReplyChanged e ->
                    desk.replies.computeIfPresent(
                            e.reply(),
                            (id, was) ->
                                    new CannedReply(
                                            id, e.shortCode(), e.wording(), was.createdAt(), at));
            case CannedReplyDeleted e -> desk.replies.remove(e.reply());
            case LabelCreated e ->
                    desk.labels.put(
                            e.label(),
                            new Label(
                                    e.label(),
                                    e.title(),
                                    e.description(),
                                    e.color(),
                                    e.showOnSidebar()));
            case LabelChanged e ->
                    desk.labels.put(
                            e.label(),
                            new Label(
                                    e.label(),
                                    e.title(),
                                    e.description(),
                                    e.color(),
                                    e.showOnSidebar()));
            case LabelDeleted e -> desk.labels.remove(e.label());
            case ConversationLabelled e -> labelled.put(e.conversation(), e.labels());
            case ViewSaved e ->
                    desk.views
                            .computeIfAbsent(e.by(), _ -> new TreeMap<>())
                            .put(
                                    e.view(),
                                    new SavedView(e.view(), e.type(), e.name(), e.query(), at, at));
            case ViewChanged e ->
                    desk.views
                            .computeIfAbsent(e.by(), _ -> new TreeMap<>())
                            .computeIfPresent(
                                    e.view(),
                                    (id, was) ->
                                            new SavedView(
                                                    id,
                                                    e.type(),
                                                    e.name(),
                                                    e.query(),
                                                    was.createdAt(),
                                                    at));
            case ViewDeleted e -> {
                TreeMap<Long, SavedView> views = desk.views.get(e.by());
                if (views != null) {
                    views.remove(e.view());
                }
            }
        }
    }

    private <T> T of(long account, Function<Account, T> question) {
        return locked(() -> question.apply(accounts.getOrDefault(account, new Account())));
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
