package dev.parley.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.api.http.Fields;
import dev.parley.api.http.Json;
import dev.parley.api.http.Reply;
import dev.parley.api.http.Request;
import dev.parley.domain.Answer;
import dev.parley.domain.Command;
import dev.parley.domain.Origin;
import dev.parley.projection.AgentView;
import dev.parley.projection.ConversationView;
import dev.parley.projection.VisitorView;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Conversations as agents work on them, in the paths and shapes of the application API. */
final class AgentApi {
    private final Staff staff;
    private final Reads reads;
    private final Writes writes;
    private final AgentShapes shapes;
    private final VisitorShapes visitors;

    AgentApi(Staff staff, Reads reads, Writes writes, AgentShapes shapes, VisitorShapes visitors) {
        this.staff = staff;
        this.reads = reads;
        this.writes = writes;
        this.shapes = shapes;
        this.visitors = visitors;
    }

    Reply conversation(Request request) {
        ConversationView found = conversation(request, staff.agent(request));
        return Reply.json(shapes.conversation(found, reads.visitorOf(found)));
    }

    /** The newest messages, narrowed by {@code before} and {@code after}, ids of messages. */
    Reply messages(Request request) {
        ConversationView found = conversation(request, staff.agent(request));
        VisitorView visitor = reads.visitorOf(found);
        long before = request.queryNumber("before", Long.MAX_VALUE);
        long after = request.queryNumber("after", 0);
        ObjectNode shape = Json.object();
        ObjectNode meta = shape.putObject("meta");
        shapes.labels(found, meta);
        meta.putObject("additional_attributes");
        meta.putObject("contact").putArray("payload").add(contact(visitor));
        Optional<Reads.Person> assignee = reads.person(found.agent());
        if (assignee.isPresent()) {
            meta.set("assignee", shapes.agent(assignee.get()));
        }
        meta.putNull("agent_last_seen_at");
        meta.putNull("assignee_last_seen_at");
        ArrayNode payload = shape.putArray("payload");
        for (Message message : reads.messages(found, Reads.SHOWN)) {
            if (message.id() < before && message.id() > after) {
                payload.add(shapes.message(message, found, visitor));
            }
        }
        return Reply.json(shape);
    }

    Reply postMessage(Request request) {
        AgentView me = staff.agent(request);
        ConversationView found = conversation(request, me);
        Fields fields = request.fields();
        boolean note = fields.flag("private");
        fields.choice("message_type", "outgoing");
        fields.choice("content_type", "text");
        Writes.Draft draft =
                VisitorApi.draft(fields, VisitorApi.idempotencyKey(request, fields), note);
        fields.check();
        VisitorView visitor = reads.visitorOf(found);
        Answer answer = writes.await(writes.post(Staff.actor(me), visitor, found.id(), draft));
        return VisitorApi.positioned(
                shapes.message(VisitorApi.posted(reads, found, answer), found, visitor), answer);
    }

    /** To a person, or with {@code null} or 0 back to the queue. Answers the person. */
    Reply assign(Request request) {
        AgentView me = staff.agent(request);
        ConversationView found = conversation(request, me);
        Fields fields = request.fields();
        OptionalLong assignee = fields.number("assignee_id");
        if (fields.has("team_id")) {
            fields.wrong("team_id", "NOT_SUPPORTED", "teams are not there yet");
        }
        String key = VisitorApi.idempotencyKey(request, fields);
        fields.check();
        long agent = assignee.orElse(0);
        Origin origin =
                writes.origin(
                        Staff.actor(me),
                        reads.visitorOf(found).keyId(),
                        key,
                        Writes.utf8("assign " + agent));
        Command command =
                agent != 0 && found.agent() == 0
                        ? new Command.AssignConversation(origin, found.id(), agent)
                        : new Command.TransferConversation(origin, found.id(), agent);
        Answer answer = writes.await(writes.submit(command));
        ObjectNode shape =
                reads.person(agent).map(person -> shapes.user(person, "")).orElseGet(Json::object);
        return VisitorApi.positioned(shape, answer);
    }

    /** Asking for the status that it has changes nothing and is no error. */
    Reply toggleStatus(Request request) {
        AgentView me = staff.agent(request);
        ConversationView found = conversation(request, me);
        Fields fields = request.fields();
        if (!fields.has("status")) {
            fields.wrong("status", "REQUIRED", "is required");
        }
        Optional<String> status = fields.choice("status", "open", "resolved");
        fields.check();
        boolean open = status.orElse("open").equals("open");
        ObjectNode shape = Json.object();
        shape.putObject("meta");
        shape.putObject("payload")
                .put("success", true)
                .put("current_status", open ? "open" : "resolved")
                .put("conversation_id", found.number());
        if (open == found.open()) {
            return Reply.json(shape);
        }
        Origin origin = writes.origin(Staff.actor(me), reads.visitorOf(found).keyId(), "");
        Answer answer =
                writes.await(
                        writes.submit(
                                open
                                        ? new Command.ReopenConversation(origin, found.id())
                                        : new Command.ResolveConversation(origin, found.id())));
        return VisitorApi.positioned(shape, answer);
    }

    private ObjectNode contact(VisitorView visitor) {
        ObjectNode contact = visitors.profile(visitor);
        contact.put("availability_status", "offline");
        for (String name : List.of("name", "email", "phone_number", "identifier")) {
            if (!contact.path(name).isTextual()) {
                contact.put(name, "");
            }
        }
        contact.put("thumbnail", "");
        contact.putArray("contact_inboxes");
        return contact;
    }

    private ConversationView conversation(Request request, AgentView me) {
        return reads.conversation(me.account(), request.pathId("conversation_id", "conversation"));
    }
}
