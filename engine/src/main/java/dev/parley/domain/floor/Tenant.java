package dev.parley.domain.floor;

import dev.parley.domain.Chain;
import dev.parley.domain.Description;
import dev.parley.domain.LongSink;
import dev.parley.domain.LongSource;
import dev.parley.domain.agent.Agent;
import dev.parley.domain.conversation.Conversation;
import dev.parley.domain.shop.Account;

import org.jspecify.annotations.Nullable;

/** An account on the floor: who waits and who is free. */
public final class Tenant {
    public final Account account;

    /** Conversations that wait for an agent, the one to be served first at the front. */
    public final Chain<Conversation> waiting = new Chain<>();

    /** Agents who can take a conversation, the longest idle at the front. */
    public final Chain<Agent> available = new Chain<>();

    Tenant(Account account) {
        this.account = account;
    }

    /** Puts {@code conversation} behind all that have waited as long as it, or longer. */
    void enqueue(Conversation conversation) {
        waiting.addBefore(firstBehind(conversation), conversation);
    }

    private @Nullable Conversation firstBehind(Conversation conversation) {
        Conversation newest = waiting.last();
        if (newest == null || newest.waitingSince <= conversation.waitingSince) {
            return null;
        }
        Conversation each = waiting.first();
        while (each != null && each.waitingSince <= conversation.waitingSince) {
            each = each.next();
        }
        return each;
    }

    /** Keeps the agent's place among the available ones: a new assignment sends it to the end. */
    void refresh(Agent agent, boolean assigned) {
        if (!agent.isAvailable()) {
            Chain.leave(agent);
        } else if (assigned || !agent.isIn(available)) {
            available.addLast(agent);
        }
    }

    void describe(LongSink sink) {
        account.describe(sink);
        Description.chain(sink, waiting, each -> each.id);
        Description.chain(sink, available, each -> each.id);
    }

    static Tenant from(LongSource source, Floor floor) {
        Tenant tenant = new Tenant(Account.from(source));
        Description.chain(source, tenant.waiting, floor::conversation);
        Description.chain(source, tenant.available, floor::agent);
        for (Conversation each = tenant.waiting.first(); each != null; each = each.next()) {
            if (each.declinedBy != 0) {
                floor.theAgent(each.declinedBy).givenBack++;
            }
        }
        return tenant;
    }
}
