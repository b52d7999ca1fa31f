package dev.parley.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.api.http.Json;
import dev.parley.api.ws.Frame;
import dev.parley.domain.ActorKind;
import dev.parley.domain.AssignReason;
import dev.parley.domain.Header;
import dev.parley.domain.PartialEvents;
import dev.parley.domain.Presence;
import dev.parley.domain.QueueReason;
import dev.parley.domain.Slice;
import dev.parley.seal.SealedField;

import org.jspecify.annotations.Nullable;

import java.util.function.Function;

/** What agents and visitors are told of each event, live and in a resume. One thread. */
final class EventFrames implements PartialEvents {
    /** Where frames go; {@code seq} is the receiving side's own numbering. */
    interface Outlet {
        boolean hasAgents(long account);

        boolean hasVisitor(long visitor);

        void toAgents(long account, long conversation, int seq, Frame frame);

        void toVisitor(long visitor, long conversation, int seq, Frame frame);

        /** An event could not be turned into frames: whoever should have got them is behind. */
        void failed(Header h, RuntimeException cause);

        /** The agent's older tokens are void. */
        void tokenIssued(long account, long agent);
    }

    private final Reads reads;
    private final Envelopes envelopes;
    private final AgentShapes agents;
    private final VisitorShapes visitors;
    private final Outlet outlet;
    private final EventDelivery delivery;

    EventFrames(
            Reads reads,
            Envelopes envelopes,
            AgentShapes agents,
            VisitorShapes visitors,
            Outlet outlet) {
        this.reads = reads;
        this.envelopes = envelopes;
        this.agents = agents;
        this.visitors = visitors;
        this.outlet = outlet;
        this.delivery = new EventDelivery(reads, outlet);
    }

    @Override
    public void agentTokenIssued(Header h, long tokenHi, long tokenLo) {
        outlet.tokenIssued(h.account, h.stream);
    }

    @Override
    public void presenceChanged(Header h, Presence presence) {
        if (outlet.hasAgents(h.account)) {
            ObjectNode data = Json.object();
            ObjectNode agent = data.putObject("agent").put("id", h.stream);
            reads.person(h.stream).ifPresent(person -> agent.put("name", person.name()));
            data.put("availability", AgentShapes.availability(presence));
            toAgents(h, "PresenceChanged", data);
        }
    }

    /** So that nobody goes on showing what was read before. */
    @Override
    public void visitorErased(Header h, long keyId) {
        if (outlet.hasAgents(h.account)) {
            ObjectNode data = Json.object();
            data.putObject("contact").put("id", h.stream);
            toAgents(h, "VisitorErased", data);
        }
    }

    /** What is of no conversation. */
    private void toAgents(Header h, String type, ObjectNode data) {
        ObjectNode event = Json.object();
        event.put("type", type);
        event.put("at", EventDelivery.at(h));
        event.put("position", h.position);
        event.set("data", data);
        outlet.toAgents(h.account, 0, 0, Socket.frame("event", event));
    }

    @Override
    public void conversationStarted(
            Header h, long shop, long inbox, long visitor, long number, Slice context) {
        delivery.give(
                h, "ConversationStarted", this::whole, _ -> Json.object().put("status", "open"));
    }

    @Override
    public void messagePosted(
            Header h, long message, boolean note, Slice content, Slice attributes) {
        message(h, "MessagePosted", at -> read(h, at, message, note, content, attributes));
    }

    @Override
    public void messageUpdated(
            Header h, long message, int messageSeq, boolean note, Slice content, Slice attributes) {
        message(
                h,
                "MessageUpdated",
                at -> updated(h, at, message, messageSeq, note, content, attributes));
    }

    private void message(Header h, String type, Function<Reads.Place, Message> reading) {
        Once read = new Once(reading);
        delivery.write(
                h,
                type,
                (at, out) -> agents.message(read.of(at), at.conversation(), at.visitor(), out),
                (at, out) -> visitors.message(read.of(at), at.conversation(), at.visitor(), out));
    }

    /** What both sides are shown is opened once. */
    private static final class Once {
        private final Function<Reads.Place, Message> reading;

        /** Null before it was asked for. */
        private @Nullable Message message;

        Once(Function<Reads.Place, Message> reading) {
            this.reading = reading;
        }

        Message of(Reads.Place at) {
            Message known = message;
            if (known == null) {
                known = reading.apply(at);
                message = known;
            }
            return known;
        }
    }

    @Override
    public void firstResponseArmed(Header h, long warnAt, long deadline) {
        delivery.give(
                h, "FirstResponseArmed", at -> firstResponse(at, "armed"), EventFrames::nothing);
    }

    @Override
    public void firstResponseWarned(Header h, long intendedAt) {
        delivery.give(
                h,
                "FirstResponseWarned",
                at -> firstResponse(at, "warned").put("intended_at", intendedAt),
                EventFrames::nothing);
    }

