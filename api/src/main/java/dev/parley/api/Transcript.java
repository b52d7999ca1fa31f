package dev.parley.api;

import dev.parley.domain.Header;
import dev.parley.domain.PartialEvents;
import dev.parley.domain.Slice;
import dev.parley.seal.SealedField;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Gathers the messages of one conversation from its events, the newest that fit into {@link
 * #BYTES}. One thread.
 */
final class Transcript implements PartialEvents {
    private final Envelopes envelopes;
    private final long shop;

    /** Of what is gathered, sealed: one alone always fits. */
    static final int BYTES = 1 << 20;

    private final SequencedMap<Long, Sized> messages = new LinkedHashMap<>();
    private int bytes;

    private record Sized(Message message, int bytes) {}

    Transcript(Envelopes envelopes, long shop) {
        this.envelopes = envelopes;
        this.shop = shop;
    }

    /** In the order they were posted. */
    List<Message> messages() {
        return messages.values().stream().map(Sized::message).toList();
    }

    @Override
    public void messagePosted(
            Header h, long message, boolean note, Slice content, Slice attributes) {
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
        while (bytes > BYTES && messages.size() > 1) {
            bytes -= messages.pollFirstEntry().getValue().bytes();
        }
    }
}
