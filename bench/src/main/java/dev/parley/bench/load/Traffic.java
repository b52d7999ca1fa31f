package dev.parley.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.domain.ActorKind;
import dev.parley.domain.Command;
import dev.parley.domain.Hash;
import dev.parley.domain.Origin;
import dev.parley.domain.Presence;
import dev.parley.domain.Role;
import dev.parley.domain.Slice;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToLongFunction;

/**
 * A shop with agents and open conversations, and the messages that go into them: 200 bytes each,
 * every other one by an agent, conversations in turn. Half of the conversations are never answered,
 * so their first-response timers stay armed and fire.
 */
public final class Traffic {
    /** Plain text of a message. */
    public static final int TEXT_BYTES = 200;

    /** What one message takes in the log, bytes of the record: what the floors write. */
    public static final int RECORD_BYTES = 432;

    /** More than a conversation remembers, so that a cycled key counts as new. */
    private static final int KEYS_PER_CONVERSATION = 80;

    private static final int TARGET_SECONDS = 3_600;

    private final ToLongFunction<Command> ask;
    private final Protection protection;
    private final SplittableRandom random = new SplittableRandom(4);
    private final byte[] text = new byte[TEXT_BYTES];
    private final List<Hash> tags;
    private final long[] visitors;
    private final long[] keyIds;
    private final long[] conversations;
    private long account;
    private long shop;
    private long agent;
    private long sent;

    /**
     * @param ask has a command done and answers the id it made
     * @param protection seals and hashes, or does neither (the bare path)
     */
    public Traffic(ToLongFunction<Command> ask, Protection protection, int conversations) {
        this.ask = ask;
        this.protection = protection;
        this.visitors = new long[conversations];
        this.keyIds = new long[conversations];
        this.conversations = new long[conversations];
        for (int i = 0; i < TEXT_BYTES; i++) {
            text[i] = (byte) ('a' + i % 26);
        }
        setUp();
        tags = protection.tags(account);
    }

    /** The next message, sealed and hashed by the calling thread. */
    public Command next() {
        int at = (int) (sent++ % conversations.length);
        boolean byAgent = at % 2 == 1 && sent / conversations.length % 2 == 1;
        Origin from =
                byAgent
                        ? Origin.of(account, ActorKind.AGENT, agent)
                        : Origin.of(account, ActorKind.VISITOR, visitors[at]);
        Protection.Sealed sealed = protection.seal(keyIds[at], shop, Long.toString(sent), text);
        Origin origin =
                new Origin(
                        account,
                        from.actorKind(),
                        from.actor(),
                        new Hash(random.nextLong(), 1),
                        sealed.key(),
                        sealed.payload(),
                        tags,
                        0);
        return new Command.PostMessage(
                origin, conversations[at], false, sealed.content(), Slice.EMPTY);
    }

    /** Messages made ahead: in turn for ever, each counts as a new one. */
    public Command[] ahead() {
        return ahead(KEYS_PER_CONVERSATION);
    }

    /** One for each conversation: enough where messages have no keys. */
    public Command[] aheadWithoutKeys() {
        return ahead(1);
    }

    private Command[] ahead(int turns) {
        Command[] commands = new Command[conversations.length * turns];
        for (int i = 0; i < commands.length; i++) {
            commands[i] = next();
        }
        return commands;
    }

    private void setUp() {
        Slice name = Slice.of(new byte[40]);
        account =
                ask.applyAsLong(
                        new Command.RegisterAccount(
                                Origin.of(0, ActorKind.OPERATOR, 0), protection.newKey(), name));
        Origin operator = Origin.of(account, ActorKind.OPERATOR, 0);
        shop =
                ask.applyAsLong(
                        new Command.RegisterShop(
                                operator, TARGET_SECONDS, Slice.of("shop".getBytes(UTF_8)), name));
        long inbox =
                ask.applyAsLong(
                        new Command.RegisterInbox(operator, shop, new Hash(1, 1), name, name));
        for (int i = 0; i <= conversations.length / 30; i++) {
            agent =
                    ask.applyAsLong(
                            new Command.RegisterAgent(
                                    operator,
                                    protection.newKey(),
                                    30,
                                    Role.AGENT,
                                    new Hash(i + 1, 2),
                                    name,
                                    name));
            long _ = ask.applyAsLong(new Command.ChangePresence(operator, agent, Presence.ONLINE));
        }
        for (int i = 0; i < conversations.length; i++) {
            keyIds[i] = protection.newKey();
            Origin visitor = Origin.of(account, ActorKind.VISITOR, 0);
            visitors[i] =
                    ask.applyAsLong(
                            new Command.RegisterVisitor(
                                    visitor, keyIds[i], inbox, new Hash(i + 1, 3), name, name));
            conversations[i] =
                    ask.applyAsLong(
                            new Command.StartConversation(
                                    Origin.of(account, ActorKind.VISITOR, visitors[i]),
                                    visitors[i],
                                    Slice.EMPTY));
        }
    }
}
