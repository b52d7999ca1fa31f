package dev.parley.ops;

import dev.parley.domain.ActorKind;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * One conversation as it reads.
 *
 * @param shop public code
 * @param number public number in the account
 * @param externalId what it was called where it was imported from; null for a live one, or where
 *     its key is not there
 */
record Transcript(
        long conversation,
        long account,
        String shop,
        long number,
        @Nullable String externalId,
        List<Message> messages) {
    Transcript {
        messages = List.copyOf(messages);
    }

    /**
     * One message, as it last read.
     *
     * @param editedAt epoch microseconds of its last change, or 0
     * @param text null where its key is not there
     * @param keyId the key it is sealed under
     */
    record Message(
            int seq,
            long at,
            ActorKind from,
            long actor,
            boolean note,
            long editedAt,
            @Nullable String text,
            long keyId) {}
}
