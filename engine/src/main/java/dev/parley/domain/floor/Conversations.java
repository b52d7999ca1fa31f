package dev.parley.domain.floor;

import dev.parley.domain.ActorKind;
import dev.parley.domain.AssignReason;
import dev.parley.domain.Command;
import dev.parley.domain.FirstResponse;
import dev.parley.domain.Limits;
import dev.parley.domain.Outcome;
import dev.parley.domain.Presence;
import dev.parley.domain.QueueReason;
import dev.parley.domain.Rejection;
import dev.parley.domain.agent.Agent;
import dev.parley.domain.conversation.Conversation;
import dev.parley.domain.shop.Shop;
import dev.parley.domain.visitor.Visitor;

/**
 * Decides about conversations, once the decider has found them and whoever asks. Answers NONE or
 * why not.
 */
final class Conversations {
    private final Floor floor;
    private final Emission emission;
    private final Routing routing;
    private final FirstResponses firstResponses;

    Conversations(Floor floor, Emission emission, Routing routing, FirstResponses firstResponses) {
        this.floor = floor;
        this.emission = emission;
        this.routing = routing;
        this.firstResponses = firstResponses;
    }

    Rejection start(Command.StartConversation c, Visitor visitor, Outcome outcome) {
        Tenant tenant = floor.theTenant(visitor.account);
        Rejection refused = oneMoreOpen(visitor, tenant);
        if (refused != Rejection.NONE) {
            return refused;
        }
        long id = floor.nextId(1);
        long number = tenant.account.nextNumber;
        emission.primary(id);
        emission.h.seq = 1;
        emission.h.visitorSeq = 1;
        emission.out.conversationStarted(
                emission.h, visitor.shop, visitor.inbox, visitor.id, number, c.context());
        emission.answer(outcome, id, number);
        return Rejection.NONE;
    }

    Rejection post(Command.PostMessage c, Conversation conversation, long now, Outcome outcome) {
        return switch (c.origin().actorKind()) {
            case VISITOR ->
                    c.note()
                            ? Rejection.NOT_PARTICIPANT
                            : postAsVisitor(c, conversation, now, outcome);
            case AGENT ->
                    c.note()
                            ? write(c, conversation, outcome)
                            : postAsAgent(c, conversation, now, outcome);
            case SYSTEM, OPERATOR -> Rejection.NOT_PARTICIPANT;
        };
    }

    private Rejection postAsVisitor(
            Command.PostMessage c, Conversation conversation, long now, Outcome outcome) {
        if (!conversation.open) {
            Rejection refused = reopening(conversation);
            if (refused != Rejection.NONE) {
                return refused;
            }
            emission.next(conversation, true);
            emission.out.conversationReopened(emission.h);
        }
        write(c, conversation, outcome);
        if (conversation.firstResponse == FirstResponse.NONE) {
            Shop shop = floor.shop(conversation.shop);
            if (shop == null) {
                throw new IllegalStateException(
                        "shop=" + conversation.shop + " of a conversation is not on the floor");
            }
            firstResponses.arm(conversation, shop.targetMicros, now);
            placeIfLoose(conversation, QueueReason.ARRIVAL);
        } else {
            placeIfLoose(conversation, QueueReason.REOPENED);
        }
        return Rejection.NONE;
    }

    /** An agent who answers a waiting conversation takes it. */
    private Rejection postAsAgent(
            Command.PostMessage c, Conversation conversation, long now, Outcome outcome) {
        if (!conversation.open) {
            return Rejection.CONVERSATION_RESOLVED;
        }
        Agent agent = theAgent(c.origin().actor());
        if (conversation.waiting && !agent.hasFreeCapacity()) {
            return Rejection.AGENT_AT_CAPACITY;
        }
        write(c, conversation, outcome);
        if (conversation.waiting) {
            routing.assign(conversation, agent.id, AssignReason.TAKEN, 0);
        }
        if (conversation.isUnanswered()) {
            firstResponses.settle(conversation, now);
            firstResponses.meet(conversation, now);
        }
        return Rejection.NONE;
    }

    private Rejection write(Command.PostMessage c, Conversation conversation, Outcome outcome) {
        long message = floor.nextId(1);
        emission.primary(conversation, !c.note());
        emission.out.messagePosted(emission.h, message, c.note(), c.content(), c.attributes());
        emission.answer(outcome, message, conversation.number);
        return Rejection.NONE;
    }

    Rejection update(Command.UpdateMessage c, Conversation conversation, Outcome outcome) {
        if (c.messageSeq() < 1 || c.messageSeq() > conversation.seq) {
            return Rejection.UNKNOWN_MESSAGE;
        }
        if (c.note() && c.origin().actorKind() == ActorKind.VISITOR) {
            return Rejection.UNKNOWN_MESSAGE;
        }
        emission.primary(conversation, !c.note());
        emission.out.messageUpdated(
                emission.h, c.message(), c.messageSeq(), c.note(), c.content(), c.attributes());
        emission.answer(outcome, c.message(), conversation.number);
        return Rejection.NONE;
    }

