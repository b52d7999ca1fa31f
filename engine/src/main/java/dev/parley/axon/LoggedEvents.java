package dev.parley.axon;

import dev.parley.codec.EventTypes;
import dev.parley.log.LogRecord;
import dev.parley.store.EventTag;
import dev.parley.store.OwnEvents;
import dev.parley.store.StoredEvent;

import org.axonframework.messaging.core.Metadata;

import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * The shard's own events as Axon sees them: type {@code parley.MessagePosted}, payload {@link
 * LoggedEvent}, id made of shard and position, so that it is the same at each reading. Any thread.
 */
public final class LoggedEvents implements OwnEvents {
    /** In front of every type name. */
    public static final String NAMESPACE = "parley.";

    /** Metadata key of the account, in decimal. */
    public static final String ACCOUNT = "account";

    private static final long MICROS = 1_000_000;

    @Override
    public OptionalInt eventType(String name) {
        String local = name.startsWith(NAMESPACE) ? name.substring(NAMESPACE.length()) : "";
        return EventTypes.isName(local)
                ? OptionalInt.of(EventTypes.id(local))
                : OptionalInt.empty();
    }

    @Override
    public StoredEvent translate(LogRecord record) {
        LoggedEvent payload = LoggedEvent.of(record);
        return new StoredEvent(
                record.position(),
                new UUID(record.shard(), record.position()).toString(),
                NAMESPACE + payload.type(),
                Integer.toString(record.schemaVersion()),
                payload,
                metadata(record),
                Instant.ofEpochSecond(
                        Math.floorDiv(record.occurredAt(), MICROS),
                        Math.floorMod(record.occurredAt(), MICROS) * 1_000),
                record.stream() == 0
                        ? List.of()
                        : List.of(new EventTag(STREAM, Long.toString(record.stream()))));
    }

    /** As Axon keeps it, so that messages made of the event share it. */
    private static Metadata metadata(LogRecord record) {
        Map<String, String> metadata = new HashMap<>();
        metadata.put(ACCOUNT, Long.toString(record.account()));
        if ((record.correlationHi() | record.correlationLo()) != 0) {
            HexFormat hex = HexFormat.of();
            metadata.put(
                    "correlationId",
                    hex.toHexDigits(record.correlationHi())
                            + hex.toHexDigits(record.correlationLo()));
        }
        return Metadata.from(metadata);
    }
}
