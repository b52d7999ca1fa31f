package dev.parley.replay;

import dev.parley.log.EventReader;
import dev.parley.log.LogDamaged;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Tells the record before a position from any other, and where it lay: a start that had to look for
 * it would walk the segment to there.
 *
 * @param place as {@link EventReader#place} told it, a hint; -1 where there is no record
 * @param digest SHA-256 over what digests cover of the record; zeros where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // Used in this package only, where nobody compares two.
record RecordPrint(int place, byte[] digest) {
    private static final int NOWHERE = -1;

    /** Of the record before {@code position}; leaves the reader behind it. */
    static RecordPrint of(EventReader reader, long position) {
        return of(reader, position, NOWHERE);
    }

    /** Whether the record before {@code position} is that one; leaves the reader behind it. */
    boolean isOf(EventReader reader, long position) {
        return Arrays.equals(digest, of(reader, position, place).digest);
    }

    private static RecordPrint of(EventReader reader, long position, int hint) {
        if (position == 0) {
            return new RecordPrint(NOWHERE, new byte[SnapshotFormat.DIGEST_BYTES]);
        }
        MessageDigest digest = sha256();
        reader.seek(position - 1, hint);
        if (!reader.next(position)) {
            throw new LogDamaged(position - 1, "the record before a snapshot is not there");
        }
        reader.record().digestInto(digest);
        return new RecordPrint(reader.place(), digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
