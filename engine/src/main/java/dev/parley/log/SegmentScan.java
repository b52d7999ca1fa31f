package dev.parley.log;

import dev.parley.log.SegmentWalker.Step;

import java.io.IOException;

/**
 * Reads one segment from its opening to its end, past damage too, and finds out what of it holds:
 * the base of recovery, of read-only opening and of {@code verify}. One use, one thread.
 */
final class SegmentScan {
    static final String MISSING = "records are missing before others";

    private final SegmentSource source;
    private final int shard;
    private final Segment segment;
    private long expected;
    private long valid;
    private long proved;
    private long recordedAt;
    private long validRecordedAt;
    private long behind;
    private int transactionIndex;
    private int transactionSize;
    private int crc;
    private boolean opened;
    private boolean bad;
    private boolean ended;
    private boolean damaged;
    private String reason = "";

    /** Of a segment before which all was forced. */
    SegmentScan(SegmentSource source, int shard, Segment segment, long recordedAfter) {
        this(source, shard, segment, recordedAfter, segment.first());
    }

    /**
     * As seen by what is known of others.
     *
     * @param recordedAfter time of the record before it, 0 if that is not known
     * @param provedBefore all below it were forced, whatever this segment says
     */
    SegmentScan(
            SegmentSource source,
            int shard,
            Segment segment,
            long recordedAfter,
            long provedBefore) {
        this.source = source;
        this.shard = shard;
        this.segment = segment;
        this.expected = segment.first();
        this.valid = expected;
        this.proved = provedBefore;
        this.recordedAt = recordedAfter;
        this.validRecordedAt = recordedAfter;
    }

    /** Reads up to the position from which on the segment is void, or its end. */
    SegmentScan run() throws IOException {
        try (SegmentWalker walker = new SegmentWalker(source.open(segment.number()), shard)) {
            while (true) {
                Step step = nextOnDisk(walker);
                if (ended) {
                    return this;
                }
                if (step != Step.RECORD) {
                    searchBehind(walker, step);
                    return this;
                }
                String objection = objection(walker.record());
                if (!objection.isEmpty()) {
                    note(Step.DAMAGED, objection);
                    claim(walker.record());
                    behind++;
                    searchBehind(walker, walker.next());
                    return this;
                }
                take(walker.record(), walker.recordOffset());
                if (expected == segment.before()) {
                    return this;
                }
            }
        }
    }

    /**
     * The next step, as the file says now. A live server may write while this reads, in order:
     * where there was no record, but then one behind, there may be one now.
     */
    private Step nextOnDisk(SegmentWalker walker) throws IOException {
        Step step = walker.next();
        if (step == Step.RECORD) {
            return step;
        }
        long hole = walker.offset();
        ended = walker.skip() == Step.END && step == Step.END;
        walker.moveTo(hole);
        if (ended) {
            return Step.END;
        }
        walker.forget();
        return walker.next();
    }

    /** All below it are there and whole, and the next begins a transaction. */
    long validBefore() {
        return valid;
    }

    /** All below it are there and whole, even if the transaction they begin is not. */
    long wholeBefore() {
        return expected;
    }

    /** All below it were forced, by what the valid records claim, behind damage too. */
    long provedBefore() {
        return proved;
    }

    /** Shard time of the last record that counts. */
    long recordedAt() {
        return validRecordedAt;
    }

    /** CRC of the last event read. */
    int lastCrc() {
        return crc;
    }

    /** Records, or remains of them, that do not count because of a gap before them or in them. */
    long voidRecords() {
        return behind + expected - valid;
    }

    /** Whether something whole is not what was written: not the remains of a crash. */
    boolean damaged() {
        return damaged;
    }

    /** Whether it is not what was written, by damage or because something is missing. */
    boolean faulty() {
        return damaged || missingPosition() >= 0;
    }

    /** Why reading stopped, or empty. */
    String reason() {
        if (!bad && expected > valid) {
            return "the transaction is not complete";
        }
        return reason;
    }

    /** First position that should be there and is not, or -1. */
    long missingPosition() {
        boolean early = segment.before() != Long.MAX_VALUE && expected < segment.before();
        return early || valid < proved ? valid : -1;
    }

    private void searchBehind(SegmentWalker walker, Step first) throws IOException {
        Step step = first;
        while (true) {
            switch (step) {
                case RECORD -> {
                    behind++;
                    note(Step.INCOMPLETE, MISSING);
                    claim(walker.record());
                    step = walker.next();
                    continue;
                }
                case DAMAGED, INCOMPLETE -> {
                    behind++;
                    note(step, walker.reason());
                }
                case END -> {
                    if (walker.atEnd()) {
                        return;
                    }
                }
            }
            step = walker.skip();
        }
    }

    private void note(Step step, String why) {
        damaged |= step == Step.DAMAGED;
        if (!bad) {
            bad = true;
            reason = why;
        }
    }

    private void claim(LogRecord record) {
        if (record.epoch() == segment.epoch()) {
            proved = Math.max(proved, record.durableBefore());
        }
    }

    private void take(LogRecord record, long offset) {
        claim(record);
        opened = true;
        recordedAt = record.recordedAt();
        if (!record.kind().takesPosition()) {
            validRecordedAt = expected == valid ? recordedAt : validRecordedAt;
            return;
        }
        segment.passed(record.position(), offset);
        expected++;
        crc = record.crc();
        transactionIndex = record.transactionIndex() + 1;
        transactionSize = record.transactionSize();
        if (transactionIndex == transactionSize) {
            transactionIndex = 0;
            valid = expected;
            validRecordedAt = recordedAt;
        }
    }

    private String objection(LogRecord record) {
        if (record.epoch() != segment.epoch()) {
            return "epoch=" + record.epoch() + " in a segment of " + segment.epoch();
        }
        if (record.position() != expected) {
            return "position=" + record.position() + " where " + expected + " belongs";
        }
        if (record.recordedAt() < recordedAt) {
            return "recordedAt=" + record.recordedAt() + " is below " + recordedAt;
        }
        if ((record.kind() == RecordKind.OPENING) == opened) {
            return "kind=" + record.kind() + " at the wrong place";
        }
        int index = record.transactionIndex();
        int size = record.transactionSize();
        boolean inOrder =
                index == transactionIndex
                        && index < size
                        && (index == 0 || size == transactionSize);
        return inOrder ? "" : "transaction=" + index + " of " + size + " at the wrong place";
    }
}
