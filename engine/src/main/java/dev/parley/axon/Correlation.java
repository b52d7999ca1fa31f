package dev.parley.axon;

import dev.parley.domain.Hash;

import org.axonframework.messaging.core.Message;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Correlation ids as Axon keeps them, in metadata, and as records keep them, in 128 bits: a UUID is
 * stored as it is, any other text by the first half of its SHA-256.
 */
public final class Correlation {
    /** Metadata key, as Axon's own {@code MessageOriginProvider} sets it. */
    public static final String CORRELATION_ID = "correlationId";

    /** Metadata key, as Axon's own {@code MessageOriginProvider} sets it. */
    public static final String CAUSATION_ID = "causationId";

    private Correlation() {}

    /** The message's correlation id; its own identifier where it has none. */
    public static Hash of(Message message) {
        @Nullable String id = message.metadata().get(CORRELATION_ID);
        return of(id == null ? message.identifier() : id);
    }

    /** The 128 bits stored for {@code id}. */
    public static Hash of(String id) {
        if (id.length() == 36) {
            try {
                UUID uuid = UUID.fromString(id);
                return new Hash(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
            } catch (IllegalArgumentException _) {
                return digest(id);
            }
        }
        return digest(id);
    }

    private static Hash digest(String id) {
        try {
            ByteBuffer bytes =
                    ByteBuffer.wrap(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(id.getBytes(StandardCharsets.UTF_8)));
            return new Hash(bytes.getLong(), bytes.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
