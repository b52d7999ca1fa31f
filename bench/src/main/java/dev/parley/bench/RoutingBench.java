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
import dev.parley.domain.agent.Agent;
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

import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What does one step of routing cost while {@code waiting} conversations queue: an agent resolves
 * one, and gets the one that has waited longest in the same turn? Must not grow with the queue.
 */
@State(Scope.Thread)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RoutingBench {

    /** Conversations in the queue. */
    @Param({"100", "10000"})
    int waiting;

    private Floor floor = new Floor(0);
    private Decider decider = new Decider(floor, new Header(), new Evolver(floor));
    private final Outcome outcome = new Outcome();
    private final Slice bytes = Slice.of(new byte[40]);
    private long account;
    private long agent;
    private long visitor;
    private long assigned;
    private long now = 1;

    /** One agent with one conversation at a time, and a queue. */
    @Setup(Level.Iteration)
    public void queue() {
        floor = new Floor(0);
        decider = new Decider(floor, new Header(), new Evolver(floor));
        account = ask(new Command.RegisterAccount(Origin.of(0, ActorKind.OPERATOR, 0), 1, bytes));
        Origin operator = Origin.of(account, ActorKind.OPERATOR, 0);
        long shop = ask(new Command.RegisterShop(operator, 60, bytes, bytes));
        long inbox = ask(new Command.RegisterInbox(operator, shop, new Hash(1, 1), bytes, bytes));
        agent =
                ask(
                        new Command.RegisterAgent(
                                operator, 1, 1, Role.AGENT, new Hash(1, 1), bytes, bytes));
        long _ = ask(new Command.ChangePresence(operator, agent, Presence.ONLINE));
        Origin nobody = Origin.of(account, ActorKind.VISITOR, 0);
        for (int i = 0; i <= waiting; i++) {
            visitor =
                    ask(
                            new Command.RegisterVisitor(
                                    nobody, 1, inbox, new Hash(i + 1, 1), bytes, bytes));
            long started = start();
            assigned = i == 0 ? started : assigned;
        }
    }

    /** Resolves, and opens it again: it takes the end of the queue, whose length stays. */
    @Benchmark
    public long resolveAndRoute() {
        now++;
        Origin origin = Origin.of(account, ActorKind.AGENT, agent);
        long _ = ask(new Command.ResolveConversation(origin, assigned));
        long _ = ask(new Command.ReopenConversation(origin, assigned));
        Agent working = Objects.requireNonNull(floor.agent(agent));
        assigned = Objects.requireNonNull(working.assigned.first()).id;
        return assigned;
    }

    private long start() {
        Origin origin = Origin.of(account, ActorKind.VISITOR, visitor);
        long conversation = ask(new Command.StartConversation(origin, visitor, Slice.EMPTY));
        long _ = ask(new Command.PostMessage(origin, conversation, false, bytes, Slice.EMPTY));
        return conversation;
    }

    private long ask(Command command) {
        decider.decide(command, now, outcome);
        if (outcome.rejection != Rejection.NONE) {
            throw new IllegalStateException(command + " was refused: " + outcome.rejection);
        }
        return outcome.id;
    }
}
