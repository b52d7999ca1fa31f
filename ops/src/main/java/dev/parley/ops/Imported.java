package dev.parley.ops;

import dev.parley.domain.Answer;
import dev.parley.domain.Hash;
import dev.parley.domain.Header;
import dev.parley.domain.PartialEvents;
import dev.parley.domain.Rejection;
import dev.parley.domain.Slice;

import org.agrona.collections.Long2ObjectHashMap;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Which conversations were imported and how far. Folded from the log when an import begins, and
 * kept up by it; about 150 bytes a conversation, for as long as the import runs. One thread.
 */
final class Imported implements PartialEvents {
    /** One conversation that is in the log or on its way. */
    static final class Entry {
        private final long keyId;
        private final CompletableFuture<Answer> started;

        /** Messages in the log or on their way. */
        int messages;

        Entry(long keyId, CompletableFuture<Answer> started) {
            this.keyId = keyId;
            this.started = started;
        }

        long keyId() {
            return keyId;
        }

        /** The answer that names the conversation. */
        CompletableFuture<Answer> started() {
            return started;
        }
    }

    private final Map<Hash, Entry> byExternalId = new HashMap<>();
    private final Long2ObjectHashMap<Entry> byConversation = new Long2ObjectHashMap<>();

    Optional<Entry> find(Hash externalId) {
        return Optional.ofNullable(byExternalId.get(externalId));
    }

    void put(Hash externalId, Entry entry) {
        byExternalId.put(externalId, entry);
    }

    @Override
    public void conversationImported(
            Header h,
            long shop,
            long keyId,
            long number,
            long externalHi,
            long externalLo,
            Slice externalId) {
        Answer answer =
                new Answer(
                        Rejection.NONE,
                        h.stream,
                        number,
                        h.seq,
                        h.visitorSeq,
                        h.position,
                        h.position + 1,
                        false);
        Entry entry = new Entry(keyId, CompletableFuture.completedFuture(answer));
        byExternalId.put(new Hash(externalHi, externalLo), entry);
        byConversation.put(h.stream, entry);
    }

    @Override
    public void messageImported(Header h, long message, Slice content) {
        Entry entry = byConversation.get(h.stream);
        if (entry != null) {
            entry.messages++;
        }
    }
}
