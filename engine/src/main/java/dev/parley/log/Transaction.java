package dev.parley.log;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * Records that enter the log together or not at all: at most {@value #MAX_RECORDS}, at most {@link
 * LogRecord#MAX_PAYLOAD_BYTES} of payload together. Made once and refilled; one owner; allocates
 * nothing per record.
 *
 * <pre>{@code
 * transaction.clear();
 * RecordEncoder record = transaction.begin(RecordKind.EVENT);
 * record.eventType(7, 1).times(now, now).stream(conversation, seq, visitorSeq);
 * transaction.end(encode(record.buffer(), record.payloadOffset()));
 * long first = log.append(transaction);
 * }</pre>
 */
public final class Transaction {
    /** Most records in one transaction. */
    public static final int MAX_RECORDS = 64;

    private static final int CAPACITY =
            LogRecord.MAX_PAYLOAD_BYTES
                    + MAX_RECORDS * RecordLayout.lengthOf(LogRecord.MAX_TAGS, 3);

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[CAPACITY]);
    private final RecordEncoder encoder = new RecordEncoder(buffer);
    private final int[] lengths = new int[MAX_RECORDS];
    private int count;
    private int bytes;
    private int payloadBytes;
    private boolean begun;

    /** Forgets all records. */
    public void clear() {
        count = 0;
        bytes = 0;
        payloadBytes = 0;
        begun = false;
    }

    /** Starts the next record, with every field 0. */
    public RecordEncoder begin(RecordKind kind) {
        if (!kind.takesPosition()) {
            throw new IllegalArgumentException("kind=" + kind + " is written by the log itself");
        }
        return start(kind);
    }

    /** Completes the record, whose payload of so many bytes lies at its payload offset. */
    public void end(int payloadLength) {
        if (!begun) {
            throw new IllegalStateException("no record was begun");
        }
        if (payloadLength < 0 || payloadLength > payloadRoom()) {
            throw new IllegalArgumentException(
                    "payloadBytes=" + payloadLength + " exceeds " + payloadRoom());
        }
        begun = false;
        int length = encoder.end(payloadLength);
        lengths[count++] = length;
        bytes += length;
        payloadBytes += payloadLength;
    }

    /** Forgets the record begun and not ended. */
    public void abandon() {
        begun = false;
    }

    /** Bytes of payload that the next record may have. */
    public int payloadRoom() {
        return LogRecord.MAX_PAYLOAD_BYTES - payloadBytes;
    }

    /** Number of records. */
    public int count() {
        return count;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    RecordEncoder start(RecordKind kind) {
        if (begun) {
            throw new IllegalStateException("a record was begun and not ended");
        }
        if (count == MAX_RECORDS) {
            throw new IllegalStateException("records=" + (count + 1) + " exceeds " + MAX_RECORDS);
        }
        begun = true;
        return encoder.begin(bytes, kind);
    }

    byte[] array() {
        return buffer.byteArray();
    }

    int length(int index) {
        return lengths[index];
    }

    /** CRC of the last record, once stamped. */
    int lastCrc() {
        return buffer.getInt(bytes - RecordLayout.CRC_BYTES, LITTLE_ENDIAN);
    }

    /** Stamps all records of a complete transaction; positions count from {@code first}. */
    void stamp(RecordChecksum checksum, int shard, int epoch, long first, long durableBefore) {
        int at = 0;
        for (int i = 0; i < count; i++) {
            at +=
                    RecordEncoder.stamp(
                            buffer, at, checksum, shard, epoch, first + i, durableBefore, i, count);
        }
    }

    /** Refuses a transaction that must not be written; answers the last shard time in it. */
    long check(long recordedAfter) {
        if (begun || count == 0) {
            throw new IllegalStateException(
                    begun ? "a record was begun and not ended" : "the transaction is empty");
        }
        long last = recordedAfter;
        int at = 0;
        for (int i = 0; i < count; i++) {
            long recordedAt = buffer.getLong(at + RecordLayout.RECORDED_AT_AT, LITTLE_ENDIAN);
            if (recordedAt < last) {
                throw new IllegalStateException("recordedAt=" + recordedAt + " is below " + last);
            }
            last = recordedAt;
            at += lengths[i];
        }
        return last;
    }
}
