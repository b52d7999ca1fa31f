package dev.parley.bench.load;

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

/**
 * Writes a past into a data directory: conversations one after the other, each registered, talked
 * and resolved, {@value #SECONDS_PER_COMMAND} s between two commands. A day of it is some thousand
 * events, so all but the last day's conversations have left memory. Stepped without ring and
 * server, not forced but at the end: it is the length that is asked about.
 */
final class History {
    private static final long SECONDS_PER_COMMAND = 10;
    private static final int TARGET_SECONDS = 60;
    private static final int TURNS = 2;
    private static final int BATCH = 256;

    private final SimulatedTime time;
    private final Slice text = Slice.of(new byte[Traffic.TEXT_BYTES + 36]);
    private final Slice name = Slice.of(new byte[40]);
    private final Outcome outcome = new Outcome();
    private long account;
    private long inbox;
    private long agent;
    private long visitors;

    History(SimulatedTime time) {
        this.time = time;
    }

    /** Lengthens the log to {@code events} at least; answers how long it is. */
    long writeTo(Path data, long events) throws IOException {
        if (!KeyStore.exists(data.resolve("keys"))) {
            // An engine refuses a log without keys, and it is an engine that goes on.
            KeyStore.open(data.resolve("keys"), new SecureRandom()).close();
        }
        try (LogDirectory directory = LogDirectory.own(data);
                EventLog log = directory.open(0, ChronicleOptions.DEFAULT, time::wallMicros)) {
            write(log, events);
            return log.head();
        }
    }

    /** Lengthens a log. */
    void write(EventLog log, long events) {
        ShardClock clock = new ShardClock(time::wallMicros, time::nanos, log.lastRecordedAt());
        Shard shard =
                Shard.open(
                        log,
                        clock,
                        new Shard.Settings(Sync.OS, 50_000, 1_000_000),
                        new PartialEvents() {});
        if (account == 0) {
            found(shard);
        }
        for (int i = 0; log.head() < events; i++) {
            talk(shard);
            if (i % BATCH == 0) {
                log.force();
            }
        }
        log.force();
    }

    /** Conversations written so far. */
    long conversations() {
        return visitors;
    }

    private void found(Shard shard) {
        account =
                ask(
                        shard,
                        new Command.RegisterAccount(Origin.of(0, ActorKind.OPERATOR, 0), 1, name));
        Origin operator = Origin.of(account, ActorKind.OPERATOR, 0);
        long shop =
                ask(
                        shard,
                        new Command.RegisterShop(
                                operator, TARGET_SECONDS, Slice.of(new byte[] {'s'}), name));
        inbox = ask(shard, new Command.RegisterInbox(operator, shop, new Hash(1, 1), name, name));
        agent =
                ask(
                        shard,
                        new Command.RegisterAgent(
                                operator, 1, 30, Role.AGENT, new Hash(1, 2), name, name));
        long _ = ask(shard, new Command.ChangePresence(operator, agent, Presence.ONLINE));
    }

    private void talk(Shard shard) {
        Origin nobody = Origin.of(account, ActorKind.VISITOR, 0);
        long visitor =
                ask(
                        shard,
                        new Command.RegisterVisitor(
                                nobody, 1, inbox, new Hash(++visitors, 3), name, name));
        Origin asking = Origin.of(account, ActorKind.VISITOR, visitor);
        Origin answering = Origin.of(account, ActorKind.AGENT, agent);
        long conversation = ask(shard, new Command.StartConversation(asking, visitor, Slice.EMPTY));
        for (int turn = 0; turn < TURNS; turn++) {
            Hash key = new Hash(turn + 1, visitors);
            long _ =
                    ask(
                            shard,
                            new Command.PostMessage(
                                    asking.withKey(key, key),
                                    conversation,
                                    false,
                                    text,
                                    Slice.EMPTY));
            long _ =
                    ask(
                            shard,
                            new Command.PostMessage(
                                    answering.withKey(key, key),
                                    conversation,
                                    false,
                                    text,
                                    Slice.EMPTY));
        }
        long _ = ask(shard, new Command.ResolveConversation(answering, conversation));
    }

    private long ask(Shard shard, Command command) {
        time.skip(SECONDS_PER_COMMAND * 1_000_000_000L);
        shard.beginBatch();
        shard.decide(command, outcome);
        boolean _ = shard.endBatch();
        if (outcome.rejection != Rejection.NONE) {
            throw new IllegalStateException(command + " was refused: " + outcome.rejection);
        }
        return outcome.id;
    }
}