    /**
     * By hand, to a present agent with free capacity; from the queue, from nobody, or from another
     * agent.
     */
    Rejection assign(
            Conversation conversation, long agentId, AssignReason reason, Outcome outcome) {
        if (!conversation.open) {
            return Rejection.CONVERSATION_RESOLVED;
        }
        Agent agent = floor.agent(agentId);
        if (agent == null || agent.account != conversation.account) {
            return Rejection.UNKNOWN_AGENT;
        }
        if (conversation.agent == agentId) {
            return Rejection.ALREADY_ASSIGNED;
        }
        if (agent.presence == Presence.OFFLINE) {
            return Rejection.AGENT_OFFLINE;
        }
        if (!agent.hasFreeCapacity()) {
            return Rejection.AGENT_AT_CAPACITY;
        }
        long previous = conversation.agent;
        emission.primary(conversation, true);
        emission.out.conversationAssigned(emission.h, reason, agentId, previous);
        emission.answer(outcome, conversation.id, conversation.number);
        routing.fill(floor.theTenant(conversation.account));
        return Rejection.NONE;
    }

    /**
     * Back to the queue; whoever gives it back does not get it again from there, and has to keep it
     * where too many wait that he gave back.
     */
    Rejection giveBack(Conversation conversation, Outcome outcome) {
        if (!conversation.open) {
            return Rejection.CONVERSATION_RESOLVED;
        }
        if (conversation.agent == 0) {
            return Rejection.NOT_PARTICIPANT;
        }
        if (theAgent(conversation.agent).givenBack >= Limits.GIVEN_BACK_PER_AGENT) {
            return Rejection.LIMIT_EXCEEDED;
        }
        emission.primary(conversation, true);
        emission.out.conversationQueued(emission.h, QueueReason.TRANSFER, conversation.agent);
        emission.answer(outcome, conversation.id, conversation.number);
        routing.fill(floor.theTenant(conversation.account));
        return Rejection.NONE;
    }

    Rejection resolve(Conversation conversation, Outcome outcome) {
        if (!conversation.open) {
            return Rejection.CONVERSATION_RESOLVED;
        }
        emission.primary(conversation, true);
        emission.out.conversationResolved(emission.h, conversation.agent);
        emission.answer(outcome, conversation.id, conversation.number);
        routing.fill(floor.theTenant(conversation.account));
        return Rejection.NONE;
    }

    Rejection reopen(Conversation conversation, Outcome outcome) {
        if (conversation.open) {
            return Rejection.CONVERSATION_OPEN;
        }
        Rejection refused = reopening(conversation);
        if (refused != Rejection.NONE) {
            return refused;
        }
        emission.primary(conversation, true);
        emission.out.conversationReopened(emission.h);
        emission.answer(outcome, conversation.id, conversation.number);
        placeIfLoose(conversation, QueueReason.REOPENED);
        return Rejection.NONE;
    }

    Rejection rate(Command.RateConversation c, Conversation conversation, Outcome outcome) {
        if (c.origin().actorKind() != ActorKind.VISITOR) {
            return Rejection.NOT_PARTICIPANT;
        }
        if (c.rating() < Limits.RATING_MIN || c.rating() > Limits.RATING_MAX) {
            return Rejection.VALUE_OUT_OF_RANGE;
        }
        emission.primary(conversation, true);
        emission.out.conversationRated(emission.h, c.rating(), c.comment());
        emission.answer(outcome, conversation.id, conversation.number);
        return Rejection.NONE;
    }

    /** Seeing what was seen before is no new fact. */
    Rejection seen(Command.MarkSeen c, Conversation conversation, Outcome outcome) {
        boolean visitor = c.origin().actorKind() == ActorKind.VISITOR;
        int last = visitor ? conversation.visitorSeq : conversation.seq;
        int before = visitor ? conversation.visitorSeenSeq : conversation.agentSeenSeq;
        if (c.seq() < 0 || c.seq() > last) {
            return Rejection.VALUE_OUT_OF_RANGE;
        }
        outcome.id = conversation.id;
        outcome.number = conversation.number;
        if (c.seq() > before) {
            emission.primary(conversation, true);
            emission.out.conversationSeen(emission.h, c.seq());
            emission.answer(outcome, conversation.id, conversation.number);
        }
        return Rejection.NONE;
    }

    /** Ends all that the visitor has open. */
    void resolveAll(Visitor visitor) {
        while (visitor.openConversations() > 0) {
            Conversation conversation = floor.theConversation(visitor.lastOpened());
            emission.next(conversation, true);
            emission.out.conversationResolved(emission.h, conversation.agent);
        }
        routing.fill(floor.theTenant(visitor.account));
    }

    /** NONE, or why it may not be open again. */
    private Rejection reopening(Conversation conversation) {
        return oneMoreOpen(
                floor.theVisitor(conversation.visitor), floor.theTenant(conversation.account));
    }

    /** NONE, or why none more of the visitor's may be open. */
    private static Rejection oneMoreOpen(Visitor visitor, Tenant tenant) {
        if (visitor.erased) {
            return Rejection.ERASED;
        }
        boolean isWithin =
                visitor.openConversations() < Limits.OPEN_CONVERSATIONS_PER_VISITOR
                        && tenant.account.openConversations < Limits.OPEN_CONVERSATIONS_PER_ACCOUNT;
        return isWithin ? Rejection.NONE : Rejection.LIMIT_EXCEEDED;
    }

    /**
     * A conversation that is open and written in, yet neither waiting nor anybody's, finds its
     * place.
     */
    private void placeIfLoose(Conversation conversation, QueueReason reason) {
        if (conversation.open
                && !conversation.waiting
                && conversation.agent == 0
                && conversation.firstResponse != FirstResponse.NONE) {
            routing.place(floor.theTenant(conversation.account), conversation, reason, 0);
        }
    }

    private Agent theAgent(long id) {
        Agent agent = floor.agent(id);
        if (agent == null) {
            throw new IllegalStateException("agent=" + id + " was checked and is gone");
        }
        return agent;
    }
}
