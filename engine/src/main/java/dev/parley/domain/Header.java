package dev.parley.domain;

/**
 * What every event carries besides its own fields: a mutable flyweight, filled by the decider or a
 * decoder, owned by one thread, overwritten for the next event. Public fields, since it is the one
 * thing every stage reads per event.
 */
public final class Header {
    /** Place in the log, dense from 0; stamped by the log. */
    public long position;

    /** Shard time, epoch microseconds, never decreasing. */
    public long recordedAt;

    /** When it happened, epoch microseconds; differs from recordedAt for imports and channels. */
    public long occurredAt;

    public long account;

    /**
     * Id of the thing the event belongs to: conversation, visitor, agent, inbox, shop or account.
     */
    public long stream;

    /** Count of all events of the conversation, from 1; 0 outside conversations. */
    public int seq;

    /**
     * Count of the events that the visitor may see, from 1; 0 where this one is hidden from the
     * visitor.
     */
    public int visitorSeq;

    public ActorKind actorKind = ActorKind.SYSTEM;
    public long actor;
    public long correlationHi;
    public long correlationLo;
    public long keyHi;
    public long keyLo;
    public long payloadHi;
    public long payloadLo;

    /** Number of tags; tag i is {@code tags[2 * i]} (hi) and {@code tags[2 * i + 1]} (lo). */
    public int tagCount;

    public final long[] tags = new long[2 * Limits.TAGS_PER_EVENT];

    /**
     * Takes actor, account, correlation, tags and occurrence from a command; hashes are set by
     * {@link #keyed}.
     */
    public void from(Origin origin, long now) {
        recordedAt = now;
        occurredAt = origin.occurredAt() == 0 ? now : origin.occurredAt();
        account = origin.account();
        actorKind = origin.actorKind();
        actor = origin.actor();
        correlationHi = origin.correlation().hi();
        correlationLo = origin.correlation().lo();
        tagCount = origin.tags().size();
        for (int i = 0; i < tagCount; i++) {
            tags[2 * i] = origin.tags().get(i).hi();
            tags[2 * i + 1] = origin.tags().get(i).lo();
        }
        keyed(Hash.NONE, Hash.NONE);
    }

    /**
     * A header of the engine's own doing: no actor, no key; correlation 0 where no command caused
     * it.
     */
    public void system(long account, long now) {
        recordedAt = now;
        occurredAt = now;
        this.account = account;
        actorKind = ActorKind.SYSTEM;
        actor = 0;
        correlationHi = 0;
        correlationLo = 0;
        tagCount = 0;
        keyed(Hash.NONE, Hash.NONE);
    }

    /** Sets the idempotency hashes: only the first event of a command carries them. */
    public void keyed(Hash key, Hash payload) {
        keyHi = key.hi();
        keyLo = key.lo();
        payloadHi = payload.hi();
        payloadLo = payload.lo();
    }

    /** Whether the event carries an idempotency key. */
    public boolean hasKey() {
        return (keyHi | keyLo) != 0;
    }
}
