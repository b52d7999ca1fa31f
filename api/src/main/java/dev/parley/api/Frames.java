package dev.parley.api;

import dev.parley.api.http.Fields;
import dev.parley.api.http.Json;
import dev.parley.api.http.Problem;
import dev.parley.api.http.Refused;
import dev.parley.api.ws.Frame;
import dev.parley.domain.ActorKind;
import dev.parley.domain.Answer;
import dev.parley.domain.Command;
import dev.parley.domain.Limits;
import dev.parley.domain.Rejection;
import dev.parley.projection.ConversationView;
import dev.parley.projection.VisitorView;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Carries out what a known peer sends over its socket: one frame after the other, without waiting
 * for the log between posts. Called on the socket's own virtual thread, but where said.
 */
final class Frames {
    private static final int REQUEST_ID_BYTES = 256;

    private final Reads reads;
    private final Writes writes;
    private final Typing typing;
    private final Resumes resumes;
    private final Live live;
    private final Executor teller;

    /**
     * @param teller tells answers to posts, on the thread that pushes events while there is one, so
     *     that both leave together
     */
    Frames(Reads reads, Writes writes, Typing typing, Resumes resumes, Live live, Executor teller) {
        this.reads = reads;
        this.writes = writes;
        this.typing = typing;
        this.resumes = resumes;
        this.live = live;
        this.teller = teller;
    }

    /** One frame by its name. Throws Refused for what cannot be carried out as sent. */
    void carryOut(Sockets.Peer peer, String name, Fields fields) {
        switch (name) {
            case "post" -> post(peer, fields);
            case "resume" -> resume(peer, fields);
            case "typing" -> typing(peer, fields);
            case "seen" -> seen(peer, fields);
            case "presence" -> presence(peer, fields);
            case "pong" -> {}
            default ->
                    throw new Refused(
                            Problem.of(422, "UNKNOWN_FRAME", "there is no frame of this name"));
        }
    }

    /** The request id of a frame, for its error; empty where there is none. */
    static String requestId(Fields fields) {
        return fields.text("request_id", REQUEST_ID_BYTES).orElse("");
    }

    /**
     * Posts where all that it needs is in memory; false, with nothing done or noted, where it is
     * not. Never waits for the disk or an answer, so that an I/O thread may do it: one hop less.
     */
    boolean postAtHand(Sockets.Peer peer, Fields fields) {
        OptionalLong id = fields.number("conversation");
        if (id.isEmpty()) {
            return false;
        }
        Optional<Reads.Place> place = reads.placeAtHand(id.getAsLong());
        if (place.isEmpty() || !maySee(peer, place.get().conversation())) {
            return false;
        }
        post(peer, fields, place.get().conversation(), place.get().visitor());
        return true;
    }

    private void post(Sockets.Peer peer, Fields fields) {
        OptionalLong id = fields.number("conversation");
        fields.check();
        ConversationView conversation =
                id.isPresent() ? conversation(peer, id.getAsLong()) : current(peer);
        post(peer, fields, conversation, visitor(conversation));
    }

    private void post(
            Sockets.Peer peer, Fields fields, ConversationView conversation, VisitorView visitor) {
        String requestId = requestId(fields);
        boolean note = fields.flag("private");
        String echoId = fields.text("echo_id", Limits.IDEMPOTENCY_KEY_BYTES).orElse("");
        Writes.Draft draft =
                VisitorApi.draft(fields, echoId, note && peer instanceof Sockets.Peer.Agent);
        fields.check();
        CompletableFuture<Answer> pending =
                writes.post(actor(peer), visitor, conversation.id(), draft, teller);
        CompletableFuture<Answer> _ =
                pending.whenComplete(
                        (answer, failure) ->
                                answered(
                                        peer,
                                        requestId,
                                        conversation.id(),
                                        failure == null
                                                ? answer
                                                : Answer.refused(Rejection.OUTCOME_UNKNOWN)));
    }

    private void answered(Sockets.Peer peer, String requestId, long conversation, Answer answer) {
        if (!answer.accepted()) {
            Problem problem = Refusals.problem(answer.rejection());
            peer.socket().error(requestId, problem);
            return;
        }
        int seq = peer instanceof Sockets.Peer.Agent ? answer.seq() : answer.visitorSeq();
        Frame ack =
                Socket.frame(
                        "ack",
                        out -> {
                            out.writeStartObject();
                            out.writeStringField("request_id", requestId);
                            out.writeNumberField("conversation", conversation);
                            out.writeNumberField("number", answer.number());
                            out.writeNumberField("seq", seq);
                            out.writeNumberField("position", answer.position());
                            out.writeNumberField("id", answer.id());
                            out.writeEndObject();
                        });
        live.answer(peer.socket(), ack);
    }

