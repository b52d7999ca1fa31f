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

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Tells agents what reads otherwise than before on their desk, one frame for all that came at once.
 * Who has no line misses it, and reads again when there is one. Thread of the desk's processor.
 */
final class DeskNews {
    private final Sockets sockets;
    private final Desk desk;

    DeskNews(Sockets sockets, Desk desk) {
        this.sockets = sockets;
        this.desk = desk;
    }

    void tell(List<DeskEvent> events) {
        events.stream()
                .collect(Collectors.groupingBy(DeskEvent::account))
                .forEach(this::tellAgents);
    }

    private void tellAgents(long account, List<DeskEvent> events) {
        Set<Sockets.Peer.Agent> agents = sockets.agentsOf(account);
        if (agents.isEmpty()) {
            return;
        }
        Set<String> changed = new TreeSet<>();
        Set<Long> labelled = new TreeSet<>();
        for (DeskEvent event : events) {
            switch (event) {
                case CannedReplyDefined _, CannedReplyChanged _, CannedReplyDeleted _ ->
                        changed.add("canned_responses");
                case LabelCreated _, LabelChanged _, LabelDeleted _ -> changed.add("labels");
                case ConversationLabelled e -> labelled.add(e.conversation());
                case ViewSaved _, ViewChanged _, ViewDeleted _ -> {} // of one agent alone
            }
        }
        if (changed.isEmpty() && labelled.isEmpty()) {
            return;
        }
        Frame frame = Socket.frame("desk", shape(account, changed, labelled));
        agents.forEach(agent -> agent.socket().send(frame));
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
