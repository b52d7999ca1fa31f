package dev.parley.ring;

import dev.parley.codec.EventDecoder;
import dev.parley.domain.Events;
import dev.parley.domain.Header;
import dev.parley.log.EventReader;
import dev.parley.log.LogRecord;
import dev.parley.log.RecordKind;

/**
 * Plays the records of a log to a listener, in order of position. Foreign events are passed over.
 * Owns the reader; one thread; allocates nothing per event.
 */
public final class Playback implements AutoCloseable {
    private static final long ANY_STREAM = -1;

    private final EventReader reader;
    private final EventDecoder decoder = new EventDecoder();
    private final Header header = new Header();

    public Playback(EventReader reader) {
        this.reader = reader;
    }

    /** The next event played is the one at {@code position}. */
    public void seek(long position) {
        reader.seek(position);
    }

    /** Position of the next event. */
    public long position() {
        return reader.position();
    }

    /** Plays the next event if it lies below {@code before}; answers whether there was one. */
    public boolean step(long before, Events listener) {
        return step(before, ANY_STREAM, listener);
    }

    /** The same, but passes over an event of another stream. */
    public boolean step(long before, long stream, Events listener) {
        if (!reader.next(before)) {
            return false;
        }
        LogRecord record = reader.record();
        if (record.kind() == RecordKind.EVENT
                && (stream == ANY_STREAM || record.stream() == stream)) {
            RecordHeaders.read(record, header);
            decoder.decode(
                    record.eventType(),
                    record.schemaVersion(),
                    record.array(),
                    record.payloadOffset(),
                    record.payloadLength(),
                    header,
                    listener);
        }
        return true;
    }

    /** Plays all events below {@code before}. */
    public void run(long before, Events listener) {
        boolean more = true;
        while (more) {
            more = step(before, listener);
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