    private void resume(Sockets.Peer peer, Fields fields) {
        OptionalLong id = fields.number("conversation");
        OptionalLong seq = fields.number("seq");
        if (id.isEmpty()) {
            fields.wrong("conversation", "REQUIRED", "is required");
        }
        fields.check();
        ConversationView conversation = conversation(peer, id.orElse(0));
        resumes.run(peer, conversation, Math.clamp(seq.orElse(0), -1, Integer.MAX_VALUE));
    }

    private void typing(Sockets.Peer peer, Fields fields) {
        long id = fields.number("conversation").orElse(0);
        boolean on = fields.flag("on");
        fields.check();
        typing.tell(conversation(peer, id), peer instanceof Sockets.Peer.Visitor, on);
    }

    private void seen(Sockets.Peer peer, Fields fields) {
        long id = fields.number("conversation").orElse(0);
        long seq = fields.number("seq").orElse(0);
        String requestId = requestId(fields);
        fields.check();
        ConversationView conversation = conversation(peer, id);
        reportRefusal(
                peer,
                requestId,
                writes.submit(
                        new Command.MarkSeen(
                                writes.origin(actor(peer), 0, ""),
                                conversation.id(),
                                Math.clamp(seq, -1, Integer.MAX_VALUE))));
    }

    private void presence(Sockets.Peer peer, Fields fields) {
        Optional<String> wanted = fields.choice("availability", "online", "busy", "offline");
        if (wanted.isEmpty()) {
            fields.wrong("availability", "REQUIRED", "is required");
        }
        String requestId = requestId(fields);
        fields.check();
        if (!(peer instanceof Sockets.Peer.Agent agent)) {
            throw new Refused(Refusals.problem(Rejection.NOT_PARTICIPANT));
        }
        reportRefusal(
                peer,
                requestId,
                writes.submit(
                        new Command.ChangePresence(
                                writes.origin(actor(peer), 0, ""),
                                agent.id(),
                                AgentShapes.presence(wanted.orElse("offline")))));
    }

    private static void reportRefusal(
            Sockets.Peer peer, String requestId, CompletableFuture<Answer> pending) {
        CompletableFuture<Void> _ =
                pending.thenAccept(
                        answer -> {
                            if (!answer.accepted()) {
                                Problem problem = Refusals.problem(answer.rejection());
                                peer.socket().error(requestId, problem);
                            }
                        });
    }

    /** The visitor's newest open conversation, or a new one. */
    private ConversationView current(Sockets.Peer peer) {
        if (!(peer instanceof Sockets.Peer.Visitor visitor)) {
            throw new Refused(Problem.field("conversation", "REQUIRED", "is required"));
        }
        Optional<ConversationView> open =
                reads.reading().conversationsOf(visitor.id(), 1).stream()
                        .filter(ConversationView::open)
                        .findFirst();
        if (open.isPresent()) {
            return open.get();
        }
        VisitorView view = reads.found("visitor", () -> reads.reading().visitor(visitor.id()));
        Answer started = writes.await(writes.start(actor(peer), view, Json.object(), ""));
        return conversation(peer, started.id());
    }

    /** Throws Refused for whatever is not the peer's to see: 404, or 410 for who was erased. */
    private ConversationView conversation(Sockets.Peer peer, long id) {
        ConversationView conversation =
                reads.found(
                        "conversation",
                        () ->
                                reads.reading()
                                        .conversation(id)
                                        .filter(found -> maySee(peer, found)));
        if (peer instanceof Sockets.Peer.Visitor) {
            reads.requireNotErased(visitor(conversation));
        }
        return conversation;
    }

    private static boolean maySee(Sockets.Peer peer, ConversationView conversation) {
        return switch (peer) {
            case Sockets.Peer.Agent agent -> conversation.account() == agent.account();
            case Sockets.Peer.Visitor visitor -> conversation.visitor() == visitor.id();
        };
    }

    private VisitorView visitor(ConversationView conversation) {
        return reads.found("visitor", () -> reads.reading().visitor(conversation.visitor()));
    }

    private static Writes.Actor actor(Sockets.Peer peer) {
        return switch (peer) {
            case Sockets.Peer.Agent agent ->
                    new Writes.Actor(agent.account(), ActorKind.AGENT, agent.id());
            case Sockets.Peer.Visitor visitor ->
                    new Writes.Actor(visitor.account(), ActorKind.VISITOR, visitor.id());
        };
    }
}
