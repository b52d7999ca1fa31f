package dev.parley.codec;

import dev.parley.domain.Slice;

import java.util.Optional;

/** Opens the sealed fields that {@link EventJson} meets; the caller knows shop and keys. */
@FunctionalInterface
public interface FieldOpener {
    /** Opens nothing: prints key ids. */
    FieldOpener CLOSED = (_, _, _) -> Optional.empty();

    /**
     * The plain text, or nothing where the key is missing or does not fit.
     *
     * @param type name of the event
     * @param fieldId what the envelope was sealed for: {@link EventTypes#fieldId}
     * @param envelope valid during the call, never empty
     */
    Optional<String> open(String type, int fieldId, Slice envelope);
}
