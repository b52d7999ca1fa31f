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

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.security.MessageDigest;

/**
 * A view of one valid record. A flyweight: it belongs to the reader that gave it, is overwritten by
 * the next step, and its bytes are backed by an array ({@link #array()}), so that a payload can be
 * sliced without a copy. Times are epoch microseconds. Allocates nothing per record.
 */
public final class LogRecord {
    /** At most this many tags. */
    public static final int MAX_TAGS = 8;

    /** Most bytes of payload in one record, and in one transaction together. */
    public static final int MAX_PAYLOAD_BYTES = 256 * 1024;

    /** Longest record there is, from magic to CRC. */
    public static final int MAX_BYTES = RecordLayout.lengthOf(MAX_TAGS, MAX_PAYLOAD_BYTES);

    /** {@link #durableBefore()} of an opening, what it rewrote, and its end: they prove nothing. */
    public static final long NO_CLAIM = -1;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[0]);
    private int at;

    LogRecord wrap(byte[] array, int offset) {
        buffer.wrap(array);
        at = offset;
        return this;
    }

    /** The buffer the record lies in, over all of {@link #array()}. */
    public DirectBuffer buffer() {
        return buffer;
    }

    /** The array the record lies in. */
    public byte[] array() {
        return buffer.byteArray();
    }

    /** Where the record starts in {@link #array()} and {@link #buffer()}. */
    public int offset() {
        return at;
    }

    /** Bytes from the magic word to the CRC inclusive. */
    public int length() {
        return buffer.getInt(at + LENGTH_AT, LITTLE_ENDIAN);
    }

    public RecordKind kind() {
        return RecordKind.of(buffer.getByte(at + KIND_AT));
    }

    public int shard() {
        return buffer.getShort(at + SHARD_AT, LITTLE_ENDIAN) & 0xFFFF;
    }

    /** Number of the start of the log that wrote this record. */
    public int epoch() {
        return buffer.getInt(at + EPOCH_AT, LITTLE_ENDIAN);
    }

    /** Dense from 0 over events and foreign events; the next position for the other kinds. */
    public long position() {
        return buffer.getLong(at + POSITION_AT, LITTLE_ENDIAN);
    }

    /** Everything before this position was forced when the record was written; or no claim. */
    public long durableBefore() {
        return buffer.getLong(at + DURABLE_BEFORE_AT, LITTLE_ENDIAN);
    }

    /** Shard time, epoch microseconds. */
    public long recordedAt() {
        return buffer.getLong(at + RECORDED_AT_AT, LITTLE_ENDIAN);
    }

    /** When it happened, epoch microseconds. */
    public long occurredAt() {
        return buffer.getLong(at + OCCURRED_AT_AT, LITTLE_ENDIAN);
    }

    /** Event type id, 0 to 65535; for a mark why it was written. */
    public int eventType() {
        return buffer.getShort(at + EVENT_TYPE_AT, LITTLE_ENDIAN) & 0xFFFF;
    }

    public int schemaVersion() {
        return buffer.getShort(at + SCHEMA_VERSION_AT, LITTLE_ENDIAN) & 0xFFFF;
    }

    /** Place in its transaction, from 0. */
    public int transactionIndex() {
        return buffer.getByte(at + TRANSACTION_INDEX_AT);
    }

    /** Records in its transaction, 1 to 64. */
    public int transactionSize() {
        return buffer.getByte(at + TRANSACTION_SIZE_AT);
    }

    public long account() {
        return buffer.getLong(at + ACCOUNT_AT, LITTLE_ENDIAN);
    }

    public long stream() {
        return buffer.getLong(at + STREAM_AT, LITTLE_ENDIAN);
    }

    public int seq() {
        return buffer.getInt(at + SEQ_AT, LITTLE_ENDIAN);
    }

    public int visitorSeq() {
        return buffer.getInt(at + VISITOR_SEQ_AT, LITTLE_ENDIAN);
    }

    public int actorKind() {
        return buffer.getByte(at + ACTOR_KIND_AT) & 0xFF;
    }

    public long actor() {
        return buffer.getLong(at + ACTOR_AT, LITTLE_ENDIAN);
    }

    public long correlationHi() {
        return buffer.getLong(at + CORRELATION_AT, LITTLE_ENDIAN);
    }

    public long correlationLo() {
        return buffer.getLong(at + CORRELATION_AT + 8, LITTLE_ENDIAN);
    }

    /** Keyed hash of the idempotency key, or 0. */
    public long keyHi() {
        return buffer.getLong(at + KEY_AT, LITTLE_ENDIAN);
    }

    public long keyLo() {
        return buffer.getLong(at + KEY_AT + 8, LITTLE_ENDIAN);
    }

    /** Keyed hash of the canonical plaintext payload, or 0. */
    public long payloadHashHi() {
        return buffer.getLong(at + PAYLOAD_HASH_AT, LITTLE_ENDIAN);
    }

    public long payloadHashLo() {
        return buffer.getLong(at + PAYLOAD_HASH_AT + 8, LITTLE_ENDIAN);
    }

    public int tagCount() {
        return buffer.getByte(at + TAG_COUNT_AT);
    }

    public long tagHi(int index) {
        return buffer.getLong(tagAt(index), LITTLE_ENDIAN);
    }

    public long tagLo(int index) {
        return buffer.getLong(tagAt(index) + 8, LITTLE_ENDIAN);
    }

    /** Where the payload starts in {@link #array()} and {@link #buffer()}. */
    public int payloadOffset() {
        return at + TAGS_AT + tagCount() * TAG_BYTES;
    }

    public int payloadLength() {
        return buffer.getInt(at + PAYLOAD_LENGTH_AT, LITTLE_ENDIAN);
    }

    /**
     * Feeds the digest with what hash tree, digests and {@code diff} cover: the record without
     * epoch, durableBefore and CRC, which differ where a recovery rewrote it.
     */
    public void digestInto(MessageDigest digest) {
        digest.update(array(), at, EPOCH_AT);
        digest.update(array(), at + POSITION_AT, length() - POSITION_AT - CRC_BYTES);
    }

    int crc() {
        return buffer.getInt(at + length() - CRC_BYTES, LITTLE_ENDIAN);
    }

    /**
     * Whether the record's bytes are a record of the shard: magic, version, lengths and CRC. Needs
     * {@code available} readable bytes from {@link #offset()}.
     */
    boolean valid(RecordChecksum checksum, int shard, int available) {
        if (available < RecordLayout.MIN_BYTES
                || buffer.getInt(at + MAGIC_AT, LITTLE_ENDIAN) != RecordLayout.MAGIC
                || buffer.getByte(at + VERSION_AT) != RecordLayout.VERSION
                || shard() != shard) {
            return false;
        }
        int tags = tagCount();
        int payload = payloadLength();
        int length = length();
        return tags >= 0
                && tags <= MAX_TAGS
                && payload >= 0
                && payload <= MAX_PAYLOAD_BYTES
                && length == RecordLayout.lengthOf(tags, payload)
                && length <= available
                && RecordKind.known(buffer.getByte(at + KIND_AT))
                && crc() == checksum.of(array(), at, length, shard, epoch());
    }

    private int tagAt(int index) {
        if (index < 0 || index >= tagCount()) {
            throw new IndexOutOfBoundsException("tag=" + index + " of " + tagCount());
        }
        return at + TAGS_AT + index * TAG_BYTES;
    }
}
