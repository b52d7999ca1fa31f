package dev.parley.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.api.http.Json;
import dev.parley.domain.Slice;
import dev.parley.seal.KeyStoreException;
import dev.parley.seal.Opening;
import dev.parley.seal.SealedField;
import dev.parley.seal.Sealer;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Seals text on its way to the ring and opens it on its way to a client. What cannot be opened, its
 * key being erased, reads as absent. Any thread.
 */
public final class Envelopes {
    private final Sealer sealer;

    public Envelopes(Sealer sealer) {
        this.sealer = sealer;
    }

    /** Throws Refused(410) where the key is erased: whose it is has left for good. */
    public Slice seal(long keyId, long shop, SealedField field, String text) {
        try {
            return Slice.of(
                    sealer.seal(keyId, shop, field.id(), text.getBytes(StandardCharsets.UTF_8)));
        } catch (KeyStoreException e) {
            throw Refusals.of(e);
        }
    }

    /** Of an object without fields, no bytes. */
    public Slice seal(long keyId, long shop, SealedField field, ObjectNode object) {
        return object.isEmpty() ? Slice.EMPTY : seal(keyId, shop, field, Json.text(object));
    }

    /**
     * The text, where one of {@code fields} opens it: a view does not say whether its copy came
     * from the first event or from an update.
     */
    public Optional<String> text(Slice envelope, long shop, SealedField... fields) {
        if (envelope.length() == 0) {
            return Optional.of("");
        }
        for (SealedField field : fields) {
            if (sealer.open(envelope, shop, field.id()) instanceof Opening.Opened opened) {
                return Optional.of(opened.text());
            }
        }
        return Optional.empty();
    }

    /** The object; an empty one where there is none to be read. */
    public ObjectNode object(Slice envelope, long shop, SealedField... fields) {
        Optional<String> text = text(envelope, shop, fields);
        if (text.isEmpty() || text.get().isEmpty()) {
            return Json.object();
        }
        JsonNode value = Json.stored(text.get());
        return value instanceof ObjectNode object ? object : Json.object();
    }
}
