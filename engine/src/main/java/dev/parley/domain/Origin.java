package dev.parley.domain;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Where a command comes from. Made on the caller's thread, before the ring.
 *
 * @param account the tenant; 0 only for registering one
 * @param actor id of the visitor or agent; 0 for system and operator
 * @param correlation ties the events of one request together
 * @param key keyed hash of the idempotency key, or NONE
 * @param payload keyed hash of the canonical plain payload, or NONE
 * @param tags at most {@link Limits#TAGS_PER_EVENT} keyed hashes by which the events can be found
 * @param occurredAt epoch microseconds of the real occurrence, 0 for now
 */
public record Origin(
        long account,
        ActorKind actorKind,
        long actor,
        Hash correlation,
        Hash key,
        Hash payload,
        List<Hash> tags,
        long occurredAt) {
    public Origin {
        requireNonNull(actorKind, "actorKind");
        requireNonNull(correlation, "correlation");
        requireNonNull(key, "key");
        requireNonNull(payload, "payload");
        tags = List.copyOf(tags);
        if (tags.size() > Limits.TAGS_PER_EVENT) {
            throw new IllegalArgumentException(
                    "tags=" + tags.size() + " exceeds " + Limits.TAGS_PER_EVENT);
        }
    }

    /** An origin without idempotency key, correlation or tags. */
    public static Origin of(long account, ActorKind actorKind, long actor) {
        return new Origin(account, actorKind, actor, Hash.NONE, Hash.NONE, Hash.NONE, List.of(), 0);
    }

    /** The same with an idempotency key and the hash of what it was used for. */
    public Origin withKey(Hash key, Hash payload) {
        return new Origin(account, actorKind, actor, correlation, key, payload, tags, occurredAt);
    }

    /** The same, of something that happened at {@code occurredAt}, epoch microseconds. */
    public Origin at(long occurredAt) {
        return new Origin(account, actorKind, actor, correlation, key, payload, tags, occurredAt);
    }
}
