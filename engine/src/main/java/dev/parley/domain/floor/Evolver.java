package dev.parley.domain.floor;

import dev.parley.domain.AssignReason;
import dev.parley.domain.Chain;
import dev.parley.domain.Events;
import dev.parley.domain.FirstResponse;
import dev.parley.domain.Header;
import dev.parley.domain.Ids;
import dev.parley.domain.Limits;
import dev.parley.domain.Presence;
import dev.parley.domain.QueueReason;
import dev.parley.domain.Role;
import dev.parley.domain.Slice;
import dev.parley.domain.agent.Agent;
import dev.parley.domain.conversation.Conversation;
import dev.parley.domain.shop.Account;
import dev.parley.domain.shop.Inbox;
import dev.parley.domain.shop.Shop;
import dev.parley.domain.visitor.Visitor;

/**
 * Applies recorded facts to a floor, in place. Never refuses one: a fact is true. One thread, the
 * floor's owner.
 */
public final class Evolver implements Events {
    private final Floor floor;
    private final Forgetting forgetting;

    public Evolver(Floor floor) {
        this.floor = floor;
        this.forgetting = new Forgetting(floor);
    }

    // -- accounts, shops, inboxes, agents

    @Override
    public void accountRegistered(Header h, long keyId, Slice name) {
        begin(h, h.stream);
        floor.tenants.put(h.stream, new Tenant(new Account(h.stream, keyId)));
    }

    @Override
    public void shopRegistered(Header h, int targetSeconds, Slice code, Slice name) {
        begin(h, h.stream);
        floor.shops.put(h.stream, new Shop(h.stream, h.account, targetSeconds));
        floor.theTenant(h.account).account.shops++;
    }

    @Override
    public void inboxRegistered(
            Header h,
            long shop,
            long identifierHi,
            long identifierLo,
            Slice identifier,
            Slice settings) {
        begin(h, h.stream);
        floor.inboxes.put(h.stream, new Inbox(h.stream, h.account, shop));
        floor.theTenant(h.account).account.inboxes++;
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
        begin(h, h.stream);
        floor.agents.put(h.stream, new Agent(h.stream, h.account, capacity, role));
        floor.theTenant(h.account).account.agents++;
    }

    @Override
    public void agentUpdated(Header h, int capacity, Role role, Slice name, Slice email) {
        begin(h, 0);
        Agent agent = floor.theAgent(h.stream);
        agent.capacity = capacity;
        agent.role = role;
        refreshAvailability(agent, false);
    }

    @Override
    public void agentTokenIssued(Header h, long tokenHi, long tokenLo) {
        begin(h, 0);
    }

    @Override
    public void presenceChanged(Header h, Presence presence) {
        begin(h, 0);
        Agent agent = floor.theAgent(h.stream);
        agent.presence = presence;
        refreshAvailability(agent, false);
    }

    // -- visitors

    @Override
    public void visitorRegistered(
            Header h,
            long keyId,
            long shop,
            long inbox,
            long sourceHi,
            long sourceLo,
            Slice sourceId,
            Slice profile) {
        begin(h, h.stream);
        remember(h, keyId, shop, inbox);
    }

    @Override
    public void visitorUpdated(Header h, Slice profile) {
        begin(h, 0);
        Visitor visitor = floor.theVisitor(h.stream);
        if (visitor.conversations == 0) {
            forgetting.startDay(visitor, h.recordedAt);
        }
    }

    @Override
    public void visitorErased(Header h, long keyId) {
        begin(h, 0);
        Visitor visitor = floor.theVisitor(h.stream);
        visitor.erased = true;
        if (visitor.conversations == 0) {
            forgetting.startDay(visitor, h.recordedAt);
        }
    }

    @Override
    public void visitorRecalled(Header h, long keyId, long shop, long inbox) {
        begin(h, 0);
        remember(h, keyId, shop, inbox);
    }

    private void remember(Header h, long keyId, long shop, long inbox) {
        Visitor visitor =
                new Visitor(h.stream, h.account, keyId, shop, inbox, Limits.KEYS_PER_VISITOR);
        floor.visitors.put(h.stream, visitor);
        forgetting.startDay(visitor, h.recordedAt);
        forgetting.forgetOld(h.recordedAt);
    }

