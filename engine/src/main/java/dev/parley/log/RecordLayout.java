package dev.parley.log;

/**
 * Offsets of the record's fields in bytes from its magic word. Frozen with the first written log.
 */
final class RecordLayout {
    /** The bytes {@code P R L Y}. */
    static final int MAGIC = 0x594C5250;

    static final int VERSION = 1;

    static final int MAGIC_AT = 0;
    static final int LENGTH_AT = 4;
    static final int VERSION_AT = 8;
    static final int KIND_AT = 9;
    static final int ACTOR_KIND_AT = 10;
    static final int TAG_COUNT_AT = 11;
    static final int TRANSACTION_INDEX_AT = 12;
    static final int TRANSACTION_SIZE_AT = 13;
    static final int SCHEMA_VERSION_AT = 14;
    static final int SHARD_AT = 16;
    static final int EVENT_TYPE_AT = 18;
    static final int EPOCH_AT = 20;
    static final int DURABLE_BEFORE_AT = 24;
    static final int POSITION_AT = 32;
    static final int RECORDED_AT_AT = 40;
    static final int OCCURRED_AT_AT = 48;
    static final int ACCOUNT_AT = 56;
    static final int STREAM_AT = 64;
    static final int SEQ_AT = 72;
    static final int VISITOR_SEQ_AT = 76;
    static final int ACTOR_AT = 80;
    static final int CORRELATION_AT = 88;
    static final int KEY_AT = 104;
    static final int PAYLOAD_HASH_AT = 120;
    static final int PAYLOAD_LENGTH_AT = 136;
    static final int RESERVED_AT = 140;
    static final int TAGS_AT = 144;
    static final int TAG_BYTES = 16;
    static final int CRC_BYTES = 4;

    /** Records start and end on a multiple of this, so that a scan past damage can step by it. */
    static final int ALIGNMENT = 4;

    static final int MIN_BYTES = TAGS_AT + CRC_BYTES;

    private RecordLayout() {}

    static int lengthOf(int tagCount, int payloadBytes) {
        return TAGS_AT + tagCount * TAG_BYTES + aligned(payloadBytes) + CRC_BYTES;
    }

    static int aligned(int bytes) {
        return (bytes + ALIGNMENT - 1) & -ALIGNMENT;
    }
}
