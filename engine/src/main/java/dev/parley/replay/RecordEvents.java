package dev.parley.replay;

import dev.parley.codec.EventDecoder;
import dev.parley.domain.ActorKind;
import dev.parley.domain.Events;
import dev.parley.domain.Header;
import dev.parley.domain.Limits;
import dev.parley.log.LogRecord;
import dev.parley.log.RecordKind;

/**
 * Turns records of the log back into the events they were. One thread; allocates nothing per
 * record. Header and slices given to the listener are overwritten by the next record.
 */
public final class RecordEvents {
    private final EventDecoder decoder = new EventDecoder();
    private final Header header = new Header();

    /**
     * Tells {@code listener} what {@code record} holds; foreign records are passed over.
     *
     * @return whether it was an event of ours
     * @throws IllegalStateException for an event that this version of the program does not know
     */
    public boolean tell(LogRecord record, Events listener) {
        if (record.kind() != RecordKind.EVENT) {
            return false;
        }
        fill(record, header);
        decoder.decode(
                record.eventType(),
                record.schemaVersion(),
                record.array(),
                record.payloadOffset(),
                record.payloadLength(),
                header,
                listener);
        return true;
    }

    private static void fill(LogRecord record, Header h) {
        h.position = record.position();
        h.recordedAt = record.recordedAt();
        h.occurredAt = record.occurredAt();
        h.account = record.account();
        h.stream = record.stream();
        h.seq = record.seq();
        h.visitorSeq = record.visitorSeq();
        h.actorKind = ActorKind.of(record.actorKind());
        h.actor = record.actor();
        h.correlationHi = record.correlationHi();
        h.correlationLo = record.correlationLo();
        h.keyHi = record.keyHi();
        h.keyLo = record.keyLo();
        h.payloadHi = record.payloadHashHi();
        h.payloadLo = record.payloadHashLo();
        h.tagCount = Math.min(record.tagCount(), Limits.TAGS_PER_EVENT);
        for (int i = 0; i < h.tagCount; i++) {
            h.tags[2 * i] = record.tagHi(i);
            h.tags[2 * i + 1] = record.tagLo(i);
        }
    }
}
