package dev.parley.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.api.http.Fields;
import dev.parley.api.http.Json;
import dev.parley.api.http.Problem;
import dev.parley.api.http.Refused;
import dev.parley.api.http.Reply;
import dev.parley.api.http.Request;
import dev.parley.desk.DeskCommand;
import dev.parley.desk.DeskLimits;
import dev.parley.domain.Answer;
import dev.parley.domain.Command;
import dev.parley.domain.Origin;
import dev.parley.projection.AgentView;
import dev.parley.projection.BoardReader;
import dev.parley.projection.ConversationView;
import dev.parley.projection.VisitorView;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Conversations as agents work on them, in the paths and shapes of the application API. */
final class AgentApi {
    static final int PAGE = 25;

    /** How far a list by labels looks back. */
    static final int LABELLED = 4_096;

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

    Reply conversations(Request request) {
        AgentView me = staff.agent(request);
        long inbox = request.queryNumber("inbox_id", 0);
        long page = Math.clamp(request.queryNumber("page", 1), 1, 100_000);
        BoardReader.Filter filter =
                new BoardReader.Filter(
                        me.account(), status(request), assignee(request), me.id(), inbox);
        Found found = list(filter, labels(request), (int) (page - 1) * PAGE);
        ObjectNode data = Json.object();
        data.putObject("meta")
                .put("mine_count", found.counts().mine())
                .put("unassigned_count", found.counts().unassigned())
                .put("assigned_count", found.counts().assigned())
                .put("all_count", found.counts().all());
        ArrayNode payload = data.putArray("payload");
        for (ConversationView each : found.page()) {
            payload.add(shapes.conversation(each, visitor(each)));
        }
        ObjectNode shape = Json.object();
        shape.set("data", data);
        return Reply.json(shape);
    }

    private record Found(BoardReader.Counts counts, List<ConversationView> page) {}

    private Found list(BoardReader.Filter filter, Set<String> labels, int from) {
        if (!labels.isEmpty()) {
            return labelled(filter, labels, from);
        }
        return reads.reading()
                .ask(
                        views ->
                                new Found(
                                        views.board().count(filter),
                                        views.board().list(filter, from, PAGE)));
    }

    /**
     * Those with any of {@code labels}, among the {@link #LABELLED} newest of the filter. Labels
     * are not on the board, and may have to be read from the log: nothing of that under its lock.
     */
    private Found labelled(BoardReader.Filter filter, Set<String> labels, int from) {
        List<ConversationView> newest =
                reads.reading().ask(views -> views.board().list(filter, 0, LABELLED));
        List<ConversationView> found =
                newest.stream().filter(each -> shapes.hasLabel(each, labels)).toList();
        int mine = (int) found.stream().filter(each -> each.agent() == filter.agent()).count();
        int nobodys = (int) found.stream().filter(each -> each.agent() == 0).count();
        return new Found(
                new BoardReader.Counts(mine, nobodys, found.size() - nobodys, found.size()),
                found.stream().skip(from).limit(PAGE).toList());
    }

    private static Set<String> labels(Request request) {
        List<String> titles = request.queryAll("labels");
        if (titles.size() > DeskLimits.LABELS_PER_CONVERSATION) {
            throw new Refused(
                    Problem.field(
                            "labels",
                            "LIMIT_EXCEEDED",
                            "labels="
                                    + titles.size()
                                    + " exceeds "
                                    + DeskLimits.LABELS_PER_CONVERSATION));
        }
        return titles.stream().map(DeskCommand::folded).collect(Collectors.toSet());
    }

    Reply conversation(Request request) {
        ConversationView found = conversation(request, staff.agent(request));
        return Reply.json(shapes.conversation(found, visitor(found)));
    }

    /** The newest messages, narrowed by {@code before} and {@code after}, ids of messages. */
    Reply messages(Request request) {
        ConversationView found = conversation(request, staff.agent(request));
        VisitorView visitor = visitor(found);
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
        VisitorView visitor = visitor(found);
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
                        visitor(found).keyId(),
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
        Origin origin = writes.origin(Staff.actor(me), visitor(found).keyId(), "");
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

    private VisitorView visitor(ConversationView conversation) {
        return reads.reading()
                .visitor(conversation.visitor())
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "visitor="
                                                + conversation.visitor()
                                                + " of conversation="
                                                + conversation.id()
                                                + " is not known"));
    }

    private ConversationView conversation(Request request, AgentView me) {
        return reads.conversation(me.account(), request.pathId("conversation_id", "conversation"));
    }

    private static BoardReader.Status status(Request request) {
        return switch (request.query("status").orElse("open")) {
            case "open" -> BoardReader.Status.OPEN;
            case "resolved" -> BoardReader.Status.RESOLVED;
            case "all" -> BoardReader.Status.ALL;
            default ->
                    throw new Refused(
                            Problem.field(
                                    "status",
                                    "NOT_A_CHOICE",
                                    "must be one of open, resolved, all"));
        };
    }

    private static BoardReader.Assignee assignee(Request request) {
        return switch (request.query("assignee_type").orElse("all")) {
            case "me" -> BoardReader.Assignee.AGENT;
            case "unassigned" -> BoardReader.Assignee.NOBODY;
            case "assigned" -> BoardReader.Assignee.SOMEBODY;
            case "all" -> BoardReader.Assignee.ANY;
            default ->
                    throw new Refused(
                            Problem.field(
                                    "assignee_type",
                                    "NOT_A_CHOICE",
                                    "must be one of me, unassigned, assigned, all"));
        };
    }
}
