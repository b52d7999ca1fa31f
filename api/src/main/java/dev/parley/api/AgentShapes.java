package dev.parley.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.api.http.Json;
import dev.parley.desk.Desk;
import dev.parley.desk.DeskView;
import dev.parley.domain.FirstResponse;
import dev.parley.domain.Presence;
import dev.parley.domain.Role;
import dev.parley.projection.ConversationView;
import dev.parley.projection.VisitorView;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What agents see, in the shapes of the application API and with our fields added. */
final class AgentShapes {
    private static final Logger LOG = LoggerFactory.getLogger(AgentShapes.class);
    private static final long MICROS = VisitorShapes.MICROS;

    private final Reads reads;
    private final VisitorShapes visitors;
    private final Desk desk;

    AgentShapes(Reads reads, VisitorShapes visitors, Desk desk) {
        this.reads = reads;
        this.visitors = visitors;
        this.desk = desk;
    }

    ObjectNode agent(Reads.Person person) {
        ObjectNode shape = Json.object();
        shape.put("id", person.view().id());
        shape.put("account_id", person.view().account());
        shape.put("availability_status", availability(person.view().presence()));
        shape.put("auto_offline", true);
        shape.put("confirmed", true);
        shape.put("email", person.email());
        shape.put("available_name", person.name());
        shape.put("name", person.name());
        shape.put("role", role(person.view().role()));
        shape.put("thumbnail", "");
        shape.putNull("custom_role_id");
        shape.put("capacity", person.view().capacity());
        shape.put("load", person.view().load());
        return shape;
    }

    /** {@code token} is shown only to its bearer: empty where somebody else asks. */
    ObjectNode user(Reads.Person person, String token) {
        ObjectNode shape = agent(person);
        if (!token.isEmpty()) {
            shape.put("access_token", token);
        }
        shape.put("avatar_url", "");
        shape.put("display_name", person.name());
        shape.putNull("message_signature");
        shape.putNull("inviter_id");
        shape.put("provider", "email");
        shape.put("uid", person.email());
        shape.put("type", "user");
        shape.putObject("ui_settings");
        shape.putObject("custom_attributes");
        return shape;
    }

    /** {@link #user} with the account it belongs to. */
    ObjectNode profile(Reads.Person person, String accountName, String token) {
        ObjectNode shape = user(person, token);
        ObjectNode account = shape.putArray("accounts").addObject();
        account.put("id", person.view().account());
        account.put("name", accountName);
        account.put("status", "active");
        account.putNull("active_at");
        account.put("role", role(person.view().role()));
        account.putArray("permissions").add(role(person.view().role()));
        account.put("availability", availability(person.view().presence()));
        account.put("availability_status", availability(person.view().presence()));
        account.put("auto_offline", true);
        account.putNull("custom_role_id");
        account.putNull("custom_role");
        return shape;
    }

    ObjectNode conversation(ConversationView c, VisitorView visitor) {
        ObjectNode shape = Json.object();
        Optional<Message> last = reads.messageAt(c.shop(), c.lastMessagePosition());
        shape.put("id", c.number());
        shape.put("account_id", c.account());
        shape.put("inbox_id", c.inbox());
        shape.put("status", c.open() ? "open" : "resolved");
        shape.put("can_reply", c.open());
        shape.put("muted", false);
        shape.put("unread_count", c.agentUnread());
        shape.put("agent_last_seen_at", c.agentSeenSeq() == 0 ? 0 : c.lastActivityAt() / MICROS);
        shape.put("assignee_last_seen_at", 0);
        shape.put(
                "contact_last_seen_at", c.visitorSeenSeq() == 0 ? 0 : c.lastActivityAt() / MICROS);
        shape.put("created_at", c.startedAt() / MICROS);
        shape.put("updated_at", c.lastActivityAt() / (double) MICROS);
        shape.put("timestamp", c.lastActivityAt() / MICROS);
        shape.put("last_activity_at", c.lastActivityAt() / MICROS);
        seconds(shape, "first_reply_created_at", c.metAt());
        seconds(shape, "waiting_since", c.waiting() ? c.waitingSince() : 0);
        shape.putNull("snoozed_until");
        shape.putNull("priority");
        shape.putNull("sla_policy_id");
        labels(c, shape);
        attributes(c, shape);
        var messages = shape.putArray("messages");
        last.ifPresent(message -> messages.add(message(message, c, visitor)));
        shape.set(
                "last_non_activity_message",
                last.isEmpty() ? null : message(last.get(), c, visitor));
        meta(c, visitor, shape.putObject("meta"));
        ours(c, shape);
        return shape;
    }

    /**
     * Titles of its labels. Left out where the log does not say them in time: a push must not end
     * for that, and a client keeps what it knew.
     */
    void labels(ConversationView c, ObjectNode shape) {
        try {
            List<DeskView.Label> labels = desk.labelsOf(c.account(), c.id());
            ArrayNode titles = shape.putArray("labels");
            labels.forEach(each -> titles.add(each.title()));
        } catch (IllegalStateException e) {
            LOG.warn("the labels of conversation={} could not be read", c.id(), e);
        }
    }

    boolean hasLabel(ConversationView c, Set<String> titles) {
        return desk.labelsOf(c.account(), c.id()).stream()
                .anyMatch(each -> titles.contains(each.title()));
    }

