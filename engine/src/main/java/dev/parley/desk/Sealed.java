package dev.parley.desk;

import dev.parley.domain.Slice;

import java.util.Base64;

/**
 * A sealed text as events keep it: the envelope in base64, since their payload is JSON. Sealed and
 * opened by the caller, under the key of the person it is about; here it is only passed on.
 */
public record Sealed(String base64) {
    public static Sealed of(Slice envelope) {
        return new Sealed(Base64.getEncoder().encodeToString(envelope.toBytes()));
    }

    public Slice envelope() {
        return Slice.of(Base64.getDecoder().decode(base64));
    }

    int length() {
        return base64.length() / 4 * 3;
    }
}
