package dev.parley.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.api.http.Json;
import dev.parley.api.http.Problem;
import dev.parley.api.http.Refused;
import dev.parley.domain.ActorKind;
import dev.parley.domain.Answer;
import dev.parley.domain.Command;
import dev.parley.domain.Hash;
import dev.parley.domain.Limits;
import dev.parley.domain.Origin;
import dev.parley.domain.Rejection;
import dev.parley.domain.Slice;
import dev.parley.projection.ConversationView;
import dev.parley.projection.VisitorView;
import dev.parley.seal.Hashes;
import dev.parley.seal.KeyStoreException;
import dev.parley.seal.SealedField;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/**
 * Makes commands: seals, hashes, submits and waits for the log. Any thread but the shard's own;
 * about 10 us of work a message on the caller's.
 */
final class Writes {
    private final Backend backend;
    private final Envelopes envelopes;
    private final Hashes hashes;
    private final RandomGenerator random;
    private final long answerMillis;

    Writes(
            Backend backend,
            Envelopes envelopes,
            Hashes hashes,
            RandomGenerator random,
            long answerMillis) {
        this.backend = backend;
        this.envelopes = envelopes;
        this.hashes = hashes;
        this.random = random;
        this.answerMillis = answerMillis;
    }

    /** Who does something. */
    record Actor(long account, ActorKind kind, long id) {
        static Actor of(VisitorView visitor) {
            return new Actor(visitor.account(), ActorKind.VISITOR, visitor.id());
        }
    }

    /**
     * A message to be posted.
     *
     * @param echoId idempotency key and the client's own name for the message; empty for none
     */
    record Draft(String content, boolean note, String echoId, ObjectNode contentAttributes) {}

    /** Where a command comes from; {@code key} empty for none. */
    Origin origin(Actor actor, long keyId, String key, byte[]... payload) {
        try {
            Hash keyHash = key.isEmpty() ? Hash.NONE : hashes.idempotencyKey(keyId, key);
            Hash payloadHash = key.isEmpty() ? Hash.NONE : hashes.payload(keyId, payload);
            return new Origin(
                    actor.account(),
                    actor.kind(),
                    actor.id(),
                    correlation(),
                    keyHash,
                    payloadHash,
                    List.of(),
                    0);
        } catch (KeyStoreException e) {
            throw Refusals.of(e);
        }
    }

    /** One draw: a SecureRandom is locked for each. */
    private Hash correlation() {
        byte[] drawn = new byte[2 * Long.BYTES];
        random.nextBytes(drawn);
        ByteBuffer both = ByteBuffer.wrap(drawn);
        return new Hash(both.getLong(), both.getLong());
    }

    /** Posts a message into a conversation of {@code visitor}, sealed under the visitor's key. */
    CompletableFuture<Answer> post(
            Actor actor, VisitorView visitor, long conversation, Draft draft) {
        return backend.submit(message(actor, visitor, conversation, draft));
    }

    /** The same, the answer told by {@code teller}. */
    CompletableFuture<Answer> post(
            Actor actor, VisitorView visitor, long conversation, Draft draft, Executor teller) {
        return backend.submit(message(actor, visitor, conversation, draft), teller);
    }

    private Command.PostMessage message(
            Actor actor, VisitorView visitor, long conversation, Draft draft) {
        Origin origin =
                origin(
                        actor,
                        visitor.keyId(),
                        draft.echoId(),
                        utf8(draft.note() ? "note" : "message"),
                        utf8(draft.content()),
                        utf8(Json.text(draft.contentAttributes())));
        return new Command.PostMessage(
                origin,
                conversation,
                draft.note(),
                envelopes.seal(
                        visitor.keyId(),
                        visitor.shop(),
                        SealedField.MESSAGE_CONTENT,
                        draft.content()),
                attributes(
                        visitor,
                        SealedField.MESSAGE_ATTRIBUTES,
                        draft.echoId(),
                        draft.contentAttributes()));
    }

    /** Starts an empty conversation. */
    CompletableFuture<Answer> start(
            Actor actor, VisitorView visitor, ObjectNode context, String key) {
        Origin origin =
                origin(actor, visitor.keyId(), key, utf8("start"), utf8(Json.text(context)));
        return backend.submit(
                new Command.StartConversation(
                        origin,
                        visitor.id(),
                        envelopes.seal(
                                visitor.keyId(),
                                visitor.shop(),
                                SealedField.CONVERSATION_CONTEXT,
                                context)));
    }

    /** Gives a message a new set of content attributes; the text stays. */
    Command update(
            Actor actor, VisitorView visitor, Message message, ObjectNode contentAttributes) {
        return new Command.UpdateMessage(
                origin(actor, visitor.keyId(), ""),
                message.conversation(),
                message.id(),
                message.seq(),
                message.note(),
                envelopes.seal(
                        visitor.keyId(),
                        visitor.shop(),
                        SealedField.MESSAGE_UPDATED_CONTENT,
                        message.content().orElse("")),
                attributes(
                        visitor,
                        SealedField.MESSAGE_UPDATED_ATTRIBUTES,
                        message.attributes().path("echo_id").asText(""),
                        contentAttributes));
    }

    CompletableFuture<Answer> rate(
            Actor actor,
            VisitorView visitor,
            ConversationView conversation,
            int rating,
            String comment) {
        return backend.submit(
                new Command.RateConversation(
                        origin(actor, visitor.keyId(), ""),
                        conversation.id(),
                        rating,
                        comment.isEmpty()
                                ? Slice.EMPTY
                                : envelopes.seal(
                                        visitor.keyId(),
                                        visitor.shop(),
                                        SealedField.RATING_COMMENT,
                                        comment)));
    }

    CompletableFuture<Answer> submit(Command command) {
        return backend.submit(command);
    }

    /** The accepted answer. Throws Refused with the problem otherwise. */
    Answer await(CompletableFuture<Answer> pending) {
        Answer answer = outcome(pending);
        if (!answer.accepted()) {
            throw new Refused(Refusals.problem(answer.rejection()));
        }
        return answer;
    }

    /** The answer, refused or not; OUTCOME_UNKNOWN where none came in time. */
    Answer outcome(CompletableFuture<Answer> pending) {
        try {
            return pending.get(answerMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException _) {
            return Answer.refused(Rejection.OUTCOME_UNKNOWN);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Answer.refused(Rejection.OUTCOME_UNKNOWN);
        }
    }

    /** Throws Refused(LIMIT_EXCEEDED) for an object too long to be kept. */
    static void checkSize(String field, ObjectNode object, int maxBytes) {
        int bytes = utf8(Json.text(object)).length;
        if (bytes > maxBytes) {
            throw new Refused(
                    Problem.field(
                            field, "LIMIT_EXCEEDED", "bytes=" + bytes + " exceeds " + maxBytes));
        }
    }

    private Slice attributes(
            VisitorView visitor, SealedField field, String echoId, ObjectNode contentAttributes) {
        ObjectNode attributes = Json.object();
        if (!echoId.isEmpty()) {
            attributes.put("echo_id", echoId);
        }
        if (!contentAttributes.isEmpty()) {
            attributes.set("content_attributes", contentAttributes);
        }
        checkSize("content_attributes", attributes, Limits.ATTRIBUTES_BYTES);
        return envelopes.seal(visitor.keyId(), visitor.shop(), field, attributes);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
