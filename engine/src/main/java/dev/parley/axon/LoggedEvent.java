package dev.parley.axon;

import dev.parley.codec.EventDecoder;
import dev.parley.codec.EventTypes;
import dev.parley.domain.Events;
import dev.parley.domain.Header;
import dev.parley.log.LogRecord;
import dev.parley.log.RecordKind;
import dev.parley.ring.RecordHeaders;

import java.util.Arrays;

/**
 * An event that the shard decided, as the payload of an Axon message: a copy of what its record
 * says, in stored bytes, so that what is sealed stays sealed. Immutable; any thread.
 */
public final class LoggedEvent {
    private final Header header = new Header();
    private final int typeId;
    private final int version;
    private final byte[] payload;

    private LoggedEvent(LogRecord record) {
        RecordHeaders.read(record, header);
        typeId = record.eventType();
        version = record.schemaVersion();
        payload =
                Arrays.copyOfRange(
                        record.array(),
                        record.payloadOffset(),
                        record.payloadOffset() + record.payloadLength());
    }

    /** A copy of {@code record}, which must be of kind EVENT. */
    public static LoggedEvent of(LogRecord record) {
        if (record.kind() != RecordKind.EVENT) {
            throw new IllegalArgumentException("kind=" + record.kind() + " is not EVENT");
        }
        return new LoggedEvent(record);
    }

    /** Place in the log. */
    public long position() {
        return header.position;
    }

    /** Account whose event it is. */
    public long account() {
        return header.account;
    }

    /** Conversation, visitor, agent, inbox, shop or account that it belongs to. */
    public long stream() {
        return header.stream;
    }

    /** When it happened, epoch microseconds. */
    public long occurredAt() {
        return header.occurredAt;
    }

    /** Name of its type, as in the schema: {@code MessagePosted}. */
    public String type() {
        return EventTypes.name(typeId);
    }

    /** Version of the schema in which it was written. */
    public int version() {
        return version;
    }

    /** Tells events to one who hears many: it has a decoder for each type. One thread at a time. */
    public static final class Teller {
        private final EventDecoder decoder = new EventDecoder();

        /** Tells {@code listener} one; the listener must not keep or change the header. */
        public void tell(LoggedEvent e, Events listener) {
            decoder.decode(e.typeId, e.version, e.payload, 0, e.payload.length, e.header, listener);
        }
    }
}
