package dev.parley.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.api.http.Fields;
import dev.parley.api.http.Json;
import dev.parley.api.http.Reply;
import dev.parley.api.http.Request;
import dev.parley.domain.Answer;
import dev.parley.domain.Command;
import dev.parley.domain.Limits;
import dev.parley.projection.ConversationView;
import dev.parley.projection.VisitorView;

import java.util.Optional;
import java.util.OptionalLong;

/** The conversations of a visitor: 9 of the 12 operations of the client API. */
final class VisitorApi {
    private static final int CONVERSATIONS = 50;

    /** What a list shows of each conversation's messages; all together no more than of one. */
    private static final Reads.Newest LISTED =
            new Reads.Newest(20, Reads.SHOWN.bytes() / CONVERSATIONS);

    private final Contacts contacts;
    private final Reads reads;
    private final Writes writes;
    private final VisitorShapes shapes;
    private final Typing typing;

    VisitorApi(Contacts contacts, Reads reads, Writes writes, VisitorShapes shapes, Typing typing) {
        this.contacts = contacts;
        this.reads = reads;
        this.writes = writes;
        this.shapes = shapes;
        this.typing = typing;
    }

    Reply startConversation(Request request) {
        VisitorView visitor = contacts.visitor(request);
        Fields fields = request.fields();
        ObjectNode context = Json.object();
        fields.object("custom_attributes", Limits.CONTEXT_BYTES)
                .ifPresent(custom -> context.set("custom_attributes", custom));
        fields.object("page", Limits.CONTEXT_BYTES).ifPresent(page -> context.set("page", page));
        String key = idempotencyKey(request, fields);
        fields.check();
        Writes.checkSize("page", context, Limits.CONTEXT_BYTES);
        Answer answer = writes.await(writes.start(Writes.Actor.of(visitor), visitor, context, key));
        return positioned(shapes.conversation(written(answer.id()), visitor), answer);
    }

    Reply conversations(Request request) {
        VisitorView visitor = contacts.visitor(request);
        ArrayNode list = Json.array();
        for (ConversationView each : reads.reading().conversationsOf(visitor.id(), CONVERSATIONS)) {
            list.add(shapes.conversation(each, visitor, LISTED));
        }
        return Reply.json(list);
    }

    Reply conversation(Request request) {
        VisitorView visitor = contacts.visitor(request);
        return Reply.json(shapes.conversation(conversation(request, visitor), visitor));
    }

    /** Resolves an open conversation, reopens a resolved one. */
    Reply toggleStatus(Request request) {
        VisitorView visitor = contacts.visitor(request);
        ConversationView found = conversation(request, visitor);
        Fields fields = request.fields();
        String key = idempotencyKey(request, fields);
        fields.check();
        var origin = writes.origin(Writes.Actor.of(visitor), visitor.keyId(), key);
        Command command =
                found.open()
                        ? new Command.ResolveConversation(origin, found.id())
                        : new Command.ReopenConversation(origin, found.id());
        Answer answer = writes.await(writes.submit(command));
        return positioned(shapes.conversation(written(found.id()), visitor), answer);
    }

    Reply toggleTyping(Request request) {
        VisitorView visitor = contacts.visitor(request);
        ConversationView found = conversation(request, visitor);
        Fields fields = request.fields();
        Optional<String> status = fields.choice("typing_status", "on", "off");
        fields.check();
        typing.tell(found, true, status.orElse("on").equals("on"));
        return Reply.empty();
    }

    /** Everything up to now, or up to {@code seq}, has been seen. */
    Reply updateLastSeen(Request request) {
        VisitorView visitor = contacts.visitor(request);
        ConversationView found = conversation(request, visitor);
        Fields fields = request.fields();
        OptionalLong seq = fields.number("seq");
        fields.check();
        int seen = Math.clamp(seq.orElse(found.visitorSeq()), -1, Integer.MAX_VALUE);
        Answer answer =
                writes.await(
                        writes.submit(
                                new Command.MarkSeen(
                                        writes.origin(
                                                Writes.Actor.of(visitor), visitor.keyId(), ""),
                                        found.id(),
                                        seen)));
        return Reply.empty().with(POSITION, Long.toString(answer.position()));
    }

    Reply postMessage(Request request) {
        VisitorView visitor = contacts.visitor(request);
        ConversationView found = conversation(request, visitor);
        Fields fields = request.fields();
        Writes.Draft draft = draft(fields, idempotencyKey(request, fields), false);
        fields.check();
        Answer answer =
                writes.await(writes.post(Writes.Actor.of(visitor), visitor, found.id(), draft));
        return positioned(
                shapes.message(posted(reads, found, answer), written(found.id()), visitor), answer);
    }

