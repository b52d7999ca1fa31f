package dev.parley.log;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Payload of an opening record: where the segment takes over. What lies at or behind {@code
 * previousBefore} in the previous segment is void from then on.
 *
 * @param previous number of the segment before, 0 for the first
 * @param previousBefore the previous segment's last valid position + 1
 * @param previousCrc CRC of the record at that last valid position, 0 if there is none: the chain
 *     cannot be put together from parts of different logs
 * @param reason why the segment was opened
 * @param rewritten how many records were rewritten behind the opening
 * @param rewrittenHash SHA-256 over what digests cover of them, in four words
 */
record Opening(
        int previous,
        long previousBefore,
        int previousCrc,
        Reason reason,
        int rewritten,
        Hash rewrittenHash) {

    /** Why a segment was opened. Codes are part of the format. */
    enum Reason {
        /** The first segment of a log. */
        GENESIS(0),
        /** A start of the log. */
        START(1),
        /** The one before had reached its size. */
        ROLL(2),
        /** The one before had reached its size, and was not forced to its end yet. */
        ROLL_UNFORCED(3);

        private static final Reason[] BY_CODE = {GENESIS, START, ROLL, ROLL_UNFORCED};

        private final int code;

        Reason(int code) {
            this.code = code;
        }
    }

    /** A SHA-256. */
    record Hash(long a, long b, long c, long d) {
        static Hash of(byte[] digest) {
            DirectBuffer words = new UnsafeBuffer(digest);
            return new Hash(
                    words.getLong(0, LITTLE_ENDIAN),
                    words.getLong(8, LITTLE_ENDIAN),
                    words.getLong(16, LITTLE_ENDIAN),
                    words.getLong(24, LITTLE_ENDIAN));
        }
    }

    static final int BYTES = 60;

    void write(MutableDirectBuffer to, int at) {
        to.putInt(at, previous, LITTLE_ENDIAN);
        to.putInt(at + 4, previousCrc, LITTLE_ENDIAN);
        to.putLong(at + 8, previousBefore, LITTLE_ENDIAN);
        to.putInt(at + 16, reason.code, LITTLE_ENDIAN);
        to.putInt(at + 20, rewritten, LITTLE_ENDIAN);
        to.putLong(at + 24, rewrittenHash.a, LITTLE_ENDIAN);
        to.putLong(at + 32, rewrittenHash.b, LITTLE_ENDIAN);
        to.putLong(at + 40, rewrittenHash.c, LITTLE_ENDIAN);
        to.putLong(at + 48, rewrittenHash.d, LITTLE_ENDIAN);
        to.putInt(at + 56, 0, LITTLE_ENDIAN);
    }

    static Opening read(LogRecord record) {
        DirectBuffer from = record.buffer();
        int at = record.payloadOffset();
        return new Opening(
                from.getInt(at, LITTLE_ENDIAN),
                from.getLong(at + 8, LITTLE_ENDIAN),
                from.getInt(at + 4, LITTLE_ENDIAN),
                Reason.BY_CODE[from.getInt(at + 16, LITTLE_ENDIAN)],
                from.getInt(at + 20, LITTLE_ENDIAN),
                new Hash(
                        from.getLong(at + 24, LITTLE_ENDIAN),
                        from.getLong(at + 32, LITTLE_ENDIAN),
                        from.getLong(at + 40, LITTLE_ENDIAN),
                        from.getLong(at + 48, LITTLE_ENDIAN)));
    }
}
