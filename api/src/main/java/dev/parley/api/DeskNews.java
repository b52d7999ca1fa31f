package dev.parley.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.api.http.Json;
import dev.parley.api.ws.Frame;
import dev.parley.desk.Desk;
import dev.parley.desk.DeskEvent;
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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Tells agents what reads otherwise than before on their desk. Each console asks for a list that
 * changed, so of lists those concerned hear once a second at most; of a conversation's labels,
 * which are told, at once. Who has no line misses it, and reads again when there is one.
 */
final class DeskNews {
    /** Agent of those whom changes for all of an account concern. */
    private static final long ALL = 0;

    /** Whom a change concerns. */
    private record Audience(long account, long agent) {}

    private final Sockets sockets;
    private final Desk desk;
    private final Paced<Audience, Set<String>> lists;

    DeskNews(Sockets sockets, Desk desk, ScheduledExecutorService timer) {
        this.sockets = sockets;
        this.desk = desk;
        this.lists = new Paced<>(Paced.aSecondLater(timer), DeskNews::both, this::changed);
    }

    /** What came in one batch, in one frame each. From the one thread of the desk's processor. */
    void tell(List<DeskEvent> events) {
        Map<Audience, Set<String>> changed = new HashMap<>();
        Map<Long, Set<Long>> labelled = new HashMap<>();
        for (DeskEvent event : events) {
            long account = event.account();
            Audience all = new Audience(account, ALL);
            Audience one = new Audience(account, event.by());
            switch (event) {
                case CannedReplyDefined _, CannedReplyChanged _, CannedReplyDeleted _ ->
                        note(changed, all, "canned_responses");
                case LabelCreated _, LabelChanged _, LabelDeleted _ -> note(changed, all, "labels");
                case ViewSaved _, ViewChanged _, ViewDeleted _ ->
                        note(changed, one, "custom_filters");
                case ConversationLabelled e -> note(labelled, account, e.conversation());
            }
        }
        labelled.keySet().removeIf(this::hasNoLine);
        labelled.forEach(this::labelled);
        changed.keySet().removeIf(audience -> hasNoLine(audience.account()));
        changed.forEach(lists::put);
    }

    private static <K, V extends Comparable<V>> void note(Map<K, Set<V>> news, K of, V what) {
        news.computeIfAbsent(of, _ -> new TreeSet<>()).add(what);
    }

    private boolean hasNoLine(long account) {
        return sockets.agentsOf(account).isEmpty();
    }

    private static Set<String> both(Set<String> before, Set<String> now) {
        Set<String> all = new TreeSet<>(before);
        all.addAll(now);
        return all;
    }

    private void changed(Audience audience, Set<String> names) {
        ObjectNode news = news();
        names.forEach(news.withArray("changed")::add);
        send(audience, news);
    }

    private void labelled(long account, Set<Long> conversations) {
        ObjectNode news = news();
        for (Long conversation : conversations) {
            ArrayNode titles =
                    news.withArray("conversations")
                            .addObject()
                            .put("conversation", conversation)
                            .putArray("labels");
            desk.labelsOf(account, conversation).forEach(label -> titles.add(label.title()));
        }
        send(new Audience(account, ALL), news);
    }

    private static ObjectNode news() {
        ObjectNode news = Json.object();
        news.putArray("changed");
        news.putArray("conversations");
        return news;
    }

    private void send(Audience audience, ObjectNode news) {
        Frame frame = Socket.frame("desk", news);
        for (Sockets.Peer.Agent each : sockets.agentsOf(audience.account())) {
            if (audience.agent() == ALL || audience.agent() == each.id()) {
                each.socket().send(frame);
            }
        }
    }
}
