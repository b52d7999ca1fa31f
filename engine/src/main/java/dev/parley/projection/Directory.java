package dev.parley.projection;

import dev.parley.domain.AssignReason;
import dev.parley.domain.Description;
import dev.parley.domain.Hash;
import dev.parley.domain.Header;
import dev.parley.domain.LongSink;
import dev.parley.domain.LongSource;
import dev.parley.domain.PartialEvents;
import dev.parley.domain.Presence;
import dev.parley.domain.QueueReason;
import dev.parley.domain.Role;
import dev.parley.domain.Slice;

import org.agrona.collections.Long2ObjectHashMap;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Accounts, shops, inboxes and agents, by id and by the hash under which each is asked for. Grows
 * with what is registered, which {@link dev.parley.domain.Limits} bounds, and with nothing else.
 */
public final class Directory implements PartialEvents {
    private final Long2ObjectHashMap<AccountView> accounts = new Long2ObjectHashMap<>();
    private final Long2ObjectHashMap<ShopView> shops = new Long2ObjectHashMap<>();
    private final Long2ObjectHashMap<InboxView> inboxes = new Long2ObjectHashMap<>();
    private final Long2ObjectHashMap<AgentView> agents = new Long2ObjectHashMap<>();
    private final Map<Hash, InboxView> inboxesByIdentifier = new HashMap<>();
    private final Map<Hash, Long> agentsByToken = new HashMap<>();

    public Optional<AccountView> account(long id) {
        return Optional.ofNullable(accounts.get(id));
    }

    /** All accounts, the oldest first. */
    public List<AccountView> accounts() {
        return sorted(accounts, 0, AccountView::id, _ -> 0L);
    }

    public Optional<ShopView> shop(long id) {
        return Optional.ofNullable(shops.get(id));
    }

    /** The shops of an account, the oldest first. */
    public List<ShopView> shops(long account) {
        return sorted(shops, account, ShopView::id, ShopView::account);
    }

    /** The oldest shop of the account with this public code. */
    public Optional<ShopView> shopByCode(long account, Slice code) {
        return shops(account).stream().filter(each -> each.code().equals(code)).findFirst();
    }

    public Optional<InboxView> inbox(long id) {
        return Optional.ofNullable(inboxes.get(id));
    }

    public Optional<InboxView> inbox(Hash identifier) {
        return Optional.ofNullable(inboxesByIdentifier.get(identifier));
    }

    /** The inboxes of an account, the oldest first. */
    public List<InboxView> inboxes(long account) {
        return sorted(inboxes, account, InboxView::id, InboxView::account);
    }

    public Optional<AgentView> agent(long id) {
        return Optional.ofNullable(agents.get(id));
    }

    /** The agent whose newest access token has this hash. */
    public Optional<AgentView> agent(Hash token) {
        return Optional.ofNullable(agentsByToken.get(token)).flatMap(this::agent);
    }

    /** The agents of an account, the oldest first. */
    public List<AgentView> agents(long account) {
        return sorted(agents, account, AgentView::id, AgentView::account);
    }

    /** Canonical description. */
    public void describe(LongSink sink) {
        Description.values(sink, accounts, each -> each.describe(sink));
        Description.values(sink, shops, each -> each.describe(sink));
        Description.values(sink, inboxes, each -> each.describe(sink));
        Description.values(sink, agents, each -> each.describe(sink));
    }

    void restore(LongSource source) {
        Description.values(source, () -> keep(AccountView.from(source)));
        Description.values(source, () -> keep(ShopView.from(source)));
        Description.values(source, () -> keep(InboxView.from(source)));
        Description.values(source, () -> keep(AgentView.from(source)));
    }

    @Override
    public void accountRegistered(Header h, long keyId, Slice name) {
        keep(new AccountView(h.stream, keyId, name.copy()));
    }

    @Override
    public void shopRegistered(Header h, int targetSeconds, Slice code, Slice name) {
        keep(new ShopView(h.stream, h.account, targetSeconds, code.copy(), name.copy()));
    }

    @Override
    public void inboxRegistered(
            Header h,
            long shop,
            long identifierHi,
            long identifierLo,
            Slice identifier,
            Slice settings) {
        Hash hash = new Hash(identifierHi, identifierLo);
        keep(new InboxView(h.stream, h.account, shop, hash, identifier.copy(), settings.copy()));
    }

    @Override
    public void agentRegistered(
            Header h,
            long keyId,
            int capacity,
            Role role,
            long tokenHi,
            long tokenLo,
            Slice name,
            Slice email) {
        Hash token = new Hash(tokenHi, tokenLo);
        keep(
                new AgentView(
                        h.stream,
                        h.account,
                        keyId,
                        capacity,
                        role,
                        token,
                        Presence.OFFLINE,
                        0,
                        name.copy(),
                        email.copy()));
    }

    @Override
    public void agentUpdated(Header h, int capacity, Role role, Slice name, Slice email) {
        agents.put(h.stream, theAgent(h.stream).with(capacity, role, name.copy(), email.copy()));
    }

    @Override
    public void agentTokenIssued(Header h, long tokenHi, long tokenLo) {
        AgentView agent = theAgent(h.stream);
        Hash token = new Hash(tokenHi, tokenLo);
        agentsByToken.remove(agent.token(), agent.id());
        keep(agent.with(token));
    }

    @Override
    public void presenceChanged(Header h, Presence presence) {
        agents.put(h.stream, theAgent(h.stream).with(presence));
    }

    @Override
    public void conversationQueued(Header h, QueueReason reason, long previousAgent) {
        load(previousAgent, -1);
    }

    @Override
    public void conversationAssigned(
            Header h, AssignReason reason, long agent, long previousAgent) {
        load(agent, 1);
        load(previousAgent, -1);
    }

    @Override
    public void conversationResolved(Header h, long agent) {
        load(agent, -1);
    }

    private void keep(AccountView account) {
        accounts.put(account.id(), account);
    }

    private void keep(ShopView shop) {
        shops.put(shop.id(), shop);
    }

    private void keep(InboxView inbox) {
        inboxes.put(inbox.id(), inbox);
        inboxesByIdentifier.put(inbox.identifierHash(), inbox);
    }

    private void keep(AgentView agent) {
        agents.put(agent.id(), agent);
        agentsByToken.put(agent.token(), agent.id());
    }

    private void load(long agent, int change) {
        if (agent != 0) {
            AgentView view = theAgent(agent);
            agents.put(agent, view.withLoad(view.load() + change));
        }
    }

    private AgentView theAgent(long id) {
        AgentView agent = agents.get(id);
        if (agent == null) {
            throw new IllegalStateException(
                    "agent=" + id + " of a recorded event is not in the directory");
        }
        return agent;
    }

    private static <T> List<T> sorted(
            Long2ObjectHashMap<T> map,
            long account,
            ToLongFunction<T> id,
            ToLongFunction<T> owner) {
        List<T> found = new ArrayList<>();
        // Not by iterator: the map has one for all, and readers hold a shared lock.
        map.forEachLong(
                (_, each) -> {
                    if (owner.applyAsLong(each) == account) {
                        found.add(each);
                    }
                });
        found.sort(Comparator.comparingLong(id));
        return found;
    }
}
