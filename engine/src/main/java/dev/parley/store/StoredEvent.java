package dev.parley.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An event as it is in the store, and kept exactly.
 *
 * @param position place in the log, from 0
 * @param id what its maker called it
 * @param type name of its type
 * @param version of its type
 * @param payload the bytes given; of one of the shard's own events what {@link OwnEvents} made
 * @param timestamp when it happened, to the nanosecond
 * @param tags each once
 */
public record StoredEvent(
        long position,
        String id,
        String type,
        String version,
        Object payload,
        Map<String, String> metadata,
        Instant timestamp,
        List<EventTag> tags) {}