    private void attributes(ConversationView c, ObjectNode shape) {
        ObjectNode context = reads.context(c);
        ObjectNode additional = shape.putObject("additional_attributes");
        if (context.path("page") instanceof ObjectNode page) {
            shape.set("page", page);
            additional.set("referer", page.get("url"));
        } else {
            shape.putNull("page");
        }
        shape.set(
                "custom_attributes",
                context.path("custom_attributes") instanceof ObjectNode custom
                        ? custom
                        : Json.object());
    }

    private void meta(ConversationView c, VisitorView visitor, ObjectNode meta) {
        ObjectNode sender = visitors.profile(visitor);
        if (!sender.path("name").isTextual()) {
            sender.put("name", "");
        }
        sender.put("availability_status", "offline");
        sender.put("thumbnail", "");
        meta.set("sender", sender);
        meta.put("channel", "Channel::WebWidget");
        meta.put("hmac_verified", false);
        Optional<Reads.Person> assignee = reads.person(c.agent());
        if (assignee.isPresent()) {
            meta.set("assignee", user(assignee.get(), ""));
        } else {
            meta.putNull("assignee");
        }
    }

    private void ours(ConversationView c, ObjectNode shape) {
        shape.put("conversation", c.id());
        shape.put("seq", c.seq());
        shape.putObject("shop").put("id", c.shop()).put("name", reads.shopName(c.shop()));
        shape.set("first_response", firstResponse(c));
        int ahead = reads.reading().ask(views -> views.board().ahead(c.id()));
        if (ahead < 0) {
            shape.putNull("queue_position");
        } else {
            shape.put("queue_position", ahead + 1);
        }
        shape.put("visitor_seen_seq", c.visitorSeenSeq());
        if (c.rating() == 0) {
            shape.putNull("rating");
        } else {
            shape.put("rating", c.rating());
        }
    }

    /** How the first response stands; times are epoch microseconds. */
    static ObjectNode firstResponse(ConversationView c) {
        ObjectNode shape = Json.object();
        shape.put("state", state(c.firstResponse()));
        micros(shape, "armed_at", c.armedAt());
        micros(shape, "warn_at", c.warnAt());
        micros(shape, "deadline_at", c.deadline());
        micros(shape, "met_at", c.metAt());
        return shape;
    }

    ObjectNode message(Message message, ConversationView c, VisitorView visitor) {
        return Json.tree(out -> message(message, c, visitor, out));
    }

    void message(Message message, ConversationView c, VisitorView visitor, JsonGenerator out)
            throws IOException {
        out.writeStartObject();
        VisitorShapes.shared(message, c, out);
        if (message.isByVisitor()) {
            visitors.contactSender(visitor, out);
        } else {
            VisitorShapes.agentSender(
                    message.actor(),
                    reads.person(message.actor()).map(Reads.Person::name).orElse(""),
                    out);
        }
        out.writeNumberField("account_id", c.account());
        out.writeNumberField("inbox_id", c.inbox());
        out.writeNumberField("updated_at", message.updatedAt() / MICROS);
        out.writeBooleanField("private", message.note());
        boolean read =
                message.isByVisitor()
                        ? message.seq() <= c.agentSeenSeq()
                        : message.visitorSeq() > 0 && message.visitorSeq() <= c.visitorSeenSeq();
        out.writeStringField("status", read ? "read" : "sent");
        out.writeNullField("source_id");
        out.writeStringField("sender_type", message.isByVisitor() ? "Contact" : "User");
        out.writeNumberField("sender_id", message.actor());
        out.writeObjectFieldStart("external_source_ids");
        out.writeEndObject();
        out.writeObjectFieldStart("additional_attributes");
        out.writeEndObject();
        out.writeStringField("processed_message_content", message.content().orElse(null));
        out.writeNullField("sentiment");
        out.writeNullField("conversation");
        out.writeNullField("attachment");
        out.writeNumberField("seq", message.seq());
        // The visitor says in its own numbering what it has seen.
        out.writeNumberField("visitor_seq", message.visitorSeq());
        out.writeEndObject();
    }

    static String availability(Presence presence) {
        return switch (presence) {
            case ONLINE -> "online";
            case AWAY -> "busy";
            case OFFLINE -> "offline";
        };
    }

    static Presence presence(String availability) {
        return switch (availability) {
            case "online" -> Presence.ONLINE;
            case "busy" -> Presence.AWAY;
            case "offline" -> Presence.OFFLINE;
            default -> throw new IllegalStateException("availability=" + availability);
        };
    }

    static String role(Role role) {
        return switch (role) {
            case AGENT -> "agent";
            case SUPERVISOR -> "administrator";
        };
    }

    private static String state(FirstResponse state) {
        return switch (state) {
            case NONE -> "none";
            case ARMED -> "armed";
            case WARNED -> "warned";
            case BREACHED -> "breached";
            case MET -> "met";
        };
    }

    private static void seconds(ObjectNode shape, String name, long micros) {
        if (micros == 0) {
            shape.putNull(name);
        } else {
            shape.put(name, micros / MICROS);
        }
    }

    private static void micros(ObjectNode shape, String name, long micros) {
        if (micros == 0) {
            shape.putNull(name);
        } else {
            shape.put(name, micros);
        }
    }
}