    @Override
    public void firstResponseBreached(Header h, long intendedAt) {
        delivery.give(
                h,
                "FirstResponseBreached",
                at ->
                        firstResponse(at, "breached")
                                .put("intended_at", intendedAt)
                                .put("lateness_micros", h.recordedAt - intendedAt),
                EventFrames::nothing);
    }

    @Override
    public void firstResponseMet(Header h, long elapsedMicros, boolean withinTarget) {
        delivery.give(
                h,
                "FirstResponseMet",
                at ->
                        firstResponse(at, "met")
                                .put("elapsed_micros", elapsedMicros)
                                .put("within_target", withinTarget),
                EventFrames::nothing);
    }

    @Override
    public void conversationQueued(Header h, QueueReason reason, long previousAgent) {
        delivery.give(
                h,
                "ConversationQueued",
                at -> whole(at).put("reason", reason.name()).put("previous_agent", previousAgent),
                this::waiting);
    }

    @Override
    public void conversationAssigned(
            Header h, AssignReason reason, long agent, long previousAgent) {
        delivery.give(
                h,
                "ConversationAssigned",
                at -> {
                    ObjectNode data = whole(at);
                    ObjectNode assignee = data.putObject("assignee").put("id", agent);
                    reads.person(agent).ifPresent(person -> assignee.put("name", person.name()));
                    return data.put("reason", reason.name()).put("previous_agent", previousAgent);
                },
                _ -> {
                    ObjectNode data = Json.object();
                    String name = reads.person(agent).map(Reads.Person::firstName).orElse("");
                    data.putObject("assignee").put("name", name);
                    return data;
                });
    }

    @Override
    public void conversationResolved(Header h, long agent) {
        delivery.give(
                h,
                "ConversationResolved",
                at -> whole(at).put("status", "resolved").put("by", by(h)),
                _ -> Json.object().put("status", "resolved").put("by", by(h)));
    }

    @Override
    public void conversationReopened(Header h) {
        delivery.give(
                h,
                "ConversationReopened",
                at -> whole(at).put("status", "open").put("by", by(h)),
                _ -> Json.object().put("status", "open").put("by", by(h)));
    }

    @Override
    public void conversationRated(Header h, int rating, Slice comment) {
        delivery.give(
                h,
                "ConversationRated",
                at ->
                        Json.object()
                                .put("rating", rating)
                                .put(
                                        "comment",
                                        envelopes
                                                .text(
                                                        comment,
                                                        at.conversation().shop(),
                                                        SealedField.RATING_COMMENT)
                                                .orElse(null)),
                _ -> Json.object().put("rating", rating));
    }

    /** Each side's seq is told to it in its own numbering. */
    @Override
    public void conversationSeen(Header h, int seenSeq) {
        boolean byVisitor = h.actorKind == ActorKind.VISITOR;
        delivery.give(
                h,
                "ConversationSeen",
                _ ->
                        Json.object()
                                .put("from", by(h))
                                .put(byVisitor ? "visitor_seq" : "seen_seq", seenSeq),
                at -> {
                    int seen = byVisitor ? seenSeq : visibleUpTo(at.conversation().id(), seenSeq);
                    return Json.object().put("from", by(h)).put("seen_seq", seen);
                });
    }

    private int visibleUpTo(long conversation, int seq) {
        return reads.reading().ask(views -> views.transcripts().visibleUpTo(conversation, seq));
    }

    private static String by(Header h) {
        return switch (h.actorKind) {
            case VISITOR -> "visitor";
            case AGENT -> "agent";
            case SYSTEM, OPERATOR -> "system";
        };
    }

    private static ObjectNode nothing(Reads.Place at) {
        return Json.object();
    }

    private ObjectNode whole(Reads.Place at) {
        ObjectNode data = Json.object();
        data.set("conversation", agents.conversation(at.conversation(), at.visitor()));
        return data;
    }

    private ObjectNode waiting(Reads.Place at) {
        ObjectNode data = Json.object();
        visitors.waiting(at.conversation(), data);
        return data;
    }

    private static ObjectNode firstResponse(Reads.Place at, String state) {
        ObjectNode data = Json.object();
        data.set(
                "first_response", AgentShapes.firstResponse(at.conversation()).put("state", state));
        return data;
    }

    private Message read(
            Header h, Reads.Place at, long message, boolean note, Slice content, Slice attributes) {
        Transcript one = Transcript.ofOne(envelopes, at.conversation().shop(), message);
        one.messagePosted(h, message, note, content, attributes);
        return one.messages().getFirst();
    }

    /** As this event left it: who wrote it, and when, only the event that posted it knows. */
    private Message updated(
            Header h,
            Reads.Place at,
            long message,
            int messageSeq,
            boolean note,
            Slice content,
            Slice attributes) {
        Transcript both = Transcript.ofOne(envelopes, at.conversation().shop(), message);
        reads.reading().play(reads.reading().positions(h.stream, messageSeq - 1, 1), both);
        both.messageUpdated(h, message, messageSeq, note, content, attributes);
        return both.messages().stream()
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("message=" + message + " is not found"));
    }
}