    // -- conversations

    @Override
    public void conversationStarted(
            Header h, long shop, long inbox, long visitor, long number, Slice context) {
        begin(h, h.stream);
        Conversation conversation =
                new Conversation(h.stream, h.account, shop, inbox, visitor, number);
        floor.conversations.put(h.stream, conversation);
        Account account = floor.theTenant(h.account).account;
        account.nextNumber = number + 1;
        account.openConversations++;
        Visitor owner = floor.theVisitor(visitor);
        owner.conversations++;
        owner.opened(h.stream);
        owner.recentKeys.remember(h, h.stream, number);
        Chain.leave(owner);
        count(conversation, h);
        forgetting.forgetOld(h.recordedAt);
    }

    @Override
    public void conversationRecalled(
            Header h,
            long shop,
            long inbox,
            long visitor,
            long number,
            int seq,
            int visitorSeq,
            FirstResponse firstResponse,
            long armedAt,
            long deadline,
            long resolvedAt) {
        begin(h, 0);
        Conversation conversation =
                new Conversation(h.stream, h.account, shop, inbox, visitor, number);
        conversation.open = false;
        conversation.seq = seq;
        conversation.visitorSeq = visitorSeq;
        conversation.firstResponse = firstResponse;
        conversation.armedAt = armedAt;
        conversation.deadline = deadline;
        conversation.warnAt = armedAt + (deadline - armedAt) / 3 * 2;
        floor.conversations.put(h.stream, conversation);
        Visitor owner = floor.theVisitor(visitor);
        owner.conversations++;
        Chain.leave(owner);
        // In memory for a day from now on, although it was resolved long ago.
        forgetting.startDay(conversation, h.recordedAt);
        count(conversation, h);
        forgetting.forgetOld(h.recordedAt);
    }

    @Override
    public void messagePosted(
            Header h, long message, boolean note, Slice content, Slice attributes) {
        Conversation conversation = theConversation(h, message);
        conversation.recentKeys.remember(h, message, conversation.number);
    }

    @Override
    public void messageUpdated(
            Header h, long message, int messageSeq, boolean note, Slice content, Slice attributes) {
        Conversation conversation = theConversation(h, 0);
        conversation.recentKeys.remember(h, message, conversation.number);
    }

    @Override
    public void firstResponseArmed(Header h, long warnAt, long deadline) {
        Conversation conversation = theConversation(h, 0);
        conversation.firstResponse = FirstResponse.ARMED;
        conversation.armedAt = h.recordedAt;
        conversation.warnAt = warnAt;
        conversation.deadline = deadline;
    }

    @Override
    public void firstResponseWarned(Header h, long intendedAt) {
        theConversation(h, 0).firstResponse = FirstResponse.WARNED;
    }

    @Override
    public void firstResponseBreached(Header h, long intendedAt) {
        theConversation(h, 0).firstResponse = FirstResponse.BREACHED;
    }

    @Override
    public void firstResponseMet(Header h, long elapsedMicros, boolean withinTarget) {
        theConversation(h, 0).firstResponse = FirstResponse.MET;
    }

    @Override
    public void conversationQueued(Header h, QueueReason reason, long previousAgent) {
        Conversation conversation = theConversation(h, 0);
        conversation.recentKeys.remember(h, h.stream, conversation.number);
        conversation.agent = 0;
        conversation.waiting = true;
        declined(conversation, reason == QueueReason.TRANSFER ? previousAgent : 0);
        conversation.waitingSince =
                conversation.isUnanswered() ? conversation.armedAt : h.recordedAt;
        floor.theTenant(h.account).enqueue(conversation);
        release(previousAgent);
    }

    @Override
    public void conversationAssigned(
            Header h, AssignReason reason, long agent, long previousAgent) {
        Conversation conversation = theConversation(h, 0);
        conversation.recentKeys.remember(h, h.stream, conversation.number);
        conversation.agent = agent;
        conversation.waiting = false;
        declined(conversation, 0);
        Agent taker = floor.theAgent(agent);
        taker.assigned.addLast(conversation);
        refreshAvailability(taker, true);
        release(previousAgent);
    }

