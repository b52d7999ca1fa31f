package dev.parley.domain.agent;

import dev.parley.domain.Chain;
import dev.parley.domain.Description;
import dev.parley.domain.LongSink;
import dev.parley.domain.LongSource;
import dev.parley.domain.Presence;
import dev.parley.domain.Role;
import dev.parley.domain.conversation.Conversation;

import org.jspecify.annotations.Nullable;

import java.util.function.LongFunction;

/**
 * A person who answers. Linked into its account's chain of available agents, the longest idle
 * first.
 */
public final class Agent extends Chain.Link<Agent> {
    public final long id;
    public final long account;
    public final Chain<Conversation> assigned = new Chain<>();
    public int capacity;
    public Role role;
    public Presence presence = Presence.OFFLINE;

    /** Waiting conversations that this agent gave back; told by them, so not described here. */
    public int givenBack;

    public Agent(long id, long account, int capacity, Role role) {
        this.id = id;
        this.account = account;
        this.capacity = capacity;
        this.role = role;
    }

    /** Conversations held, open ones only. */
    public int load() {
        return assigned.size();
    }

    public boolean hasFreeCapacity() {
        return assigned.size() < capacity;
    }

    /** Whether routing may choose this agent. */
    public boolean isAvailable() {
        return presence == Presence.ONLINE && hasFreeCapacity();
    }

    /** Canonical description, the order of the assigned conversations included. */
    public void describe(LongSink sink) {
        sink.put(id);
        sink.put(account);
        sink.put(capacity);
        sink.put(role.code());
        sink.put(presence.code());
        Description.chain(sink, assigned, each -> each.id);
    }

    /** The agent of a description, among whose conversations its own are found. */
    public static Agent from(LongSource source, LongFunction<@Nullable Conversation> find) {
        Agent agent =
                new Agent(
                        source.next(), source.next(), source.nextInt(), Role.of(source.nextInt()));
        agent.presence = Presence.of(source.nextInt());
        Description.chain(source, agent.assigned, find);
        return agent;
    }
}
