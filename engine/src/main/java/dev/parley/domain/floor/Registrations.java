package dev.parley.domain.floor;

import dev.parley.domain.Command;
import dev.parley.domain.Limits;
import dev.parley.domain.Outcome;
import dev.parley.domain.Presence;
import dev.parley.domain.Rejection;
import dev.parley.domain.agent.Agent;
import dev.parley.domain.conversation.Conversation;
import dev.parley.domain.shop.Shop;

/** Decides about accounts, shops, inboxes and agents. Answers NONE or why not. */
final class Registrations {
    private final Floor floor;
    private final Emission emission;
    private final Routing routing;

    Registrations(Floor floor, Emission emission, Routing routing) {
        this.floor = floor;
        this.emission = emission;
        this.routing = routing;
    }

    Rejection account(Command.RegisterAccount c, Outcome outcome) {
        if (floor.accounts() >= Limits.ACCOUNTS_PER_SHARD) {
            return Rejection.LIMIT_EXCEEDED;
        }
        long id = floor.nextId(1);
        emission.h.account = id;
        emission.primary(id);
        emission.out.accountRegistered(emission.h, c.keyId(), c.name());
        emission.answer(outcome, id, 0);
        return Rejection.NONE;
    }

    Rejection shop(Command.RegisterShop c, Outcome outcome) {
        Tenant tenant = floor.tenant(c.origin().account());
        if (tenant == null) {
            return Rejection.UNKNOWN_ACCOUNT;
        }
        if (tenant.account.shops >= Limits.SHOPS_PER_ACCOUNT) {
            return Rejection.LIMIT_EXCEEDED;
        }
        if (c.targetSeconds() < Limits.TARGET_SECONDS_MIN
                || c.targetSeconds() > Limits.TARGET_SECONDS_MAX) {
            return Rejection.VALUE_OUT_OF_RANGE;
        }
        long id = floor.nextId(1);
        emission.primary(id);
        emission.out.shopRegistered(emission.h, c.targetSeconds(), c.code(), c.name());
        emission.answer(outcome, id, 0);
        return Rejection.NONE;
    }

    Rejection inbox(Command.RegisterInbox c, Outcome outcome) {
        Tenant tenant = floor.tenant(c.origin().account());
        if (tenant == null) {
            return Rejection.UNKNOWN_ACCOUNT;
        }
        Shop shop = floor.shop(c.shop());
        if (shop == null || shop.account != tenant.account.id) {
            return Rejection.UNKNOWN_SHOP;
        }
        if (tenant.account.inboxes >= Limits.INBOXES_PER_ACCOUNT) {
            return Rejection.LIMIT_EXCEEDED;
        }
        long id = floor.nextId(1);
        emission.primary(id);
        emission.out.inboxRegistered(
                emission.h,
                shop.id,
                c.identifierHash().hi(),
                c.identifierHash().lo(),
                c.identifier(),
                c.settings());
        emission.answer(outcome, id, 0);
        return Rejection.NONE;
    }

    Rejection agent(Command.RegisterAgent c, Outcome outcome) {
        Tenant tenant = floor.tenant(c.origin().account());
        if (tenant == null) {
            return Rejection.UNKNOWN_ACCOUNT;
        }
        if (tenant.account.agents >= Limits.AGENTS_PER_ACCOUNT) {
            return Rejection.LIMIT_EXCEEDED;
        }
        if (!isCapacity(c.capacity())) {
            return Rejection.VALUE_OUT_OF_RANGE;
        }
        long id = floor.nextId(1);
        emission.primary(id);
        emission.out.agentRegistered(
                emission.h,
                c.keyId(),
                c.capacity(),
                c.role(),
                c.token().hi(),
                c.token().lo(),
                c.name(),
                c.email());
        emission.answer(outcome, id, 0);
        return Rejection.NONE;
    }

    Rejection agentUpdate(Command.UpdateAgent c, Outcome outcome) {
        Agent agent = floor.agent(c.agent());
        if (agent == null || agent.account != c.origin().account()) {
            return Rejection.UNKNOWN_AGENT;
        }
        if (!isCapacity(c.capacity())) {
            return Rejection.VALUE_OUT_OF_RANGE;
        }
        emission.primary(agent.id);
        emission.out.agentUpdated(emission.h, c.capacity(), c.role(), c.name(), c.email());
        emission.answer(outcome, agent.id, 0);
        routing.fill(floor.theTenant(agent.account));
        return Rejection.NONE;
    }

    Rejection agentToken(Command.IssueAgentToken c, Outcome outcome) {
        Agent agent = floor.agent(c.agent());
        if (agent == null || agent.account != c.origin().account()) {
            return Rejection.UNKNOWN_AGENT;
        }
        emission.primary(agent.id);
        emission.out.agentTokenIssued(emission.h, c.token().hi(), c.token().lo());
        emission.answer(outcome, agent.id, 0);
        return Rejection.NONE;
    }

    /** Going offline sends the agent's unanswered customers on. */
    Rejection presence(Command.ChangePresence c, Outcome outcome) {
        Agent agent = floor.agent(c.agent());
        if (agent == null || agent.account != c.origin().account()) {
            return Rejection.UNKNOWN_AGENT;
        }
        outcome.id = agent.id;
        if (agent.presence == c.presence()) {
            return Rejection.NONE;
        }
        emission.primary(agent.id);
        emission.out.presenceChanged(emission.h, c.presence());
        emission.answer(outcome, agent.id, 0);
        Tenant tenant = floor.theTenant(agent.account);
        if (c.presence() == Presence.OFFLINE) {
            Conversation each = agent.assigned.first();
            while (each != null) {
                Conversation next = each.next();
                if (each.isUnanswered()) {
                    routing.moveOn(tenant, each);
                }
                each = next;
            }
        }
        routing.fill(tenant);
        return Rejection.NONE;
    }

    private static boolean isCapacity(int capacity) {
        return capacity >= Limits.CAPACITY_MIN && capacity <= Limits.CAPACITY_MAX;
    }
}
