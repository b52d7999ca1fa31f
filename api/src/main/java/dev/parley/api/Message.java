package dev.parley.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.domain.ActorKind;

import java.util.Optional;

/**
 * One message as it now reads. Immutable but for {@code attributes}, which nobody changes.
 *
 * @param seq of the event that posted it
 * @param visitorSeq the visitor's count of it, 0 for a note
 * @param position of the event that posted it
 * @param at when it was written, epoch microseconds
 * @param updatedAt when it last changed, epoch microseconds
 * @param content absent where its key is erased
 */
record Message(
        long id,
        long conversation,
        int seq,
        int visitorSeq,
        long position,
        long at,
        long updatedAt,
        boolean note,
        ActorKind actorKind,
        long actor,
        Optional<String> content,
        ObjectNode attributes) {
    boolean isByVisitor() {
        return actorKind == ActorKind.VISITOR;
    }

    Message updated(long updatedAt, Optional<String> content, ObjectNode attributes) {
        return new Message(
                id,
                conversation,
                seq,
                visitorSeq,
                position,
                at,
                updatedAt,
                note,
                actorKind,
                actor,
                content,
                attributes);
    }
}
