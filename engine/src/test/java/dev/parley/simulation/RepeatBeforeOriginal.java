package dev.parley.simulation;

import dev.parley.domain.Answer;
import dev.parley.domain.Command;
import dev.parley.domain.Origin;
import dev.parley.domain.Rejection;
import dev.parley.domain.Request;
import dev.parley.domain.conversation.Conversation;
import dev.parley.domain.conversation.RecentKeys;
import dev.parley.domain.floor.Floor;
import dev.parley.ring.Shard;

import org.jspecify.annotations.Nullable;

/** A short cut before the ring: whatever the floor has seen already is answered without waiting. */
final class RepeatBeforeOriginal implements Plant {
    @Override
    public Front front(Front ring, Shard shard) {
        return (request, reply) -> {
            Answer known = known(request, shard.floor());
            if (known == null) {
                return ring.offer(request, reply);
            }
            reply.answered(known);
            return Rejection.NONE;
        };
    }

    /** The first answer, or null where there was none. */
    private static @Nullable Answer known(Request request, Floor floor) {
        Origin origin = request.origin();
        if (!(request instanceof Command.OfConversation of) || !origin.key().isPresent()) {
            return null;
        }
        Conversation conversation = floor.conversation(of.conversation());
        if (conversation == null) {
            return null;
        }
        RecentKeys keys = conversation.recentKeys;
        long sender = RecentKeys.sender(origin.actorKind().code(), origin.actor());
        int place = keys.find(sender, origin.key().hi(), origin.key().lo());
        return place < 0
                ? null
                : new Answer(
                        Rejection.NONE,
                        keys.id(place),
                        conversation.number,
                        keys.seq(place),
                        keys.visitorSeq(place),
                        keys.position(place),
                        keys.position(place) + 1,
                        true);
    }
}
