package dev.parley.bench.restart;

import dev.parley.domain.ActorKind;
import dev.parley.domain.Command;
import dev.parley.domain.Hash;
import dev.parley.domain.Origin;
import dev.parley.domain.Outcome;
import dev.parley.domain.PartialEvents;
import dev.parley.domain.Presence;
import dev.parley.domain.Rejection;
import dev.parley.domain.Role;
import dev.parley.domain.Slice;
import dev.parley.domain.conversation.Conversation;
import dev.parley.log.EventLog;
import dev.parley.log.ShardClock;
import dev.parley.log.chronicle.ChronicleOptions;
import dev.parley.log.chronicle.LogDirectory;
import dev.parley.ring.Shard;
import dev.parley.ring.Sync;
import dev.parley.seal.KeyStore;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A past that ends now with a full floor: {@code open} conversations are open all the time, each
 * with four messages of 200 bytes; whenever one is resolved another begins, one each {@value
 * #SECONDS_PER_TURN} s, so that 20,000 more of the last day are in memory. Stepped without ring and
 * server, forced now and then: it is the log that is wanted.
 */
final class FullFloor {
    /** Events of a conversation from its visitor's registration to its end. */
    static final int EVENTS_PER_TURN = 10;

    private static final int SECONDS_PER_TURN = 4;
    private static final int CAPACITY = 30;
    private static final int BATCH = 256;
    private static final long SECOND = 1_000_000;

    private final Slice text = Slice.of(new byte[200]);
    private final Slice name = Slice.of(new byte[40]);
    private final Outcome outcome = new Outcome();
    private final long[] conversations;
    private final long[] visitors;
    private long wallMicros;
    private long account;
    private long inbox;
    private long hashes;

    FullFloor(int open) {
        conversations = new long[open];
        visitors = new long[open];
    }

    /** Writes a log of {@code events} at least; answers how long it is. */
    long write(Path data, long events) throws IOException {
        KeyStore.open(data.resolve("keys"), new SecureRandom()).close();
        long span = events / EVENTS_PER_TURN * SECONDS_PER_TURN * SECOND;
        wallMicros = System.currentTimeMillis() * 1_000 - span;
        try (LogDirectory directory = LogDirectory.own(data);
                EventLog log = directory.open(0, ChronicleOptions.DEFAULT, () -> wallMicros)) {
            Shard shard = shard(log);
            found(shard);
            for (long turn = 0; log.head() < events; turn++) {
                turn(shard, (int) (turn % conversations.length));
                if (turn % BATCH == 0) {
                    log.force();
                }
            }
            return log.head();
        }
    }

    /** Goes on with {@code events} more and ends as a kill would. Does not return. */
    void writeAndHalt(Path data, long events) throws IOException {
        wallMicros = System.currentTimeMillis() * 1_000;
        LogDirectory directory = LogDirectory.own(data);
        EventLog log = directory.open(0, ChronicleOptions.DEFAULT, () -> wallMicros);
        Shard shard = shard(log);
        long before = log.head() + events;
        goOn(shard);
        for (long turn = 0; log.head() < before; turn++) {
            turn(shard, (int) (turn % conversations.length));
            if (turn % BATCH == 0) {
                log.force();
            }
        }
        log.force();
        Runtime.getRuntime().halt(0);
    }

    private Shard shard(EventLog log) {
        ShardClock clock =
                new ShardClock(() -> wallMicros, () -> wallMicros * 1_000, log.lastRecordedAt());
        Shard.Settings settings = new Shard.Settings(Sync.OS, 50_000, SECOND);
        return Shard.open(log, clock, settings, new PartialEvents() {});
    }

    private void found(Shard shard) {
        hashes = System.nanoTime();
        account =
                ask(
                        shard,
                        new Command.RegisterAccount(Origin.of(0, ActorKind.OPERATOR, 0), 1, name));
        Origin operator = Origin.of(account, ActorKind.OPERATOR, 0);
        long shop =
                ask(
                        shard,
                        new Command.RegisterShop(operator, 60, Slice.of(new byte[] {'s'}), name));
        inbox = ask(shard, new Command.RegisterInbox(operator, shop, hash(), name, name));
        for (int i = 0; i < 1 + conversations.length / CAPACITY * 5 / 4; i++) {
            long agent =
                    ask(
                            shard,
                            new Command.RegisterAgent(
                                    operator, 1, CAPACITY, Role.AGENT, hash(), name, name));
            long _ = ask(shard, new Command.ChangePresence(operator, agent, Presence.ONLINE));
        }
    }

    /** With the conversations that are open, and whose. */
    private void goOn(Shard shard) {
        hashes = System.nanoTime();
        List<Conversation> open = new ArrayList<>();
        shard.floor().forEachConversation(each -> open.add(each));
        open.removeIf(each -> !each.open);
        open.sort(Comparator.comparingLong(each -> each.id));
        for (int i = 0; i < conversations.length; i++) {
            conversations[i] = open.get(i).id;
            visitors[i] = open.get(i).visitor;
        }
        account = open.getFirst().account;
        inbox = open.getFirst().inbox;
    }

    private void turn(Shard shard, int place) {
        wallMicros += SECONDS_PER_TURN * SECOND;
        shard.beginBatch();
        if (conversations[place] != 0) {
            Origin operator = Origin.of(account, ActorKind.AGENT, agent(shard, place));
            long _ = ask(shard, new Command.ResolveConversation(operator, conversations[place]));
        }
        Origin nobody = Origin.of(account, ActorKind.VISITOR, 0);
        visitors[place] =
                ask(shard, new Command.RegisterVisitor(nobody, 1, inbox, hash(), name, name));
        Origin visitor = Origin.of(account, ActorKind.VISITOR, visitors[place]);
        conversations[place] =
                ask(shard, new Command.StartConversation(visitor, visitors[place], name));
        for (int i = 0; i < 2; i++) {
            post(shard, visitor, place);
            post(shard, Origin.of(account, ActorKind.AGENT, agent(shard, place)), place);
        }
        boolean _ = shard.endBatch();
    }

    private void post(Shard shard, Origin by, int place) {
        long _ =
                ask(
                        shard,
                        new Command.PostMessage(
                                by.withKey(hash(), new Hash(7, 7)),
                                conversations[place],
                                false,
                                text,
                                Slice.EMPTY));
    }

    private long agent(Shard shard, int place) {
        Conversation conversation = shard.floor().conversation(conversations[place]);
        if (conversation == null || conversation.agent == 0) {
            throw new IllegalStateException("nobody has conversation " + conversations[place]);
        }
        return conversation.agent;
    }

    private long ask(Shard shard, Command command) {
        long _ = shard.decide(command, outcome);
        if (outcome.rejection != Rejection.NONE) {
            throw new IllegalStateException(command + " was refused: " + outcome.rejection);
        }
        return outcome.id;
    }

    private Hash hash() {
        return new Hash(11, ++hashes);
    }
}
