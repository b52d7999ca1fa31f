package dev.parley.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.api.http.Json;
import dev.parley.projection.ConversationView;
import dev.parley.projection.VisitorView;

import java.util.List;

/**
 * What a visitor sees, in the shapes of the client API and with our fields added. Notes, agents'
 * full names and everything of other visitors never get here.
 */
final class VisitorShapes {
    static final long MICROS = 1_000_000;

    private final Reads reads;

    VisitorShapes(Reads reads) {
        this.reads = reads;
    }

    /** The contact as its own page sees it; {@code pubsubToken} is fresh. */
    ObjectNode contact(VisitorView visitor, String pubsubToken) {
        ObjectNode shape = profile(visitor);
        shape.put("source_id", reads.sourceId(visitor));
        shape.put("pubsub_token", pubsubToken);
        return shape;
    }

    /** The contact without secrets. */
    ObjectNode profile(VisitorView visitor) {
        ObjectNode profile = reads.profile(visitor);
        ObjectNode shape = Json.object();
        shape.put("id", visitor.id());
        for (String name : List.of("name", "email", "phone_number", "identifier")) {
            shape.put(name, profile.path(name).textValue());
        }
        shape.put("blocked", false);
        shape.put("contact_type", "visitor");
        shape.put("account_id", visitor.account());
        shape.putObject("additional_attributes");
        shape.set(
                "custom_attributes",
                profile.path("custom_attributes").isObject()
                        ? profile.get("custom_attributes")
                        : Json.object());
        return shape;
    }

    ObjectNode conversation(ConversationView conversation, VisitorView visitor) {
        ObjectNode shape = Json.object();
        shape.put("id", conversation.number());
        shape.put("inbox_id", conversation.inbox());
        shape.put("status", conversation.open() ? "open" : "resolved");
        shape.put("contact_last_seen_at", seenAt(conversation, conversation.visitorSeenSeq()));
        shape.put("agent_last_seen_at", seenAt(conversation, conversation.agentSeenSeq()));
        shape.put("conversation", conversation.id());
        shape.put("seq", conversation.visitorSeq());
        waiting(conversation, shape);
        reads.person(conversation.agent())
                .ifPresentOrElse(
                        agent -> shape.putObject("assignee").put("name", agent.firstName()),
                        () -> shape.putNull("assignee"));
        shape.set("messages", messages(conversation, visitor));
        shape.set("contact", profile(visitor));
        return shape;
    }

    ArrayNode messages(ConversationView conversation, VisitorView visitor) {
        ArrayNode list = Json.array();
        for (Message message : reads.messages(conversation)) {
            if (!message.note()) {
                list.add(message(message, conversation, visitor));
            }
        }
        return list;
    }

    ObjectNode message(Message message, ConversationView conversation, VisitorView visitor) {
        ObjectNode shape = Json.object();
        shape.put("id", message.id());
        shape.put("content", message.content().orElse(null));
        shape.put("message_type", message.isByVisitor() ? 0 : 1);
        shape.put("content_type", "text");
        shape.set("content_attributes", contentAttributes(message));
        shape.put("created_at", message.at() / MICROS);
        shape.put("conversation_id", conversation.number());
        shape.putArray("attachments");
        shape.set("sender", message.isByVisitor() ? contactSender(visitor) : agentSender(message));
        shape.put("seq", message.visitorSeq());
        shape.put("position", message.position());
        shape.put("echo_id", message.attributes().path("echo_id").textValue());
        shape.put("created_at_micros", message.at());
        return shape;
    }

    static ObjectNode contentAttributes(Message message) {
        return message.attributes().path("content_attributes") instanceof ObjectNode found
                ? found
                : Json.object();
    }

    private ObjectNode contactSender(VisitorView visitor) {
        ObjectNode profile = reads.profile(visitor);
        ObjectNode sender = Json.object();
        sender.put("id", visitor.id());
        sender.put("name", profile.path("name").textValue());
        sender.put("email", profile.path("email").textValue());
        sender.put("phone_number", profile.path("phone_number").textValue());
        sender.put("type", "contact");
        return sender;
    }

    private ObjectNode agentSender(Message message) {
        String name = reads.person(message.actor()).map(Reads.Person::firstName).orElse("");
        ObjectNode sender = Json.object();
        sender.put("id", message.actor());
        sender.put("name", name);
        sender.put("available_name", name);
        sender.put("avatar_url", "");
        sender.put("type", "user");
        return sender;
    }

    void waiting(ConversationView conversation, ObjectNode shape) {
        int ahead = reads.reading().ask(views -> views.board().ahead(conversation.id()));
        if (ahead < 0) {
            shape.putNull("waiting");
            return;
        }
        shape.putObject("waiting")
                .put("position", ahead + 1)
                .put("ahead", ahead)
                .putNull("estimate_seconds");
    }

    /**
     * The log knows what was seen, not when: the time of the last activity stands in, 0 for never.
     */
    private static long seenAt(ConversationView conversation, int seenSeq) {
        return seenSeq == 0 ? 0 : conversation.lastActivityAt() / MICROS;
    }
}
