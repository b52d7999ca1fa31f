package dev.parley.seal;

import dev.parley.domain.Slice;

import java.nio.charset.StandardCharsets;

/** What opening an envelope came to. */
public sealed interface Opening {
    /** The plain text; the bytes are the caller's own. */
    record Opened(Slice plaintext) implements Opening {
        /** The plain text read as UTF-8. */
        public String text() {
            return new String(
                    plaintext.array(),
                    plaintext.offset(),
                    plaintext.length(),
                    StandardCharsets.UTF_8);
        }
    }

    /**
     * The key is erased, elsewhere or damaged: {@code state} says which. Tools print the key id and
     * go on.
     */
    record MissingKey(long keyId, KeyState state) implements Opening {}

    /**
     * The bytes are not what was sealed for this shop, field and key: changed, moved, or shorter
     * than an envelope. {@code keyId} is what the envelope names, 0 where it is too short.
     */
    record Refused(long keyId) implements Opening {}
}
