package dev.parley.desk;

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
import dev.parley.desk.DeskView.CannedReply;
import dev.parley.desk.DeskView.Label;
import dev.parley.desk.DeskView.SavedView;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What events of the desk have come to so far. One thread at a time. */
final class DeskState {
    /** Numbers of the labels of the conversations that were labelled or asked for last. */
    final Map<Long, List<Long>> labelled = new Recent();

    /** Exclusive end of what has been taken in. */
    long seen;

    private final Map<Long, Account> accounts = new HashMap<>();

    /** Each by its number; views by agent. */
    static final class Account {
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

    /** An empty one where nothing was ever made. */
    Account account(long id) {
        return accounts.getOrDefault(id, new Account());
    }

    void apply(DeskEvent event, Instant at) {
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
}
