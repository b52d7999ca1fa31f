package dev.parley.domain.floor;

import dev.parley.domain.Chain;
import dev.parley.domain.Description;
import dev.parley.domain.LongSink;
import dev.parley.domain.LongSource;
import dev.parley.domain.agent.Agent;
import dev.parley.domain.conversation.Conversation;
import dev.parley.domain.shop.Account;

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

    void describe(LongSink sink) {
        account.describe(sink);
        Description.chain(sink, waiting, each -> each.id);
        Description.chain(sink, available, each -> each.id);
    }

    static Tenant from(LongSource source, Floor floor) {
        Tenant tenant = new Tenant(Account.from(source));
        Description.chain(source, tenant.waiting, floor::conversation);
        Description.chain(source, tenant.available, floor::agent);
        return tenant;
    }
}
