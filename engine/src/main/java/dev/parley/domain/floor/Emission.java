package dev.parley.domain.floor;

import dev.parley.domain.ActorKind;
import dev.parley.domain.Events;
import dev.parley.domain.Hash;
import dev.parley.domain.Header;
import dev.parley.domain.Origin;
import dev.parley.domain.Outcome;
import dev.parley.domain.Rejection;
import dev.parley.domain.conversation.Conversation;

/**
 * The one header of a decision and the sink it goes into. The first event of a command carries its
 * idempotency key; events that the engine adds to it (routing, first response) keep the command's
 * actor and correlation, but for the end of a full conversation, which is the system's. Numbers
 * inside a conversation are counted here.
 */
final class Emission {
    final Events out;
    final Header h;
    private Hash key = Hash.NONE;
    private Hash payload = Hash.NONE;

    Emission(Header header, Events out) {
        this.h = header;
        this.out = out;
    }

    /** Starts a command's events. */
    void begin(Origin origin, long now) {
        h.from(origin, now);
        key = origin.key();
        payload = origin.payload();
    }

    /** Starts events that no command caused. */
    void beginSystem(long account, long now) {
        h.system(account, now);
        key = Hash.NONE;
        payload = Hash.NONE;
    }

    /**
     * The header for the event that answers the command, about something that is not a
     * conversation.
     */
    void primary(long stream) {
        about(stream);
        h.keyed(key, payload);
    }

    /** The header for the event that answers the command, about a conversation. */
    void primary(Conversation conversation, boolean visible) {
        next(conversation, visible);
        h.keyed(key, payload);
    }

    /** The header for a further event about something that is not a conversation. */
    void about(long stream) {
        h.stream = stream;
        h.seq = 0;
        h.visitorSeq = 0;
        h.keyed(Hash.NONE, Hash.NONE);
    }

    /** The header for a further event of a conversation; {@code visible} to its visitor or not. */
    void next(Conversation conversation, boolean visible) {
        h.stream = conversation.id;
        h.seq = conversation.seq + 1;
        h.visitorSeq = visible ? conversation.visitorSeq + 1 : 0;
        h.keyed(Hash.NONE, Hash.NONE);
    }

    /**
     * The end of a conversation that nobody asked for; the command's own actor goes on after it.
     */
    void resolveBySystem(Conversation conversation) {
        ActorKind kind = h.actorKind;
        long actor = h.actor;
        h.actorKind = ActorKind.SYSTEM;
        h.actor = 0;
        next(conversation, true);
        out.conversationResolved(h, conversation.agent);
        h.actorKind = kind;
        h.actor = actor;
    }

    boolean isBy(ActorKind kind) {
        return h.actorKind == kind;
    }

    /** Tells the outcome of the event just emitted. */
    void answer(Outcome outcome, long id, long number) {
        outcome.rejection = Rejection.NONE;
        outcome.id = id;
        outcome.number = number;
        outcome.seq = h.seq;
        outcome.visitorSeq = h.visitorSeq;
        outcome.position = h.position;
    }
}
