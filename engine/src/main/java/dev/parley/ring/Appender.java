package dev.parley.ring;

import dev.parley.domain.Hash;
import dev.parley.domain.Outcome;
import dev.parley.domain.Rejection;
import dev.parley.domain.Slice;
import dev.parley.log.EventLog;
import dev.parley.log.RecordEncoder;
import dev.parley.log.RecordKind;
import dev.parley.log.Transaction;

import java.util.List;

/**
 * The writer's part in a conditional append: looks at the records that the caller could not see,
 * and appends all or nothing. One thread; allocates nothing per event.
 */
final class Appender {
    private final EventLog log;
    private final Recents recents;
    private final Transaction transaction = new Transaction();

    Appender(EventLog log, Recents recents) {
        this.log = log;
        this.recents = recents;
    }

    /** Why {@code append} cannot be; NONE where it can. */
    Rejection check(Append append) {
        if (append.condition().alternatives().isEmpty()) {
            return Rejection.NONE;
        }
        long from = append.checkedBefore();
        if (from < recents.begin()) {
            return Rejection.CHECK_TOO_OLD;
        }
        return recents.matches(append.condition(), from)
                ? Rejection.CONDITION_FAILED
                : Rejection.NONE;
    }

    /** Appends what was checked. */
    void append(Append append, long now, Outcome outcome) {
        List<Append.Event> events = append.events();
        long first = log.head();
        transaction.clear();
        for (int i = 0; i < events.size(); i++) {
            stage(events.get(i), now);
        }
        outcome.position = log.append(transaction);
        for (int i = 0; i < events.size(); i++) {
            recents.foreign(first + i, events.get(i));
        }
    }

    private void stage(Append.Event event, long now) {
        RecordEncoder record = transaction.begin(RecordKind.FOREIGN);
        record.eventType(0, event.layout())
                .times(now, event.occurredAt())
                .payloadHash(event.type().hi(), event.type().lo());
        List<Hash> tags = event.tags();
        for (int i = 0; i < tags.size(); i++) {
            record.tag(tags.get(i).hi(), tags.get(i).lo());
        }
        Slice payload = event.payload();
        record.buffer()
                .putBytes(
                        record.payloadOffset(),
                        payload.array(),
                        payload.offset(),
                        payload.length());
        transaction.end(payload.length());
    }
}
