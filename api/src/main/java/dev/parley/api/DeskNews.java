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
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Tells agents what reads otherwise than before on their desk, one frame for all that came at once.
 * Who has no line misses it, and reads again when there is one. Each console asks for a list that
 * changed, so of lists those concerned hear once in an interval at most. Any thread.
 */
final class DeskNews {
    private static final long REST_MILLIS = 1_000;

    /** Agent of those whom changes for all of an account concern. */
    private static final long ALL = 0;

    /** Whom a change concerns. */
    private record Audience(long account, long agent) {}

    private final Sockets sockets;
    private final Desk desk;
    private final ScheduledExecutorService timer;

    /** Of those who heard of lists a moment ago: what changed since. */
    private final Map<Audience, Set<String>> resting = new HashMap<>();

    DeskNews(Sockets sockets, Desk desk, ScheduledExecutorService timer) {
        this.sockets = sockets;
        this.desk = desk;
        this.timer = timer;
    }

    /** From the one thread of the desk's processor. */
    void tell(List<DeskEvent> events) {
        events.stream()
                .collect(Collectors.groupingBy(DeskEvent::account))
                .forEach(this::tellAgents);
    }

    private void tellAgents(long account, List<DeskEvent> events) {
        if (sockets.agentsOf(account).isEmpty()) {
            return;
        }
        Map<Long, Set<String>> changed = new HashMap<>();
        Set<Long> labelled = new TreeSet<>();
        for (DeskEvent event : events) {
            switch (event) {
                case CannedReplyDefined _, CannedReplyChanged _, CannedReplyDeleted _ ->
                        note(changed, ALL, "canned_responses");
                case LabelCreated _, LabelChanged _, LabelDeleted _ -> note(changed, ALL, "labels");
                case ConversationLabelled e -> labelled.add(e.conversation());
                case ViewSaved e -> note(changed, e.by(), "custom_filters");
                case ViewChanged e -> note(changed, e.by(), "custom_filters");
                case ViewDeleted e -> note(changed, e.by(), "custom_filters");
            }
        }
        if (!labelled.isEmpty()) {
            send(new Audience(account, ALL), Set.of(), labelled);
        }
        changed.forEach((agent, lists) -> changed(new Audience(account, agent), lists));
    }

    private static void note(Map<Long, Set<String>> changed, long agent, String list) {
        changed.computeIfAbsent(agent, _ -> new TreeSet<>()).add(list);
    }

    /** At once, or with what else changes while those concerned rest. */
    private synchronized void changed(Audience audience, Set<String> lists) {
        Set<String> since = resting.get(audience);
        if (since == null) {
            rest(audience, lists);
        } else {
            since.addAll(lists);
        }
    }

    private synchronized void rested(Audience audience) {
        Set<String> since = resting.remove(audience);
        if (since != null && !since.isEmpty()) {
            rest(audience, since);
        }
    }

    private void rest(Audience audience, Set<String> lists) {
        send(audience, lists, Set.of());
        try {
            ScheduledFuture<?> _ =
                    timer.schedule(() -> rested(audience), REST_MILLIS, TimeUnit.MILLISECONDS);
            resting.put(audience, new TreeSet<>());
        } catch (RejectedExecutionException _) {
            // the server stops, and with it all lines
        }
    }

    private void send(Audience audience, Set<String> changed, Set<Long> labelled) {
        Frame frame = Socket.frame("desk", shape(audience.account(), changed, labelled));
        for (Sockets.Peer.Agent each : sockets.agentsOf(audience.account())) {
            if (audience.agent() == ALL || audience.agent() == each.id()) {
                each.socket().send(frame);
            }
        }
    }

    private ObjectNode shape(long account, Set<String> changed, Set<Long> labelled) {
        ObjectNode news = Json.object();
        changed.forEach(news.putArray("changed")::add);
        ArrayNode conversations = news.putArray("conversations");
        for (Long conversation : labelled) {
            ArrayNode titles =
                    conversations.addObject().put("conversation", conversation).putArray("labels");
            desk.labelsOf(account, conversation).forEach(label -> titles.add(label.title()));
        }
        return news;
    }
}
