package dev.parley.domain.floor;

import dev.parley.domain.ActorKind;
import dev.parley.domain.Command;
import dev.parley.domain.Hash;
import dev.parley.domain.Header;
import dev.parley.domain.Origin;
import dev.parley.domain.Outcome;
import dev.parley.domain.Presence;
import dev.parley.domain.Recalled;
import dev.parley.domain.Rejection;
import dev.parley.domain.Request;
import dev.parley.domain.Role;
import dev.parley.domain.Slice;
import dev.parley.domain.conversation.Conversation;

import java.util.List;
import java.util.Objects;

/**
 * One account with a shop (target 60 s) and an inbox, and short words for what happens there. Time
 * is a field.
 */
final class Scene {
    static final long SECOND = 1_000_000;
    static final Slice TEXT = Slice.of(new byte[] {1, 2, 3});

    final History history = new History();
    final Floor floor = new Floor(0);
    final Decider decider = new Decider(floor, new Header(), history.sink(new Evolver(floor)));
    final Outcome outcome = new Outcome();
    final long account;
    final long shop;
    final long inbox;
    long now = 1_000 * SECOND;

    Scene() {
        account = done(new Command.RegisterAccount(Origin.of(0, ActorKind.OPERATOR, 0), 1, TEXT));
        shop = done(new Command.RegisterShop(operator(), 60, TEXT, TEXT));
        inbox = done(new Command.RegisterInbox(operator(), shop, new Hash(7, 7), TEXT, TEXT));
    }

    Origin operator() {
        return Origin.of(account, ActorKind.OPERATOR, 0);
    }

    Origin visitorOrigin(long visitor) {
        return Origin.of(account, ActorKind.VISITOR, visitor);
    }

    Origin agentOrigin(long agent) {
        return Origin.of(account, ActorKind.AGENT, agent);
    }

    /** Decides; answers NONE or the refusal, which must have recorded nothing. */
    Rejection ask(Request request) {
        int before = events();
        decider.decide(request, now, outcome);
        if (outcome.rejection != Rejection.NONE && events() != before) {
            throw new AssertionError(request + " was refused and yet recorded something");
        }
        return outcome.rejection;
    }

    /** Decides what must be accepted; answers the id. */
    long done(Request request) {
        Rejection rejection = ask(request);
        if (rejection != Rejection.NONE) {
            throw new AssertionError(request + " was refused: " + rejection);
        }
        return outcome.id;
    }

    long agent(int capacity) {
        return done(
                new Command.RegisterAgent(
                        operator(), 2, capacity, Role.AGENT, new Hash(3, 4), TEXT, TEXT));
    }

    long onlineAgent(int capacity) {
        long agent = agent(capacity);
        presence(agent, Presence.ONLINE);
        return agent;
    }

    void presence(long agent, Presence presence) {
        done(new Command.ChangePresence(agentOrigin(agent), agent, presence));
    }

    long visitor() {
        return done(
                new Command.RegisterVisitor(
                        Origin.of(account, ActorKind.VISITOR, 0),
                        5,
                        inbox,
                        new Hash(8, 9),
                        TEXT,
                        TEXT));
    }

    Command.EraseVisitor erase(long visitor) {
        return new Command.EraseVisitor(operator(), visitor, 5);
    }

    long start(long visitor) {
        return done(new Command.StartConversation(visitorOrigin(visitor), visitor, TEXT));
    }

    /** A new visitor's conversation with its first message. */
    long arrival() {
        long conversation = start(visitor());
        write(conversation);
        return conversation;
    }

    /** The visitor writes. */
    void write(long conversation) {
        done(post(visitorOrigin(the(conversation).visitor), conversation, false));
    }

    Rejection reply(long agent, long conversation) {
        return ask(post(agentOrigin(agent), conversation, false));
    }

    static Command.PostMessage post(Origin origin, long conversation, boolean note) {
        return new Command.PostMessage(origin, conversation, note, TEXT, Slice.EMPTY);
    }

    Rejection resolve(long agent, long conversation) {
        return ask(new Command.ResolveConversation(agentOrigin(agent), conversation));
    }

    /** {@code late}, asked again with {@code left} as it left memory. */
    Recalled recalled(Command late, Conversation left) {
        return new Recalled(
                late,
                now,
                new Recalled.VisitorSummary(left.visitor, 5, left.shop, left.inbox),
                List.of(
                        new Recalled.ConversationSummary(
                                left.id,
                                left.shop,
                                left.inbox,
                                left.visitor,
                                left.number,
                                left.seq,
                                left.visitorSeq,
                                left.firstResponse,
                                left.armedAt,
                                left.deadline,
                                left.idleSince)));
    }

    Conversation the(long conversation) {
        return Objects.requireNonNull(floor.conversation(conversation));
    }

    int events() {
        return history.entries().size();
    }

    /** What {@code action} recorded, in order. */
    List<String> recordedBy(Runnable action) {
        int before = events();
        action.run();
        return history.typesFrom(before);
    }
}
