package dev.parley.bench;

import dev.parley.domain.ActorKind;
import dev.parley.domain.Command;
import dev.parley.domain.Hash;
import dev.parley.domain.Header;
import dev.parley.domain.Origin;
import dev.parley.domain.Outcome;
import dev.parley.domain.Presence;
import dev.parley.domain.Rejection;
import dev.parley.domain.Role;
import dev.parley.domain.Slice;
import dev.parley.domain.floor.Decider;
import dev.parley.domain.floor.Evolver;
import dev.parley.domain.floor.Floor;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/**
 * What does deciding cost without ring and log: a posted message with an idempotency key, in one of
 * {@code open} conversations? The answer should not grow with their number beyond what the caches
 * see, and {@code -prof gc} shows no more than what building the floor anew allocates.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecideBench {
    private static final int KEYS_PER_CONVERSATION = 80;

    /** Open conversations on the floor. */
    @Param({"100", "1000"})
    int open;

    private Decider decider = onNewFloor();
    private final Outcome outcome = new Outcome();
    private Command[] posts = new Command[0];
    private int next;
    private long now = 1;

    /** One agent, {@code open} conversations, each with more keys in turn than it remembers. */
    @Setup(Level.Iteration)
    public void openConversations() {
        // Anew for each iteration: a conversation has a bound of events.
        decider = onNewFloor();
        Slice bytes = Slice.of(new byte[200]);
        long account =
                ask(new Command.RegisterAccount(Origin.of(0, ActorKind.OPERATOR, 0), 1, bytes));
        Origin operator = Origin.of(account, ActorKind.OPERATOR, 0);
        long shop = ask(new Command.RegisterShop(operator, 60, bytes, bytes));
        long inbox = ask(new Command.RegisterInbox(operator, shop, new Hash(1, 1), bytes, bytes));
        long agent =
                ask(
                        new Command.RegisterAgent(
                                operator, 1, 30, Role.AGENT, new Hash(1, 1), bytes, bytes));
        ask(new Command.ChangePresence(operator, agent, Presence.ONLINE));
        posts = new Command[open * KEYS_PER_CONVERSATION];
        for (int i = 0; i < open; i++) {
            Origin visitor = Origin.of(account, ActorKind.VISITOR, 0);
            long id =
                    ask(
                            new Command.RegisterVisitor(
                                    visitor, 1, inbox, new Hash(1, 1), bytes, bytes));
            Origin owner = Origin.of(account, ActorKind.VISITOR, id);
            long conversation = ask(new Command.StartConversation(owner, id, bytes));
            for (int turn = 0; turn < KEYS_PER_CONVERSATION; turn++) {
                Origin keyed = owner.withKey(new Hash(turn + 1, 1), Hash.NONE);
                posts[turn * open + i] =
                        new Command.PostMessage(keyed, conversation, false, bytes, Slice.EMPTY);
            }
        }
    }

    /** Decides and applies one message; answers its id. */
    @Benchmark
    public long post() {
        Command command = posts[next];
        next = next + 1 == posts.length ? 0 : next + 1;
        now++;
        return ask(command);
    }

    private static Decider onNewFloor() {
        Floor floor = new Floor(0);
        return new Decider(floor, new Header(), new Evolver(floor));
    }

    private long ask(Command command) {
        decider.decide(command, now, outcome);
        if (outcome.rejection != Rejection.NONE) {
            throw new IllegalStateException(command + " was refused: " + outcome.rejection);
        }
        return outcome.id;
    }
}
