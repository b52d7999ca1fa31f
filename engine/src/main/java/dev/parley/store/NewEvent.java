package dev.parley.store;

import dev.parley.ring.Append;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An event to be stored. Its payload must not be changed any more.
 *
 * @param id unique by its maker's word; not checked
 * @param type name of its type
 * @param version of its type
 * @param tags at most {@value dev.parley.log.LogRecord#MAX_TAGS}
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are the caller's word, never compared
public record NewEvent(
        String id,
        String type,
        String version,
        byte[] payload,
        Map<String, String> metadata,
        Instant timestamp,
        List<EventTag> tags) {
    /** Refuses more tags than a record holds; keeps one of equal ones. */
    public NewEvent {
        metadata = Map.copyOf(metadata);
        tags = List.copyOf(Set.copyOf(tags));
        if (tags.size() > Append.MAX_TAGS) {
            throw new IllegalArgumentException(
                    "tags=" + tags.size() + " of an event exceed " + Append.MAX_TAGS);
        }
    }
}
