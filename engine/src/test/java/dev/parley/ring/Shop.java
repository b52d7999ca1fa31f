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
public final class Shop {
    static final int TARGET_SECONDS = 60;

    /** Of the visitor who is not named otherwise. */
    public static final Hash SOURCE = new Hash(3, 3);

    /** Every command is asked through this, which answers the id made. */
    private final ToLongFunction<Command> ask;

    public final long account;
    public final long shop;
    public final long inbox;
    public final long agent;

    public Shop(ToLongFunction<Command> ask) {
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

    public void online() {
        long _ =
                ask.applyAsLong(
                        new Command.ChangePresence(
                                Origin.of(account, ActorKind.AGENT, agent),
                                agent,
                                Presence.ONLINE));
    }

    public long visitor() {
        return visitor(SOURCE);
    }

    public long visitor(Hash source) {
        return ask.applyAsLong(
                new Command.RegisterVisitor(
                        operator(account), 7, inbox, source, text("source"), text("profile")));
    }

    public long conversation(long visitor) {
        return ask.applyAsLong(
                new Command.StartConversation(byVisitor(visitor), visitor, text("page")));
    }

    /** A new visitor's conversation. */
    public long conversation() {
        return conversation(visitor());
    }

    public Command post(long visitor, long conversation) {
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

    public Command resolve(long conversation) {
        return new Command.ResolveConversation(byAgent(), conversation);
    }

    public Origin byAgent() {
        return Origin.of(account, ActorKind.AGENT, agent);
    }

    public Origin byVisitor(long visitor) {
        return Origin.of(account, ActorKind.VISITOR, visitor);
    }

    public static Origin operator(long account) {
        return Origin.of(account, ActorKind.OPERATOR, 0);
    }

    public static Slice text(String text) {
        return Slice.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
