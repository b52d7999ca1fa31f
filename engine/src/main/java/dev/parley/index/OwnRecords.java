package dev.parley.index;

import dev.parley.codec.EventDecoder;
import dev.parley.domain.Header;
import dev.parley.log.LogRecord;

/** Takes the shard's own events apart for the index. One thread, the feeder's. */
final class OwnRecords {
    private final IndexWriter writer;
    private final OwnEvents events;
    private final EventDecoder decoder = new EventDecoder();
    private final Header header = new Header();

    OwnRecords(IndexWriter writer) {
        this.writer = writer;
        this.events = new OwnEvents(writer);
    }

    void index(LogRecord record, int place) {
        header.position = record.position();
        header.recordedAt = record.recordedAt();
        header.occurredAt = record.occurredAt();
        header.account = record.account();
        header.stream = record.stream();
        writer.record(header.stream, header.position, place);
        decoder.decode(
                record.eventType(),
                record.schemaVersion(),
                record.array(),
                record.payloadOffset(),
                record.payloadLength(),
                header,
                events);
    }
}
