package dev.parley.log;

import dev.parley.log.SegmentWalker.Step;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Reads how a segment opens: the opening, what was rewritten behind it, the end record. Only when
 * all of that holds does the segment count. A segment that does not count is the remains of a start
 * or a roll that crashed, unless something was written behind its end: that happened only after the
 * end was forced, so then the disk lost what it had promised to keep.
 */
final class Preamble {
    private Preamble() {}

    /** The segment, if it counts. */
    static Optional<Segment> read(SegmentSource source, int shard, int number) throws IOException {
        try (SegmentWalker walker = new SegmentWalker(source.open(number), shard)) {
            if (walker.next() != Step.RECORD) {
                return Optional.empty();
            }
            LogRecord record = walker.record();
            if (record.kind() != RecordKind.OPENING || record.payloadLength() < Opening.BYTES) {
                return Optional.empty();
            }
            Opening opening = Opening.read(record);
            long first = record.position();
            int epoch = record.epoch();
            MessageDigest digest = Digests.sha256();
            for (int i = 0; i < opening.rewritten(); i++) {
                if (walker.next() != Step.RECORD
                        || !record.kind().takesPosition()
                        || record.position() != first + i) {
                    return Optional.empty();
                }
                record.digestInto(digest);
            }
            boolean counts =
                    walker.next() == Step.RECORD
                            && record.kind() == RecordKind.END
                            && record.position() == first + opening.rewritten()
                            && opening.rewrittenHash().equals(Opening.Hash.of(digest.digest()));
            return counts
                    ? Optional.of(new Segment(number, epoch, first, opening, Long.MAX_VALUE))
                    : Optional.empty();
        }
    }

    /** Whether a segment that does not count shows signs that it once did. */
    static boolean tookEffect(SegmentSource source, int shard, int number) throws IOException {
        return claimed(source, shard, number, 0) != LogRecord.NO_CLAIM;
    }

    /**
     * The greatest claim of a segment's records, found behind damage too, or {@link
     * LogRecord#NO_CLAIM}. Reads no more once there is one of {@code enough}.
     */
    static long claimed(SegmentSource source, int shard, int number, long enough)
            throws IOException {
        long claimed = LogRecord.NO_CLAIM;
        try (SegmentWalker walker = new SegmentWalker(source.open(number), shard)) {
            Step step = walker.next();
            while ((step != Step.END || !walker.atEnd()) && claimed < enough) {
                if (step == Step.RECORD) {
                    claimed = Math.max(claimed, walker.record().durableBefore());
                    step = walker.next();
                } else {
                    step = walker.skip();
                }
            }
        }
        return claimed;
    }

    /** Whether there is something whole in the segment that is not what was written. */
    static boolean damaged(SegmentSource source, int shard, int number) throws IOException {
        try (SegmentWalker walker = new SegmentWalker(source.open(number), shard)) {
            Step step = walker.next();
            while (step != Step.END || !walker.atEnd()) {
                if (step == Step.DAMAGED) {
                    // A file cut short within Chronicle's header, and nothing behind it: its
                    // making crashed.
                    boolean header = walker.atChroniclesOwn();
                    step = walker.skip();
                    if (!header || step == Step.RECORD) {
                        return true;
                    }
                } else {
                    step = step == Step.RECORD ? walker.next() : walker.skip();
                }
            }
            return false;
        }
    }
}
