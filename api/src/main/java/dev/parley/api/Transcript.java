package dev.parley.api;

import dev.parley.domain.Header;
import dev.parley.domain.PartialEvents;
import dev.parley.domain.Slice;
import dev.parley.seal.SealedField;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers the messages of one conversation from its events. One thread. */
final class Transcript implements PartialEvents {
    private final Envelopes envelopes;
    private final long shop;
    private final Map<Long, Message> messages = new LinkedHashMap<>();

    Transcript(Envelopes envelopes, long shop) {
        this.envelopes = envelopes;
        this.shop = shop;
    }

    /** In the order they were posted. */
    List<Message> messages() {
        return List.copyOf(messages.values());
    }

    @Override
    public void messagePosted(
            Header h, long message, boolean note, Slice content, Slice attributes) {
        messages.put(
                message,
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
        Optional<String> text = envelopes.text(content, shop, SealedField.MESSAGE_UPDATED_CONTENT);
        messages.computeIfPresent(
                message,
                (_, before) ->
                        before.updated(
                                h.occurredAt,
                                text,
                                envelopes.object(
                                        attributes, shop, SealedField.MESSAGE_UPDATED_ATTRIBUTES)));
    }
}
