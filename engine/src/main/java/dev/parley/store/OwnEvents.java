package dev.parley.store;

import dev.parley.log.LogRecord;

import java.util.OptionalInt;

/**
 * Says what the shard's own events are to users of the store, which knows nothing of them. Such an
 * event has one tag, {@value #STREAM} with its stream's id in decimal, or none where it has no
 * stream. Any thread.
 */
public interface OwnEvents {
    /** Key of the one tag that an event of the shard's own has. */
    String STREAM = "stream";

    /** Event type that has this name, if one of the shard's own has it. */
    OptionalInt eventType(String name);

    /** The event that a record of kind EVENT is; a copy, since the record is a flyweight. */
    StoredEvent translate(LogRecord record);
}
