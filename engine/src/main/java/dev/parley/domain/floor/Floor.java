package dev.parley.domain.floor;

import dev.parley.domain.Chain;
import dev.parley.domain.Description;
import dev.parley.domain.Ids;
import dev.parley.domain.Limits;
import dev.parley.domain.LongSink;
import dev.parley.domain.LongSource;
import dev.parley.domain.agent.Agent;
import dev.parley.domain.conversation.Conversation;
import dev.parley.domain.shop.Inbox;
import dev.parley.domain.shop.Shop;
import dev.parley.domain.visitor.Visitor;

import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * All state that a shard decides on: who there is, who waits, who is free. {@link Decider} reads
 * it, {@link Evolver} alone changes it, one thread owns it. The same facts in the same order give
 * the same {@link #describe description} on any machine.
 */
public final class Floor {
    private final int shard;
    final Long2ObjectHashMap<Tenant> tenants = new Long2ObjectHashMap<>();
    final Long2ObjectHashMap<Shop> shops = new Long2ObjectHashMap<>();
    final Long2ObjectHashMap<Inbox> inboxes = new Long2ObjectHashMap<>();
    final Long2ObjectHashMap<Agent> agents = new Long2ObjectHashMap<>();
    final Long2ObjectHashMap<Visitor> visitors = new Long2ObjectHashMap<>();
    final Long2ObjectHashMap<Conversation> conversations = new Long2ObjectHashMap<>();
    final Chain<Conversation> resolved = new Chain<>();
    final Chain<Visitor> idleVisitors = new Chain<>();
    long lastCounter;
    long lastRecordedAt;

    /** An empty floor. */
    public Floor(int shard) {
        this.shard = shard;
    }

    // -- what a decision looks at

    public @Nullable Tenant tenant(long account) {
        return tenants.get(account);
    }

    public @Nullable Shop shop(long id) {
        return shops.get(id);
    }

    public @Nullable Inbox inbox(long id) {
        return inboxes.get(id);
    }

    public @Nullable Agent agent(long id) {
        return agents.get(id);
    }

    public @Nullable Visitor visitor(long id) {
        return visitors.get(id);
    }

    public @Nullable Conversation conversation(long id) {
        return conversations.get(id);
    }

    public int accounts() {
        return tenants.size();
    }

    /** Conversations in memory, open and resolved. */
    public int conversations() {
        return conversations.size();
    }

    /** Every conversation in memory, in no particular order; for rebuilding timers. */
    public void forEachConversation(Consumer<Conversation> action) {
        conversations.values().forEach(action);
    }

    /** The key of every visitor in memory who was erased. */
    public void forEachErasedKey(LongConsumer action) {
        for (Visitor each : visitors.values()) {
            if (each.erased) {
                action.accept(each.keyId);
            }
        }
    }

    /**
     * Whether this shard has ever made {@code id}: if so, what is not in memory may be in the log.
     */
    public boolean hasMade(long id) {
        return id > 0 && Ids.shard(id) == shard && Ids.counter(id) <= lastCounter;
    }

    /** The id {@code ahead} places behind the last one made; taken once its event is recorded. */
    public long nextId(int ahead) {
        return Ids.of(shard, lastCounter + ahead);
    }

    /** Shard time of the last event, epoch microseconds. */
    public long lastRecordedAt() {
        return lastRecordedAt;
    }

    /**
     * Canonical description of everything: equal for equal histories, whatever machine folded them.
     */
    public void describe(LongSink sink) {
        sink.put(shard);
        sink.put(lastCounter);
        sink.put(lastRecordedAt);
        // What is named before who names it, so that reading it back takes one pass.
        Description.values(sink, shops, each -> each.describe(sink));
        Description.values(sink, inboxes, each -> each.describe(sink));
        Description.values(sink, visitors, each -> each.describe(sink));
        Description.values(sink, conversations, each -> each.describe(sink));
        Description.values(sink, agents, each -> each.describe(sink));
        Description.values(sink, tenants, each -> each.describe(sink));
        Description.chain(sink, resolved, each -> each.id);
        Description.chain(sink, idleVisitors, each -> each.id);
    }

    /** Becomes what was described, of the same shard; nothing may have happened here yet. */
    public void restore(LongSource source) {
        long described = source.next();
        if (described != shard) {
            throw new IllegalStateException("shard=" + described + " is not " + shard);
        }
        lastCounter = source.next();
        lastRecordedAt = source.next();
        Description.values(source, () -> keep(Shop.from(source)));
        Description.values(source, () -> keep(Inbox.from(source)));
        Description.values(source, () -> keep(Visitor.from(source, Limits.KEYS_PER_VISITOR)));
        Description.values(source, () -> keep(Conversation.from(source)));
        Description.values(source, () -> keep(Agent.from(source, conversations::get)));
        Description.values(source, () -> keep(Tenant.from(source, this)));
        Description.chain(source, resolved, conversations::get);
        Description.chain(source, idleVisitors, visitors::get);
    }

    private void keep(Shop shop) {
        shops.put(shop.id, shop);
    }

    private void keep(Inbox inbox) {
        inboxes.put(inbox.id, inbox);
    }

    private void keep(Visitor visitor) {
        visitors.put(visitor.id, visitor);
    }

    private void keep(Conversation conversation) {
        conversations.put(conversation.id, conversation);
    }

    private void keep(Agent agent) {
        agents.put(agent.id, agent);
    }

    private void keep(Tenant tenant) {
        tenants.put(tenant.account.id, tenant);
    }

    // -- what a recorded fact relies on: it is there, or the log and the floor have parted

    Tenant theTenant(long id) {
        return present(tenants.get(id), "account", id);
    }

    Agent theAgent(long id) {
        return present(agents.get(id), "agent", id);
    }

    Visitor theVisitor(long id) {
        return present(visitors.get(id), "visitor", id);
    }

    Conversation theConversation(long id) {
        return present(conversations.get(id), "conversation", id);
    }

    private static <T> T present(@Nullable T value, String what, long id) {
        if (value == null) {
            throw new IllegalStateException(
                    what + "=" + id + " of a recorded event is not on the floor");
        }
        return value;
    }
}
