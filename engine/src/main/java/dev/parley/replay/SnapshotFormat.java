package dev.parley.replay;

/**
 * Bytes of a snapshot, little endian.
 *
 * <pre>
 *   0  8   magic
 *   8  4   format: version of these bytes and of the description in them
 *  12  4   shard
 *  16  8   position: what all records below it came to
 *  24  8   where the record before it lies in its segment, a hint; -1 where there is none
 *  32 32   SHA-256 over what digests cover of that record; zeros where there is none
 *  64  8 each   the description, as the state digest takes it; the first value is the position
 *     32   the state digest
 *      4   CRC32C over all before
 * </pre>
 */
final class SnapshotFormat {
    /** {@code PRLYSNAP}. */
    static final long MAGIC = 0x50414E53_594C5250L;

    static final int VERSION = 3;
    static final int HEADER_BYTES = 64;
    static final int DIGEST_BYTES = 32;
    static final int TRAILER_BYTES = DIGEST_BYTES + Integer.BYTES;

    private SnapshotFormat() {}
}
