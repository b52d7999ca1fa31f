package dev.parley.store;

import dev.parley.log.LogRecord;

import org.jspecify.annotations.Nullable;

import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The shard's own events as another made them, the latest so many: processors that follow are told
 * at the same moment, and one translation serves all. Any thread; events never change.
 */
final class Translated implements OwnEvents {
    /** What comes between two tellings under load, and some more. */
    private static final int EVENTS = 1 << 11;

    private final OwnEvents own;
    private final AtomicReferenceArray<@Nullable StoredEvent> latest =
            new AtomicReferenceArray<>(EVENTS);

    Translated(OwnEvents own) {
        this.own = own;
    }

    @Override
    public OptionalInt eventType(String name) {
        return own.eventType(name);
    }

    @Override
    public StoredEvent translate(LogRecord record) {
        int place = (int) (record.position() & EVENTS - 1);
        StoredEvent known = latest.get(place);
        if (known != null && known.position() == record.position()) {
            return known;
        }
        StoredEvent made = own.translate(record);
        latest.set(place, made);
        return made;
    }
}
