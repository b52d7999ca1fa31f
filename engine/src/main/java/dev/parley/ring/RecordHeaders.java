package dev.parley.ring;

import dev.parley.domain.ActorKind;
import dev.parley.domain.Header;
import dev.parley.log.LogRecord;
import dev.parley.log.RecordEncoder;

/** An event's header and its record's fields, both ways. Allocates nothing. */
public final class RecordHeaders {
    private RecordHeaders() {}

    /** All but the position, which the log sets, and the payload's type. */
    public static void write(Header h, RecordEncoder record) {
        record.times(h.recordedAt, h.occurredAt).account(h.account).stream(
                        h.stream, h.seq, h.visitorSeq)
                .actor(h.actorKind.code(), h.actor)
                .correlation(h.correlationHi, h.correlationLo)
                .key(h.keyHi, h.keyLo)
                .payloadHash(h.payloadHi, h.payloadLo);
        for (int i = 0; i < h.tagCount; i++) {
            record.tag(h.tags[2 * i], h.tags[2 * i + 1]);
        }
    }

    public static void read(LogRecord record, Header h) {
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
        h.tagCount = record.tagCount();
        for (int i = 0; i < h.tagCount; i++) {
            h.tags[2 * i] = record.tagHi(i);
            h.tags[2 * i + 1] = record.tagLo(i);
        }
    }
}
