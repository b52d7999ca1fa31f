package dev.parley.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.api.http.Json;
import dev.parley.api.ws.Frame;
import dev.parley.projection.ConversationView;

import java.util.concurrent.ScheduledExecutorService;

/**
 * Tells the other side of a conversation that somebody writes, or has stopped: at once, and then
 * once a second at most how it stands. Kept nowhere. Any thread.
 */
final class Typing {
    /** Who writes to whom: of a visitor all agents of the account are told. */
    private record Writer(long conversation, boolean visitor, long reader) {}

    private final Sockets sockets;
    private final Paced<Writer, Boolean> news;

    Typing(Sockets sockets, ScheduledExecutorService timer) {
        this.sockets = sockets;
        this.news = new Paced<>(Paced.aSecondLater(timer), (_, latest) -> latest, this::told);
    }

    void tell(ConversationView conversation, boolean byVisitor, boolean on) {
        long reader = byVisitor ? conversation.account() : conversation.visitor();
        news.put(new Writer(conversation.id(), byVisitor, reader), on);
    }

    private void told(Writer writer, boolean on) {
        ObjectNode typing = Json.object();
        typing.put("conversation", writer.conversation());
        typing.put("from", writer.visitor() ? "visitor" : "agent");
        typing.put("on", on);
        Frame frame = Socket.frame("typing", typing);
        if (writer.visitor()) {
            sockets.agentsOf(writer.reader()).forEach(agent -> agent.socket().send(frame));
        } else {
            sockets.visitor(writer.reader()).forEach(page -> page.socket().send(frame));
        }
    }
}
