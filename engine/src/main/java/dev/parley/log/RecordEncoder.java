package dev.parley.log;

import static dev.parley.log.RecordLayout.ACCOUNT_AT;
import static dev.parley.log.RecordLayout.ACTOR_AT;
import static dev.parley.log.RecordLayout.ACTOR_KIND_AT;
import static dev.parley.log.RecordLayout.CORRELATION_AT;
import static dev.parley.log.RecordLayout.CRC_BYTES;
import static dev.parley.log.RecordLayout.DURABLE_BEFORE_AT;
import static dev.parley.log.RecordLayout.EPOCH_AT;
import static dev.parley.log.RecordLayout.EVENT_TYPE_AT;
import static dev.parley.log.RecordLayout.KEY_AT;
import static dev.parley.log.RecordLayout.KIND_AT;
import static dev.parley.log.RecordLayout.LENGTH_AT;
import static dev.parley.log.RecordLayout.MAGIC_AT;
import static dev.parley.log.RecordLayout.OCCURRED_AT_AT;
import static dev.parley.log.RecordLayout.PAYLOAD_HASH_AT;
import static dev.parley.log.RecordLayout.PAYLOAD_LENGTH_AT;
import static dev.parley.log.RecordLayout.POSITION_AT;
import static dev.parley.log.RecordLayout.RECORDED_AT_AT;
import static dev.parley.log.RecordLayout.SCHEMA_VERSION_AT;
import static dev.parley.log.RecordLayout.SEQ_AT;
import static dev.parley.log.RecordLayout.SHARD_AT;
import static dev.parley.log.RecordLayout.STREAM_AT;
import static dev.parley.log.RecordLayout.TAGS_AT;
import static dev.parley.log.RecordLayout.TAG_BYTES;
import static dev.parley.log.RecordLayout.TAG_COUNT_AT;
import static dev.parley.log.RecordLayout.TRANSACTION_INDEX_AT;
import static dev.parley.log.RecordLayout.TRANSACTION_SIZE_AT;
import static dev.parley.log.RecordLayout.VERSION_AT;
import static dev.parley.log.RecordLayout.VISITOR_SEQ_AT;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes the fields of one record in place. Given out by {@link Transaction#begin}; the caller sets
 * fields, then tags, then encodes the payload at {@link #payloadOffset()} and calls {@link
 * Transaction#end}. Shard, epoch, position, durableBefore, transaction mark and CRC are the log's
 * to set. One owner; allocates nothing.
 */
public final class RecordEncoder {
    private final UnsafeBuffer buffer;
    private int at;

    RecordEncoder(UnsafeBuffer buffer) {
        this.buffer = buffer;
    }

    RecordEncoder begin(int offset, RecordKind kind) {
        at = offset;
        buffer.setMemory(at, TAGS_AT, (byte) 0);
        buffer.putInt(at + MAGIC_AT, RecordLayout.MAGIC, LITTLE_ENDIAN);
        buffer.putByte(at + VERSION_AT, (byte) RecordLayout.VERSION);
        buffer.putByte(at + KIND_AT, (byte) kind.code());
        return this;
    }

    /** Type of the event, 0 to 65535, and the version of its payload's schema. */
    public RecordEncoder eventType(int typeId, int schemaVersion) {
        buffer.putShort(at + EVENT_TYPE_AT, unsignedShort("eventType", typeId), LITTLE_ENDIAN);
        buffer.putShort(
                at + SCHEMA_VERSION_AT,
                unsignedShort("schemaVersion", schemaVersion),
                LITTLE_ENDIAN);
        return this;
    }

    /** Shard time, never below that of an earlier record, and time of occurrence; micros. */
    public RecordEncoder times(long recordedAt, long occurredAt) {
        buffer.putLong(at + RECORDED_AT_AT, recordedAt, LITTLE_ENDIAN);
        buffer.putLong(at + OCCURRED_AT_AT, occurredAt, LITTLE_ENDIAN);
        return this;
    }

    public RecordEncoder account(long account) {
        buffer.putLong(at + ACCOUNT_AT, account, LITTLE_ENDIAN);
        return this;
    }

    public RecordEncoder stream(long stream, int seq, int visitorSeq) {
        buffer.putLong(at + STREAM_AT, stream, LITTLE_ENDIAN);
        buffer.putInt(at + SEQ_AT, seq, LITTLE_ENDIAN);
        buffer.putInt(at + VISITOR_SEQ_AT, visitorSeq, LITTLE_ENDIAN);
        return this;
    }

    /** Who did it: a kind of 0 to 255 and an id. */
    public RecordEncoder actor(int kind, long actor) {
        if (kind < 0 || kind > 0xFF) {
            throw new IllegalArgumentException("actorKind=" + kind + " is not within 0 to 255");
        }
        buffer.putByte(at + ACTOR_KIND_AT, (byte) kind);
        buffer.putLong(at + ACTOR_AT, actor, LITTLE_ENDIAN);
        return this;
    }

    public RecordEncoder correlation(long hi, long lo) {
        return hash(CORRELATION_AT, hi, lo);
    }

    /** Keyed hash of the idempotency key. */
    public RecordEncoder key(long hi, long lo) {
        return hash(KEY_AT, hi, lo);
    }

    /** Keyed hash of the canonical plaintext payload. */
    public RecordEncoder payloadHash(long hi, long lo) {
        return hash(PAYLOAD_HASH_AT, hi, lo);
    }

    /** Adds a tag; all tags come before the payload. */
    public RecordEncoder tag(long hi, long lo) {
        int count = buffer.getByte(at + TAG_COUNT_AT);
        if (count == LogRecord.MAX_TAGS) {
            throw new IllegalStateException("tagCount=" + (count + 1) + " exceeds " + count);
        }
        buffer.putByte(at + TAG_COUNT_AT, (byte) (count + 1));
        return hash(TAGS_AT + count * TAG_BYTES, hi, lo);
    }

    /** The transaction's buffer, over all of {@link #array()}. */
    public MutableDirectBuffer buffer() {
        return buffer;
    }

    public byte[] array() {
        return buffer.byteArray();
    }

    /** Where the payload belongs, once all tags are set. */
    public int payloadOffset() {
        return at + TAGS_AT + buffer.getByte(at + TAG_COUNT_AT) * TAG_BYTES;
    }

    /** Finishes all that does not depend on the log; answers the record's length. */
    int end(int payloadBytes) {
        int payloadEnd = payloadOffset() + payloadBytes;
        int length = RecordLayout.lengthOf(buffer.getByte(at + TAG_COUNT_AT), payloadBytes);
        buffer.setMemory(payloadEnd, at + length - payloadEnd, (byte) 0);
        buffer.putInt(at + PAYLOAD_LENGTH_AT, payloadBytes, LITTLE_ENDIAN);
        buffer.putInt(at + LENGTH_AT, length, LITTLE_ENDIAN);
        return length;
    }

    /** Sets what the log knows and seals the record with its CRC; answers the record's length. */
    static int stamp(
            UnsafeBuffer buffer,
            int at,
            RecordChecksum checksum,
            int shard,
            int epoch,
            long position,
            long durableBefore,
            int transactionIndex,
            int transactionSize) {
        int length = buffer.getInt(at + LENGTH_AT, LITTLE_ENDIAN);
        buffer.putByte(at + TRANSACTION_INDEX_AT, (byte) transactionIndex);
        buffer.putByte(at + TRANSACTION_SIZE_AT, (byte) transactionSize);
        buffer.putShort(at + SHARD_AT, (short) shard, LITTLE_ENDIAN);
        buffer.putInt(at + EPOCH_AT, epoch, LITTLE_ENDIAN);
        buffer.putLong(at + DURABLE_BEFORE_AT, durableBefore, LITTLE_ENDIAN);
        buffer.putLong(at + POSITION_AT, position, LITTLE_ENDIAN);
        int crc = checksum.of(buffer.byteArray(), at, length, shard, epoch);
        buffer.putInt(at + length - CRC_BYTES, crc, LITTLE_ENDIAN);
        return length;
    }

    private RecordEncoder hash(int offset, long hi, long lo) {
        buffer.putLong(at + offset, hi, LITTLE_ENDIAN);
        buffer.putLong(at + offset + 8, lo, LITTLE_ENDIAN);
        return this;
    }

    private static short unsignedShort(String name, int value) {
        if (value < 0 || value > 0xFFFF) {
            throw new IllegalArgumentException(name + "=" + value + " is not within 0 to 65535");
        }
        return (short) value;
    }
}
