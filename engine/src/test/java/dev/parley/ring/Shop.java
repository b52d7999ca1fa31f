package dev.parley.ring;

import dev.parley.domain.ActorKind;
import dev.parley.domain.Command;
import dev.parley.domain.Hash;
import dev.parley.domain.Origin;
import dev.parley.domain.Presence;
import dev.parley.domain.Role;
import dev.parley.domain.Slice;

import java.nio.charset.StandardCharsets;
import java.util.function.ToLongFunction;

/** A shop with an inbox and one agent, and what is asked of it. */
final class Shop {
    static final int TARGET_SECONDS = 60;

    /** Every command is asked through this, which answers the id made. */
    private final ToLongFunction<Command> ask;

    final long account;
    final long shop;
    final long inbox;
    final long agent;

    Shop(ToLongFunction<Command> ask) {
        this.ask = ask;
        account = ask.applyAsLong(new Command.RegisterAccount(operator(0), 5, text("Retailer")));
        shop =
                ask.applyAsLong(
                        new Command.RegisterShop(
                                operator(account), TARGET_SECONDS, text("de"), text("Shop")));
        inbox =
                ask.applyAsLong(
                        new Command.RegisterInbox(
                                operator(account),
                                shop,
                                new Hash(1, 1),
                                text("inbox"),
                                text("settings")));
        agent =
                ask.applyAsLong(
                        new Command.RegisterAgent(
                                operator(account),
                                6,
                                30,
                                Role.AGENT,
                                new Hash(2, 2),
                                text("Ada"),
                                text("ada@example.com")));
    }

    void online() {
        long _ =
                ask.applyAsLong(
                        new Command.ChangePresence(
                                Origin.of(account, ActorKind.AGENT, agent),
                                agent,
                                Presence.ONLINE));
    }

    long visitor() {
        return ask.applyAsLong(
                new Command.RegisterVisitor(
                        operator(account),
                        7,
                        inbox,
                        new Hash(3, 3),
                        text("source"),
                        text("profile")));
    }

    long conversation(long visitor) {
        return ask.applyAsLong(
                new Command.StartConversation(byVisitor(visitor), visitor, text("page")));
    }

    /** A new visitor's conversation. */
    long conversation() {
        return conversation(visitor());
    }

    Command post(long visitor, long conversation) {
        return new Command.PostMessage(
                byVisitor(visitor), conversation, false, text("hello"), Slice.EMPTY);
    }

    Command post(long visitor, long conversation, long key) {
        return new Command.PostMessage(
                byVisitor(visitor).withKey(new Hash(8, key), new Hash(9, key)),
                conversation,
                false,
                text("hello"),
                Slice.EMPTY);
    }

    Command answer(long conversation) {
        return new Command.PostMessage(
                byAgent(), conversation, false, text("good day"), Slice.EMPTY);
    }

    Command resolve(long conversation) {
        return new Command.ResolveConversation(byAgent(), conversation);
    }

    Origin byAgent() {
        return Origin.of(account, ActorKind.AGENT, agent);
    }

    Origin byVisitor(long visitor) {
        return Origin.of(account, ActorKind.VISITOR, visitor);
    }

    static Origin operator(long account) {
        return Origin.of(account, ActorKind.OPERATOR, 0);
    }

    static Slice text(String text) {
        return Slice.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
