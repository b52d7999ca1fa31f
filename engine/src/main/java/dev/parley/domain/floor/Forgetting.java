package dev.parley.domain.floor;

import dev.parley.domain.Chain;
import dev.parley.domain.Limits;
import dev.parley.domain.conversation.Conversation;
import dev.parley.domain.visitor.Visitor;

/**
 * What leaves memory: conversations a day after the last that happened to them once resolved,
 * visitors a day after the last conversation of theirs has left. A day of recordedAt, so that a
 * replay forgets what the live run forgot.
 */
final class Forgetting {
    /** Most that leaves memory with one event, so that no event pays for a thousand. */
    private static final int FORGOTTEN_PER_EVENT = 4;

    private final Floor floor;

    Forgetting(Floor floor) {
        this.floor = floor;
    }

    /** The day of {@code conversation}, which is resolved, begins, or begins anew. */
    void startDay(Conversation conversation, long now) {
        conversation.idleSince = now;
        floor.resolved.addLast(conversation);
    }

    /** The day of {@code visitor}, who has no conversation in memory, begins, or begins anew. */
    void startDay(Visitor visitor, long now) {
        visitor.idleSince = now;
        floor.idleVisitors.addLast(visitor);
    }

    /**
     * Lets go of what has been resolved or idle for a day. Called behind the events that make
     * memory grow, once the event itself has taken effect: nothing that a command is about can be
     * forgotten in the middle of it.
     */
    void forgetOld(long now) {
        long horizon = now - Limits.MEMORY_MICROS;
        for (int i = 0; i < FORGOTTEN_PER_EVENT; i++) {
            Conversation oldest = floor.resolved.first();
            if (oldest == null || oldest.idleSince >= horizon) {
                break;
            }
            forget(oldest, now);
        }
        for (int i = 0; i < FORGOTTEN_PER_EVENT; i++) {
            Visitor oldest = floor.idleVisitors.first();
            if (oldest == null || oldest.idleSince >= horizon) {
                break;
            }
            Chain.leave(oldest);
            floor.visitors.remove(oldest.id);
        }
    }

    private void forget(Conversation conversation, long now) {
        Chain.leave(conversation);
        floor.conversations.remove(conversation.id);
        Visitor owner = floor.theVisitor(conversation.visitor);
        owner.conversations--;
        if (owner.conversations == 0) {
            startDay(owner, now);
        }
    }
}
