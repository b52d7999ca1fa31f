package dev.parley.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.Reading;
import dev.parley.api.http.Problem;
import dev.parley.api.http.Refused;
import dev.parley.domain.Slice;
import dev.parley.projection.AccountView;
import dev.parley.projection.AgentView;
import dev.parley.projection.ConversationView;
import dev.parley.projection.InboxView;
import dev.parley.projection.ShopView;
import dev.parley.projection.VisitorView;
import dev.parley.seal.KeyState;
import dev.parley.seal.KeyStore;
import dev.parley.seal.SealedField;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads and opens what the shapes show. Any thread but the shard's own. */
final class Reads {
    /** What one look at a conversation's messages shows of them. */
    static final Newest SHOWN = new Newest(4_096, 1 << 20);

    private static final int INDEX_SECONDS = 5;

    private final Reading reading;
    private final Envelopes envelopes;
    private final KeyStore keys;

    Reads(Reading reading, Envelopes envelopes, KeyStore keys) {
        this.reading = reading;
        this.envelopes = envelopes;
        this.keys = keys;
    }

    /**
     * How far back a look at a conversation's messages goes.
     *
     * @param events of the conversation
     * @param bytes of its messages among these, sealed; one alone always fits
     */
    record Newest(int events, int bytes) {}

    Reading reading() {
        return reading;
    }

    /** A conversation and whose it is. */
    record Place(ConversationView conversation, VisitorView visitor) {}

    /** The place of a conversation whose views are in memory; one look, and no disk. */
    Optional<Place> placeAtHand(long conversation) {
        return reading.ask(
                views ->
                        views.board()
                                .find(conversation)
                                .flatMap(
                                        found ->
                                                views.visitors()
                                                        .find(found.visitor())
                                                        .filter(each -> each.source().isPresent())
                                                        .map(each -> new Place(found, each))));
    }

    /** The same of any conversation. */
    Optional<Place> place(long conversation) {
        Optional<Place> known = placeAtHand(conversation);
        return known.isPresent()
                ? known
                : reading.conversation(conversation)
                        .flatMap(
                                found ->
                                        reading.visitor(found.visitor())
                                                .map(each -> new Place(found, each)));
    }

    /** A person of the account. Texts are empty where the key is erased. */
    record Person(AgentView view, String name, String email) {
        /** How customers know the person. */
        String firstName() {
            int space = name.indexOf(' ');
            return space < 0 ? name : name.substring(0, space);
        }
    }

    Optional<Person> person(long agent) {
        return agent == 0
                ? Optional.empty()
                : reading.ask(views -> views.directory().agent(agent)).map(this::person);
    }

    Person person(AgentView view) {
        return new Person(
                view,
                envelopes
                        .text(
                                view.name(),
                                0,
                                SealedField.AGENT_NAME,
                                SealedField.AGENT_UPDATED_NAME)
                        .orElse(""),
                envelopes
                        .text(
                                view.email(),
                                0,
                                SealedField.AGENT_EMAIL,
                                SealedField.AGENT_UPDATED_EMAIL)
                        .orElse(""));
    }

    /** By its public number; throws Refused where none is found. */
    ConversationView conversation(long account, long number) {
        return found("conversation", () -> reading.conversation(account, number));
    }

    /**
     * What a look finds. Throws Refused where that is nothing: 503 while the index is behind, since
     * nobody may forget what could be found later, else 404.
     */
    <T> T found(String what, Supplier<Optional<T>> look) {
        // Before the look: an index that is made whole behind it would make a 404 of it.
        boolean whole = reading.isWhole();
        return look.get()
                .orElseThrow(
                        () ->
                                new Refused(
                                        whole
                                                ? Problem.notFound(what)
                                                : Problem.of(
                                                                503,
                                                                "INDEX_BEHIND",
                                                                "what is old is not found yet, ask"
                                                                        + " again")
                                                        .retryAfter(INDEX_SECONDS)));
    }

    /** Whose a conversation is. */
    VisitorView visitorOf(ConversationView conversation) {
        return reading.visitor(conversation.visitor())
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "visitor="
                                                + conversation.visitor()
                                                + " of conversation="
                                                + conversation.id()
                                                + " is not known"));
    }

    /** Throws Refused(410) for an erased visitor, to whom nothing more is shown. */
    void requireNotErased(VisitorView visitor) {
        if (keys.state(visitor.keyId()) == KeyState.ERASED) {
            throw Refusals.erased();
        }
    }

    ObjectNode profile(VisitorView visitor) {
        return envelopes.object(
                visitor.profile(),
                visitor.shop(),
                SealedField.VISITOR_PROFILE,
                SealedField.VISITOR_UPDATED_PROFILE);
    }

    String sourceId(VisitorView visitor) {
        return text(visitor.sourceId(), visitor.shop(), SealedField.VISITOR_SOURCE_ID);
    }

    ObjectNode context(ConversationView conversation) {
        return envelopes.object(
                conversation.context(), conversation.shop(), SealedField.CONVERSATION_CONTEXT);
    }

    ObjectNode settings(InboxView inbox) {
        return envelopes.object(inbox.settings(), inbox.shop(), SealedField.INBOX_SETTINGS);
    }

    String shopName(long shop) {
        Optional<ShopView> view = reading.ask(views -> views.directory().shop(shop));
        return view.isEmpty() ? "" : text(view.get().name(), 0, SealedField.SHOP_NAME);
    }

    String accountName(long account) {
        Optional<AccountView> view = reading.ask(views -> views.directory().account(account));
        return view.isEmpty() ? "" : text(view.get().name(), 0, SealedField.ACCOUNT_NAME);
    }

    /** The newest messages, the oldest of them first. */
    List<Message> messages(ConversationView conversation, Newest newest) {
        return gathered(
                conversation,
                newest.events(),
                new Transcript(envelopes, conversation.shop(), newest.bytes(), _ -> true));
    }

    /** A message among the events {@link #SHOWN}, however much was written behind it. */
    Optional<Message> message(ConversationView conversation, long id) {
        return gathered(
                        conversation,
                        SHOWN.events(),
                        Transcript.ofOne(envelopes, conversation.shop(), id))
                .stream()
                .findFirst();
    }

    private List<Message> gathered(
            ConversationView conversation, int events, Transcript transcript) {
        reading.play(
                reading.positions(
                        conversation.id(), Math.max(0, conversation.seq() - events), events),
                transcript);
        return transcript.messages();
    }

    /** The message whose event is at {@code position}; empty where that posted none. */
    Optional<Message> messageAt(long shop, long position) {
        if (position < 0) {
            return Optional.empty();
        }
        Transcript transcript = new Transcript(envelopes, shop, SHOWN.bytes(), _ -> true);
        reading.play(new long[] {position}, transcript);
        return transcript.messages().stream().findFirst();
    }

    private String text(Slice envelope, long shop, SealedField field) {
        return envelopes.text(envelope, shop, field).orElse("");
    }
}
