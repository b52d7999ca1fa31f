package dev.parley.domain.floor;

import dev.parley.domain.AssignReason;
import dev.parley.domain.Limits;
import dev.parley.domain.QueueReason;
import dev.parley.domain.agent.Agent;
import dev.parley.domain.conversation.Conversation;

import org.jspecify.annotations.Nullable;

/**
 * Who takes a conversation: the present agent with free capacity who has been idle longest; nobody
 * free, it waits, and whoever becomes free takes the one that has waited longest. Decided in the
 * same turn as its cause, so no queue can be raced and nothing sweeps.
 */
final class Routing {
    /**
     * How many waiting conversations one release looks at: past all that the only free agent may
     * have given back, it finds as many as an agent can take.
     */
    private static final int LOOK_AHEAD = Limits.GIVEN_BACK_PER_AGENT + Limits.CAPACITY_MAX;

    private final Emission emission;

    Routing(Emission emission) {
        this.emission = emission;
    }

    /**
     * Gives {@code conversation} to an agent or to the queue; {@code previousAgent} had it, or 0.
     */
    void place(Tenant tenant, Conversation conversation, QueueReason reason, long previousAgent) {
        long declinedBy = reason == QueueReason.TRANSFER ? previousAgent : 0;
        Agent agent = longestIdle(tenant, declinedBy);
        if (agent != null) {
            assign(conversation, agent.id, AssignReason.ROUTED, previousAgent);
        } else {
            emission.next(conversation, true);
            emission.out.conversationQueued(emission.h, reason, previousAgent);
        }
    }

    /**
     * Takes {@code conversation} from an agent who has left: to somebody else, or to the front of
     * the queue. Agents may come and go without end, so a full one is resolved instead.
     */
    void moveOn(Tenant tenant, Conversation conversation) {
        if (conversation.isFull()) {
            emission.resolveBySystem(conversation);
        } else {
            place(tenant, conversation, QueueReason.AGENT_LEFT, conversation.agent);
        }
    }

    /** Gives waiting conversations to free agents while there are both. */
    void fill(Tenant tenant) {
        Conversation each = tenant.waiting.first();
        for (int i = 0; i < LOOK_AHEAD && each != null && !tenant.available.isEmpty(); i++) {
            Conversation next = each.next();
            Agent agent = longestIdle(tenant, each.declinedBy);
            if (agent != null) {
                assign(each, agent.id, AssignReason.ROUTED, 0);
            }
            each = next;
        }
    }

    void assign(Conversation conversation, long agent, AssignReason reason, long previousAgent) {
        emission.next(conversation, true);
        emission.out.conversationAssigned(emission.h, reason, agent, previousAgent);
    }

    private static @Nullable Agent longestIdle(Tenant tenant, long exceptId) {
        Agent first = tenant.available.first();
        return first != null && first.id == exceptId ? first.next() : first;
    }
}
