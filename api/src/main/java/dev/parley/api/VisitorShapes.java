package dev.parley.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.api.http.Json;
import dev.parley.projection.ConversationView;
import dev.parley.projection.VisitorView;

import java.io.IOException;
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
        return conversation(conversation, visitor, Reads.SHOWN);
    }

    ObjectNode conversation(
            ConversationView conversation, VisitorView visitor, Reads.Newest newest) {
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
        shape.set("messages", messages(conversation, visitor, newest));
        shape.set("contact", profile(visitor));
        return shape;
    }

    ArrayNode messages(ConversationView conversation, VisitorView visitor, Reads.Newest newest) {
        ArrayNode list = Json.array();
        for (Message message : reads.messages(conversation, newest)) {
            if (!message.note()) {
                list.add(message(message, conversation, visitor));
            }
        }
        return list;
    }

    ObjectNode message(Message message, ConversationView conversation, VisitorView visitor) {
        return Json.tree(out -> message(message, conversation, visitor, out));
    }

    void message(
            Message message, ConversationView conversation, VisitorView visitor, JsonGenerator out)
            throws IOException {
        out.writeStartObject();
        shared(message, conversation, out);
        if (message.isByVisitor()) {
            contactSender(visitor, out);
        } else {
            agentSender(
                    message.actor(),
                    reads.person(message.actor()).map(Reads.Person::firstName).orElse(""),
                    out);
        }
        out.writeNumberField("seq", message.visitorSeq());
        out.writeEndObject();
    }

    /** What both sides are shown of a message. */
    static void shared(Message message, ConversationView conversation, JsonGenerator out)
            throws IOException {
        out.writeNumberField("id", message.id());
        out.writeStringField("content", message.content().orElse(null));
        out.writeNumberField("message_type", message.isByVisitor() ? 0 : 1);
        out.writeStringField("content_type", "text");
        JsonNode attributes = message.attributes().path("content_attributes");
        if (!attributes.isObject() || attributes.isEmpty()) {
            out.writeObjectFieldStart("content_attributes");
            out.writeEndObject();
        } else {
            out.writeFieldName("content_attributes");
            out.writeTree(attributes);
        }
        out.writeNumberField("created_at", message.at() / MICROS);
        out.writeNumberField("conversation_id", conversation.number());
        out.writeArrayFieldStart("attachments");
        out.writeEndArray();
        out.writeNumberField("position", message.position());
        out.writeStringField("echo_id", message.attributes().path("echo_id").textValue());
        out.writeNumberField("created_at_micros", message.at());
    }

    static ObjectNode contentAttributes(Message message) {
        return message.attributes().path("content_attributes") instanceof ObjectNode found
                ? found
                : Json.object();
    }

    void contactSender(VisitorView visitor, JsonGenerator out) throws IOException {
        ObjectNode profile = reads.profile(visitor);
        out.writeObjectFieldStart("sender");
        out.writeNumberField("id", visitor.id());
        out.writeStringField("name", profile.path("name").textValue());
        out.writeStringField("email", profile.path("email").textValue());
        out.writeStringField("phone_number", profile.path("phone_number").textValue());
        out.writeStringField("type", "contact");
        out.writeEndObject();
    }

    /** {@code name} as whoever reads it may know it. */
    static void agentSender(long agent, String name, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("sender");
        out.writeNumberField("id", agent);
        out.writeStringField("name", name);
        out.writeStringField("available_name", name);
        out.writeStringField("avatar_url", "");
        out.writeStringField("type", "user");
        out.writeEndObject();
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
