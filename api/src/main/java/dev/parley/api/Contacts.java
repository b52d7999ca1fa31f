package dev.parley.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.api.http.Fields;
import dev.parley.api.http.Json;
import dev.parley.api.http.Problem;
import dev.parley.api.http.Refused;
import dev.parley.api.http.Reply;
import dev.parley.api.http.Request;
import dev.parley.domain.ActorKind;
import dev.parley.domain.Answer;
import dev.parley.domain.Command;
import dev.parley.domain.Limits;
import dev.parley.projection.InboxView;
import dev.parley.projection.VisitorView;
import dev.parley.seal.Hashes;
import dev.parley.seal.KeyStore;
import dev.parley.seal.SealedField;

import java.util.List;
import java.util.Optional;

/**
 * Visitors: 3 of the 12 operations of the client API, and who a request is from. A visitor is known
 * by the secret {@code source_id} alone: whoever has it is the visitor.
 */
final class Contacts {
    private static final List<String> TEXTS =
            List.of("name", "email", "phone_number", "identifier");

    private final Reads reads;
    private final Writes writes;
    private final VisitorShapes shapes;
    private final Envelopes envelopes;
    private final Hashes hashes;
    private final KeyStore keys;
    private final Secrets secrets;
    private final PubsubTokens tokens;
    private final Rates rates;

    Contacts(
            Reads reads,
            Writes writes,
            VisitorShapes shapes,
            Envelopes envelopes,
            Hashes hashes,
            KeyStore keys,
            Secrets secrets,
            PubsubTokens tokens,
            Rates rates) {
        this.reads = reads;
        this.writes = writes;
        this.shapes = shapes;
        this.envelopes = envelopes;
        this.hashes = hashes;
        this.keys = keys;
        this.secrets = secrets;
        this.tokens = tokens;
        this.rates = rates;
    }

    /** The inbox whose secret identifier this is. */
    Optional<InboxView> inbox(String identifier) {
        var hash = hashes.inboxIdentifier(identifier);
        return reads.reading().ask(views -> views.directory().inbox(hash));
    }

    /**
     * The visitor that the path names. Throws Refused(404) where inbox or visitor is unknown, 410
     * where the visitor was erased, 429 where it asks for too much.
     */
    VisitorView visitor(Request request) {
        InboxView inbox = theInbox(request);
        VisitorView visitor =
                reads.found(
                        "contact",
                        () ->
                                reads.reading()
                                        .visitor(
                                                hashes.sourceId(request.path("contact_identifier")))
                                        .filter(found -> found.inbox() == inbox.id()));
        rates.asking(visitor.id());
        reads.requireNotErased(visitor);
        return visitor;
    }

    Reply create(Request request) {
        InboxView inbox = theInbox(request);
        ObjectNode profile = profile(request, Json.object());
        rates.creating(inbox.id(), request.clientAddress());
        long keyId = keys.take();
        String sourceId = secrets.make();
        var actor = new Writes.Actor(inbox.account(), ActorKind.VISITOR, 0);
        Answer answer =
                writes.await(
                        writes.submit(
                                new Command.RegisterVisitor(
                                        writes.origin(actor, keyId, ""),
                                        keyId,
                                        inbox.id(),
                                        hashes.sourceId(sourceId),
                                        envelopes.seal(
                                                keyId,
                                                inbox.shop(),
                                                SealedField.VISITOR_SOURCE_ID,
                                                sourceId),
                                        envelopes.seal(
                                                keyId,
                                                inbox.shop(),
                                                SealedField.VISITOR_PROFILE,
                                                profile))));
        return VisitorApi.positioned(shown(written(answer.id())), answer);
    }

    Reply get(Request request) {
        return Reply.json(shown(visitor(request)));
    }

    Reply update(Request request) {
        VisitorView visitor = visitor(request);
        ObjectNode profile = profile(request, reads.profile(visitor));
        Answer answer =
                writes.await(
                        writes.submit(
                                new Command.UpdateVisitor(
                                        writes.origin(
                                                Writes.Actor.of(visitor), visitor.keyId(), ""),
                                        visitor.id(),
                                        envelopes.seal(
                                                visitor.keyId(),
                                                visitor.shop(),
                                                SealedField.VISITOR_UPDATED_PROFILE,
                                                profile))));
        return VisitorApi.positioned(shown(written(visitor.id())), answer);
    }

    private ObjectNode shown(VisitorView visitor) {
        return shapes.contact(visitor, tokens.issue(visitor.id()));
    }

    /** {@code before} with what the body gives; attributes are merged name by name. */
    private static ObjectNode profile(Request request, ObjectNode before) {
        Fields fields = request.fields();
        for (String name : TEXTS) {
            fields.text(name, Limits.NAME_BYTES).ifPresent(text -> before.put(name, text));
        }
        fields.object("custom_attributes", Limits.PROFILE_BYTES)
                .ifPresent(
                        custom -> {
                            ObjectNode merged =
                                    before.path("custom_attributes") instanceof ObjectNode old
                                            ? old
                                            : Json.object();
                            merged.setAll(custom);
                            before.set("custom_attributes", merged);
                        });
        fields.check();
        Writes.checkSize("custom_attributes", before, Limits.PROFILE_BYTES);
        return before;
    }

    private InboxView theInbox(Request request) {
        return inbox(request.path("inbox_identifier"))
                .orElseThrow(() -> new Refused(Problem.notFound("inbox")));
    }

    private VisitorView written(long visitor) {
        return reads.reading()
                .visitor(visitor)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "visitor="
                                                + visitor
                                                + " was answered and is not in the views"));
    }
}