    Reply messages(Request request) {
        VisitorView visitor = contacts.visitor(request);
        return Reply.json(shapes.messages(conversation(request, visitor), visitor, Reads.SHOWN));
    }

    /** Answers a question that a message put: a rating of the conversation, or a form's values. */
    Reply updateMessage(Request request) {
        VisitorView visitor = contacts.visitor(request);
        ConversationView found = conversation(request, visitor);
        long id = request.pathId("message_id", "message");
        Message message =
                reads.found("message", () -> reads.message(found, id).filter(each -> !each.note()));
        Fields fields = request.fields();
        Optional<ObjectNode> values =
                fields.object("submitted_values", Limits.ATTRIBUTES_BYTES / 2);
        Fields survey = fields.nested("submitted_values").nested("csat_survey_response");
        OptionalLong rating = survey.number("rating");
        Optional<String> comment = survey.text("feedback_message", Limits.COMMENT_BYTES);
        if (values.isEmpty()) {
            fields.wrong("submitted_values", "REQUIRED", "is required");
        }
        if (rating.isPresent()
                && (rating.getAsLong() < Limits.RATING_MIN
                        || rating.getAsLong() > Limits.RATING_MAX)) {
            survey.wrong(
                    "rating",
                    "VALUE_OUT_OF_RANGE",
                    "must be " + Limits.RATING_MIN + "-" + Limits.RATING_MAX);
        }
        fields.check();
        Writes.Actor actor = Writes.Actor.of(visitor);
        ObjectNode attributes = VisitorShapes.contentAttributes(message).deepCopy();
        attributes.set("submitted_values", values.orElseGet(Json::object));
        // Made before anything is written: it may be refused as too long.
        Command update = writes.update(actor, visitor, message, attributes);
        if (rating.isPresent()) {
            writes.await(
                    writes.rate(
                            actor, visitor, found, (int) rating.getAsLong(), comment.orElse("")));
        }
        Answer answer = writes.await(writes.submit(update));
        ConversationView after = written(found.id());
        Message updated = reads.message(after, id).orElse(message);
        return positioned(shapes.message(updated, after, visitor), answer);
    }

    static final String POSITION = "X-Parley-Position";

    static Reply positioned(ObjectNode shape, Answer answer) {
        return positioned(Reply.json(shape), answer);
    }

    static Reply positioned(Reply reply, Answer answer) {
        return reply.with(POSITION, Long.toString(answer.position()));
    }

    /** The message of a body; what is wrong with it is noted in {@code fields}. */
    static Writes.Draft draft(Fields fields, String key, boolean note) {
        String content = fields.requiredText("content", Limits.MESSAGE_BYTES);
        if (fields.has("content")
                && fields.text("content", Limits.MESSAGE_BYTES).equals(Optional.of(""))) {
            fields.wrong("content", "REQUIRED", "must not be empty");
        }
        ObjectNode attributes =
                fields.object("content_attributes", Limits.ATTRIBUTES_BYTES / 2)
                        .orElseGet(Json::object);
        return new Writes.Draft(content, note, key, attributes);
    }

    /** {@code echo_id} of the body, else the header; empty for none. */
    static String idempotencyKey(Request request, Fields fields) {
        Optional<String> echoId = fields.text("echo_id", Limits.IDEMPOTENCY_KEY_BYTES);
        if (echoId.isPresent()) {
            return echoId.get();
        }
        String header = request.header("Idempotency-Key").orElse("");
        if (header.length() > Limits.IDEMPOTENCY_KEY_BYTES) {
            fields.wrong(
                    "Idempotency-Key",
                    "LIMIT_EXCEEDED",
                    "bytes=" + header.length() + " exceeds " + Limits.IDEMPOTENCY_KEY_BYTES);
            return "";
        }
        return header;
    }

    /** The message that an accepted answer tells of, as the log has it. */
    static Message posted(Reads reads, ConversationView conversation, Answer answer) {
        return reads.messageAt(conversation.shop(), answer.position())
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "position="
                                                + answer.position()
                                                + " holds no message that was answered"));
    }

    private ConversationView conversation(Request request, VisitorView visitor) {
        long number = request.pathId("conversation_id", "conversation");
        // Another visitor's is not told apart from one that is not there.
        return reads.found(
                "conversation",
                () ->
                        reads.reading()
                                .conversation(visitor.account(), number)
                                .filter(found -> found.visitor() == visitor.id()));
    }

    private ConversationView written(long conversation) {
        return reads.reading()
                .conversation(conversation)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "conversation="
                                                + conversation
                                                + " was answered and is not in the views"));
    }
}
