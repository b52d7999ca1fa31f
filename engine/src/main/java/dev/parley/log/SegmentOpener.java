package dev.parley.log;

import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.security.MessageDigest;

/**
 * Makes a new segment and lets it take over: opening, what must be rewritten, end, force. Until the
 * end is there the segment counts for nobody, so a crash at any point of this leaves the log as it
 * was.
 */
final class SegmentOpener {
    private static final SegmentTable NO_SEGMENTS = new SegmentTable(new Segment[0]);

    private final SegmentStore store;
    private final int shard;
    private final Transaction transaction = new Transaction();
    private final RecordChecksum checksum = new RecordChecksum();

    SegmentOpener(SegmentStore store, int shard) {
        this.store = store;
        this.shard = shard;
    }

    /**
     * What takes over from what.
     *
     * @param number of the new segment
     * @param epoch of the new segment
     * @param first position of the new segment
     * @param previous number of the segment before, or 0
     * @param previousCrc CRC of the record before {@code first}, or 0
     * @param reason why
     * @param recordedAt shard time of the last record that holds
     * @param occurredAt wall time of the opening
     */
    record Takeover(
            int number,
            int epoch,
            long first,
            int previous,
            int previousCrc,
            Opening.Reason reason,
            long recordedAt,
            long occurredAt) {}

    /**
     * The new segment's writer, and what it holds.
     *
     * @param segment the segment
     * @param appender its writer
     * @param head next position
     * @param lastCrc CRC of the record before that
     */
    record Opened(Segment segment, SegmentAppender appender, long head, int lastCrc) {}

    /**
     * Opens with nothing to rewrite.
     *
     * @throws IOException if the segment could not be made; it counts for nobody then
     */
    Opened open(Takeover takeover) throws IOException {
        try (EventReader nothing = new SegmentReader(store, shard, NO_SEGMENTS)) {
            return open(takeover, takeover.first, nothing);
        }
    }

    /** Opens and rewrites the records from {@code first} up to {@code before}. */
    Opened open(Takeover takeover, long before, EventReader unproved) throws IOException {
        MessageDigest digest = Digests.sha256();
        // Times never run back within a segment: the opening is as old as what follows it.
        long openedAt = takeover.recordedAt;
        unproved.seek(takeover.first);
        while (unproved.next(before)) {
            openedAt = Math.min(openedAt, unproved.record().recordedAt());
            unproved.record().digestInto(digest);
        }
        Opening opening =
                new Opening(
                        takeover.previous,
                        takeover.first,
                        takeover.previousCrc,
                        takeover.reason,
                        Math.toIntExact(before - takeover.first),
                        Opening.Hash.of(digest.digest()));
        SegmentAppender appender = store.create(takeover.number);
        try {
            opening.write(
                    begin(RecordKind.OPENING, openedAt, takeover).buffer(), RecordLayout.TAGS_AT);
            append(appender, Opening.BYTES, takeover.epoch, takeover.first);
            int crc = rewrite(appender, takeover, before, unproved);
            begin(RecordKind.END, takeover.recordedAt, takeover);
            append(appender, 0, takeover.epoch, before);
            appender.force();
            Segment segment =
                    new Segment(
                            takeover.number,
                            takeover.epoch,
                            takeover.first,
                            opening,
                            Long.MAX_VALUE);
            return new Opened(segment, appender, before, crc);
        } catch (IOException | RuntimeException | Error e) {
            try {
                appender.close();
            } catch (IOException | RuntimeException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    private int rewrite(
            SegmentAppender appender, Takeover takeover, long before, EventReader unproved)
            throws IOException {
        int crc = takeover.previousCrc;
        if (takeover.first == before) {
            return crc;
        }
        UnsafeBuffer copy = new UnsafeBuffer(new byte[LogRecord.MAX_BYTES]);
        unproved.seek(takeover.first);
        while (unproved.next(before)) {
            LogRecord record = unproved.record();
            copy.putBytes(0, record.buffer(), record.offset(), record.length());
            RecordEncoder.stamp(
                    copy,
                    0,
                    checksum,
                    shard,
                    takeover.epoch,
                    record.position(),
                    LogRecord.NO_CLAIM,
                    record.transactionIndex(),
                    record.transactionSize());
            appender.append(copy.byteArray(), 0, record.length());
            crc = new LogRecord().wrap(copy.byteArray(), 0).crc();
        }
        return crc;
    }

    private RecordEncoder begin(RecordKind kind, long recordedAt, Takeover takeover) {
        transaction.clear();
        return transaction.start(kind).times(recordedAt, takeover.occurredAt);
    }

    private void append(SegmentAppender appender, int payloadBytes, int epoch, long position)
            throws IOException {
        transaction.end(payloadBytes);
        transaction.stamp(checksum, shard, epoch, position, LogRecord.NO_CLAIM);
        appender.append(transaction.array(), 0, transaction.length(0));
    }
}
