package dev.parley.log;

import java.io.IOException;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/** Checks every record of a log: CRCs, framing, dense positions, order of time, the chain. */
public final class LogVerifier {
    /** Readings of what a live server may be writing: damage is what all of them find. */
    private static final int READINGS = 10;

    private LogVerifier() {}

    /**
     * Reads everything.
     *
     * @param progress told the position reached, after each segment
     */
    public static Verdict verify(SegmentSource source, int shard, LongConsumer progress)
            throws IOException {
        LogChain chain;
        try {
            chain = LogChain.read(source, shard);
        } catch (LogDamaged e) {
            return Verdict.bad(e.position(), e.reason());
        }
        Segment[] segments = chain.segments();
        if (segments.length == 0) {
            return remains(
                    source, shard, 0, 0, new Verdict(true, 0, -1, 0, 0, OptionalLong.empty(), ""));
        }
        long recordedAt = 0;
        for (int i = 0; i < segments.length - 1; i++) {
            SegmentScan scan = new SegmentScan(source, shard, segments[i], recordedAt).run();
            Opening next = segments[i + 1].opening();
            if (scan.missingPosition() >= 0) {
                return bad(segments[i], scan.wholeBefore(), scan.reason());
            }
            if (next.previousCrc() != scan.lastCrc()) {
                return bad(segments[i + 1], segments[i + 1].first(), "it follows another record");
            }
            recordedAt = scan.recordedAt();
            progress.accept(scan.validBefore());
        }
        Segment last = segments[segments.length - 1];
        long after = recordedAt;
        long proved = chain.provedBefore();
        SegmentScan scan =
                settled(
                        () -> new SegmentScan(source, shard, last, after, proved).run(),
                        SegmentScan::faulty);
        progress.accept(scan.validBefore());
        if (scan.faulty()) {
            return bad(last, scan.wholeBefore(), scan.reason());
        }
        long valid = scan.validBefore();
        Verdict good =
                new Verdict(
                        true,
                        valid,
                        valid - 1,
                        scan.provedBefore(),
                        scan.voidRecords() + chain.voided(),
                        OptionalLong.empty(),
                        "");
        return remains(source, shard, last.number(), valid, good);
    }

    /** Checks what starts that crashed left behind the last segment that counts. */
    private static Verdict remains(
            SegmentSource source, int shard, int behind, long position, Verdict good)
            throws IOException {
        for (int number : source.segments()) {
            if (number > behind
                    && settled(() -> Preamble.damaged(source, shard, number), damaged -> damaged)) {
                return Verdict.bad(
                        position, "segment " + number + ": a record that is whole does not hold");
            }
        }
        return good;
    }

    /**
     * The first reading without damage, else the last there is. A live server may be amid a write
     * of what is read, which looks like damage for a moment.
     */
    private static <T> T settled(Reading<T> reading, Predicate<T> damaged) throws IOException {
        T found = reading.read();
        for (int i = 1; i < READINGS && damaged.test(found); i++) {
            found = reading.read();
        }
        return found;
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read() throws IOException;
    }

    private static Verdict bad(Segment segment, long position, String reason) {
        return Verdict.bad(position, "segment " + segment.number() + ": " + reason);
    }
}
