package dev.parley.domain.floor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;

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

import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;

/** Deciding and applying a posted message allocates nothing, idempotency keys included. */
class DecideAllocationTest {
    private static final int CONVERSATIONS = 16;
    private static final int ROUND = 16_000;

    private final Floor floor = new Floor(0);
    private final Decider decider = new Decider(floor, new Header(), new Evolver(floor));
    private final Outcome outcome = new Outcome();
    private long now = 1;

    @Test
    void postingAllocatesNothing() {
        Command[] posts = posts();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().threadId();
        long least = Long.MAX_VALUE;
        // The compiler allocates on nobody's behalf once the loop is warm: the least of several
        // rounds is the truth.
        for (int round = 0; round < 5; round++) {
            long before = threads.getThreadAllocatedBytes(thread);
            for (int i = 0; i < ROUND; i++) {
                now += 10;
                decider.decide(posts[i % posts.length], now, outcome);
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
        }
        long reading =
                -threads.getThreadAllocatedBytes(thread) + threads.getThreadAllocatedBytes(thread);
        assertEquals(0, least - reading, "bytes in " + ROUND + " messages");
        assertEquals(5 * ROUND, floor.nextId(1) - firstMessageId, "every message was decided anew");
    }

    private long firstMessageId;

    /**
     * More keys than a conversation remembers, so that each post is new when its turn comes again.
     */
    private Command[] posts() {
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
        Origin byAgent = Origin.of(account, ActorKind.AGENT, agent);
        ask(new Command.ChangePresence(byAgent, agent, Presence.ONLINE));
        long[] conversations = new long[CONVERSATIONS];
        for (int i = 0; i < CONVERSATIONS; i++) {
            long visitor =
                    ask(
                            new Command.RegisterVisitor(
                                    Origin.of(account, ActorKind.VISITOR, 0),
                                    1,
                                    inbox,
                                    new Hash(1, 1),
                                    bytes,
                                    bytes));
            Origin byVisitor = Origin.of(account, ActorKind.VISITOR, visitor);
            conversations[i] = ask(new Command.StartConversation(byVisitor, visitor, bytes));
            ask(new Command.PostMessage(byVisitor, conversations[i], false, bytes, Slice.EMPTY));
            ask(new Command.PostMessage(byAgent, conversations[i], false, bytes, Slice.EMPTY));
        }
        Command[] posts = new Command[CONVERSATIONS * 100];
        for (int i = 0; i < posts.length; i++) {
            Origin keyed = byAgent.withKey(new Hash(i + 1, 7), new Hash(i + 1, 8));
            posts[i] =
                    new Command.PostMessage(
                            keyed, conversations[i % CONVERSATIONS], false, bytes, Slice.EMPTY);
        }
        // Fills the remembered keys to their bound: from here on nothing grows.
        for (Command post : posts) {
            ask(post);
        }
        firstMessageId = floor.nextId(1);
        return posts;
    }

    private long ask(Command command) {
        decider.decide(command, now, outcome);
        assertEquals(Rejection.NONE, outcome.rejection);
        return outcome.id;
    }
}