    @Override
    public void conversationResolved(Header h, long agent) {
        Conversation conversation = theConversation(h, 0);
        conversation.recentKeys.remember(h, h.stream, conversation.number);
        conversation.open = false;
        conversation.waiting = false;
        conversation.agent = 0;
        declined(conversation, 0);
        forgetting.startDay(conversation, h.recordedAt);
        floor.theTenant(h.account).account.openConversations--;
        floor.theVisitor(conversation.visitor).resolved(h.stream);
        release(agent);
        forgetting.forgetOld(h.recordedAt);
    }

    @Override
    public void conversationReopened(Header h) {
        Conversation conversation = theConversation(h, 0);
        conversation.recentKeys.remember(h, h.stream, conversation.number);
        conversation.open = true;
        conversation.idleSince = 0;
        Chain.leave(conversation);
        floor.theTenant(h.account).account.openConversations++;
        floor.theVisitor(conversation.visitor).opened(h.stream);
    }

    @Override
    public void conversationRated(Header h, int rating, Slice comment) {
        Conversation conversation = theConversation(h, 0);
        conversation.recentKeys.remember(h, h.stream, conversation.number);
        conversation.rating = rating;
    }

    @Override
    public void conversationSeen(Header h, int seenSeq) {
        Conversation conversation = theConversation(h, 0);
        switch (h.actorKind) {
            case VISITOR -> conversation.visitorSeenSeq = seenSeq;
            case AGENT -> conversation.agentSeenSeq = seenSeq;
            case SYSTEM, OPERATOR -> {}
        }
    }

    // -- imported history: only ids and numbers are taken

    @Override
    public void conversationImported(
            Header h,
            long shop,
            long keyId,
            long number,
            long externalHi,
            long externalLo,
            Slice externalId) {
        begin(h, h.stream);
        floor.theTenant(h.account).account.nextNumber = number + 1;
    }

    @Override
    public void messageImported(Header h, long message, Slice content) {
        begin(h, message);
    }

    // -- time

    @Override
    public void clockStepped(Header h, long deltaMicros) {
        begin(h, 0);
        floor.conversations
                .values()
                .forEach(
                        each -> {
                            if (each.open && each.isUnanswered()) {
                                each.armedAt += deltaMicros;
                                each.warnAt += deltaMicros;
                                each.deadline += deltaMicros;
                            }
                        });
    }

    // -- helpers

    /** Notes the event's time and the id it used. */
    private void begin(Header h, long madeId) {
        floor.lastRecordedAt = h.recordedAt;
        if (madeId != 0) {
            floor.lastCounter = Math.max(floor.lastCounter, Ids.counter(madeId));
        }
    }

    /** Given back by this agent, or 0: by nobody. */
    private void declined(Conversation conversation, long agent) {
        if (conversation.declinedBy != 0) {
            floor.theAgent(conversation.declinedBy).givenBack--;
        }
        conversation.declinedBy = agent;
        if (agent != 0) {
            floor.theAgent(agent).givenBack++;
        }
    }

    private void release(long agent) {
        if (agent != 0) {
            refreshAvailability(floor.theAgent(agent), false);
        }
    }

    private void refreshAvailability(Agent agent, boolean assigned) {
        floor.theTenant(agent.account).refresh(agent, assigned);
    }

    private Conversation theConversation(Header h, long madeId) {
        begin(h, madeId);
        Conversation conversation = floor.theConversation(h.stream);
        count(conversation, h);
        if (!conversation.open) {
            // Its day begins anew: the key of a late rating has to outlive the rating's retries.
            forgetting.startDay(conversation, h.recordedAt);
        }
        return conversation;
    }

    private static void count(Conversation conversation, Header h) {
        conversation.seq = h.seq;
        if (h.visitorSeq > 0) {
            conversation.visitorSeq = h.visitorSeq;
        }
    }
}
