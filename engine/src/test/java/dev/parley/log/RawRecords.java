package dev.parley.log;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.parley.log.SegmentWalker.Step;

import org.jspecify.annotations.NullMarked;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Records as a disk sees them, for a simulation. */
@NullMarked
public final class RawRecords {
    private RawRecords() {}

    /** Position of the record at {@code offset}, or -1 where its kind takes none. */
    public static long positionOf(byte[] bytes, int offset) {
        LogRecord record = new LogRecord().wrap(bytes, offset);
        return record.kind().takesPosition() ? record.position() : -1;
    }

    /**
     * Of all that an event says, wherever it stands: all but position, transaction mark, epoch,
     * durableBefore and CRC.
     */
    public static long contentOf(byte[] bytes, int offset) {
        return contentOf(new LogRecord().wrap(bytes, offset));
    }

    /** The same of a record that was read. */
    public static long contentOf(LogRecord record) {
        long hash = record.eventType();
        int end = record.offset() + record.length() - RecordLayout.CRC_BYTES;
        for (int at = record.offset() + RecordLayout.RECORDED_AT_AT; at < end; at += 4) {
            hash = (hash ^ record.buffer().getInt(at, LITTLE_ENDIAN)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        return hash;
    }

    /** Whole events of the last segment that counts that lie behind one that is not whole. */
    public static List<LogRecord> behindTorn(SegmentSource source, int shard) throws IOException {
        Segment[] segments = LogChain.read(source, shard).segments();
        List<LogRecord> found = new ArrayList<>();
        if (segments.length == 0) {
            return found;
        }
        int last = segments[segments.length - 1].number();
        try (SegmentWalker walker = new SegmentWalker(source.open(last), shard)) {
            Step step = walker.next();
            while (step == Step.RECORD) {
                step = walker.next();
            }
            while (step == Step.RECORD || !walker.atEnd()) {
                if (step == Step.RECORD && walker.record().kind().takesPosition()) {
                    found.add(copy(walker.record()));
                }
                step = step == Step.RECORD ? walker.next() : walker.skip();
            }
        }
        return found;
    }

    /** Appends a record's content as a transaction of its own, at the head of the log. */
    public static void append(EventLog log, LogRecord record) {
        Transaction transaction = new Transaction();
        RecordEncoder copy =
                transaction
                        .begin(record.kind())
                        .eventType(record.eventType(), record.schemaVersion())
                        .times(record.recordedAt(), record.occurredAt())
                        .account(record.account())
                        .stream(record.stream(), record.seq(), record.visitorSeq())
                        .actor(record.actorKind(), record.actor())
                        .correlation(record.correlationHi(), record.correlationLo())
                        .key(record.keyHi(), record.keyLo())
                        .payloadHash(record.payloadHashHi(), record.payloadHashLo());
        for (int i = 0; i < record.tagCount(); i++) {
            copy.tag(record.tagHi(i), record.tagLo(i));
        }
        int length = record.payloadLength();
        copy.buffer()
                .putBytes(copy.payloadOffset(), record.array(), record.payloadOffset(), length);
        transaction.end(length);
        log.append(transaction);
    }

    private static LogRecord copy(LogRecord record) {
        byte[] bytes = new byte[record.length()];
        record.buffer().getBytes(record.offset(), bytes);
        return new LogRecord().wrap(bytes, 0);
    }
}
