package dev.parley.api;

import dev.parley.domain.Header;
import dev.parley.domain.PartialEvents;
import dev.parley.domain.Slice;
import dev.parley.seal.SealedField;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.LongPredicate;

/**
 * Gathers the messages of one conversation from its events: the newest that fit into so many bytes,
 * or a single one. One thread.
 */
final class Transcript implements PartialEvents {
    private final Envelopes envelopes;
    private final long shop;
    private final int most;
    private final LongPredicate wanted;
    private final SequencedMap<Long, Sized> messages = new LinkedHashMap<>();
    private int bytes;

    private record Sized(Message message, int bytes) {}

    /**
     * @param most bytes of what is gathered, sealed; one message alone always fits
     * @param wanted which messages, by id
     */
    Transcript(Envelopes envelopes, long shop, int most, LongPredicate wanted) {
        this.envelopes = envelopes;
        this.shop = shop;
        this.most = most;
        this.wanted = wanted;
    }

    /** Gathers a single message. */
    static Transcript ofOne(Envelopes envelopes, long shop, long message) {
        return new Transcript(envelopes, shop, 0, each -> each == message);
    }

    /** In the order they were posted. */
    List<Message> messages() {
        return messages.values().stream().map(Sized::message).toList();
    }

    @Override
    public void messagePosted(
            Header h, long message, boolean note, Slice content, Slice attributes) {
        if (!wanted.test(message)) {
            return;
        }
        put(
                content.length() + attributes.length(),
                new Message(
                        message,
                        h.stream,
                        h.seq,
                        h.visitorSeq,
                        h.position,
                        h.occurredAt,
                        h.occurredAt,
                        note,
                        h.actorKind,
                        h.actor,
                        envelopes.text(content, shop, SealedField.MESSAGE_CONTENT),
                        envelopes.object(attributes, shop, SealedField.MESSAGE_ATTRIBUTES)));
    }

    @Override
    public void messageUpdated(
            Header h, long message, int messageSeq, boolean note, Slice content, Slice attributes) {
        Sized before = messages.get(message);
        if (before != null) {
            put(
                    content.length() + attributes.length(),
                    before.message()
                            .updated(
                                    h.occurredAt,
                                    envelopes.text(
                                            content, shop, SealedField.MESSAGE_UPDATED_CONTENT),
                                    envelopes.object(
                                            attributes,
                                            shop,
                                            SealedField.MESSAGE_UPDATED_ATTRIBUTES)));
        }
    }

    private void put(int size, Message message) {
        Sized before = messages.put(message.id(), new Sized(message, size));
        bytes += size - (before == null ? 0 : before.bytes());
        while (bytes > most && messages.size() > 1) {
            bytes -= messages.pollFirstEntry().getValue().bytes();
        }
    }
}
