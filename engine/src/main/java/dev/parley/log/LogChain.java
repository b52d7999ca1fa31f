package dev.parley.log;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/**
 * The segments that count, first to last, each named by the one after it. Segments that are there
 * and not in the chain are void: remains of starts that crashed, starts from which nothing was
 * proved to be forced before the next one, or what was written behind a segment that was still
 * being forced and is not whole.
 */
final class LogChain {
    private final Segment[] segments;
    private final int lastNumber;
    private final long provedBefore;
    private final long voided;

    private LogChain(Segment[] segments, int lastNumber, long provedBefore, long voided) {
        this.segments = segments;
        this.lastNumber = lastNumber;
        this.provedBefore = provedBefore;
        this.voided = voided;
    }

    /**
     * Reads openings from the last segment back, so a start costs a few reads however long the log
     * is; and the last two segments if the last one does not say that the other was forced.
     *
     * @throws LogDamaged if a segment that counted once does not hold any more
     */
    static LogChain read(SegmentSource source, int shard) throws IOException {
        int[] numbers = source.segments();
        int lastNumber = numbers.length == 0 ? 0 : numbers[numbers.length - 1];
        Deque<Segment> chain = new ArrayDeque<>();
        for (int i = numbers.length - 1; i >= 0 && chain.isEmpty(); i--) {
            counting(source, shard, numbers[i]).ifPresent(chain::addFirst);
        }
        while (!chain.isEmpty() && chain.getFirst().opening().previous() != 0) {
            chain.addFirst(previous(source, shard, numbers, chain.getFirst()));
        }
        Segment[] segments = chain.toArray(Segment[]::new);
        if (segments.length == 0) {
            return new LogChain(segments, lastNumber, 0, 0);
        }
        Segment last = segments[segments.length - 1];
        if (last.opening().reason() != Opening.Reason.ROLL_UNFORCED) {
            return new LogChain(segments, lastNumber, last.first(), 0);
        }
        return behindUnforced(source, shard, segments, lastNumber);
    }

    /** The last segment was begun before the one before it was forced. */
    private static LogChain behindUnforced(
            SegmentSource source, int shard, Segment[] segments, int lastNumber)
            throws IOException {
        Segment last = segments[segments.length - 1];
        Segment before = segments[segments.length - 2];
        long claimed = Preamble.claimed(source, shard, last.number(), last.first());
        if (claimed >= last.first()) {
            return new LogChain(segments, lastNumber, last.first(), 0);
        }
        // Nor was a third begun before the first was forced.
        long proved = Math.max(before.first(), claimed);
        SegmentScan scan = new SegmentScan(source, shard, before, 0, proved).run();
        if (scan.validBefore() == last.first() && scan.lastCrc() == last.opening().previousCrc()) {
            return new LogChain(segments, lastNumber, scan.provedBefore(), 0);
        }
        SegmentScan lost = new SegmentScan(source, shard, last, 0).run();
        before.endBefore(Long.MAX_VALUE);
        return new LogChain(
                Arrays.copyOf(segments, segments.length - 1),
                lastNumber,
                scan.provedBefore(),
                lost.validBefore() - last.first() + lost.voidRecords());
    }

    /** First to last; empty if there is no log yet. */
    Segment[] segments() {
        return segments;
    }

    /** Greatest number of any segment, whether it counts or not. */
    int lastNumber() {
        return lastNumber;
    }

    /** All below it were forced, whatever the records of the last segment say. */
    long provedBefore() {
        return provedBefore;
    }

    /** Records of a segment that is void because those before it did not reach the disk. */
    long voided() {
        return voided;
    }

    private static Optional<Segment> counting(SegmentSource source, int shard, int number)
            throws IOException {
        Optional<Segment> segment = Preamble.read(source, shard, number);
        if (segment.isPresent() || !Preamble.tookEffect(source, shard, number)) {
            return segment;
        }
        // On the directory of a live server it may have taken effect between the two readings.
        segment = Preamble.read(source, shard, number);
        if (segment.isEmpty()) {
            throw new LogDamaged(
                    0, "segment " + number + " was in use and its opening does not hold");
        }
        return segment;
    }

    private static Segment previous(SegmentSource source, int shard, int[] numbers, Segment next)
            throws IOException {
        int number = next.opening().previous();
        if (Arrays.binarySearch(numbers, number) < 0) {
            throw new LogDamaged(0, "segment " + number + " is missing");
        }
        Segment segment =
                Preamble.read(source, shard, number)
                        .orElseThrow(
                                () ->
                                        new LogDamaged(
                                                0,
                                                "the opening of segment "
                                                        + number
                                                        + " does not hold"));
        if (number >= next.number()
                || segment.first() >= next.first()
                || next.opening().previousBefore() != next.first()) {
            throw new LogDamaged(
                    next.first(), "segment " + next.number() + " cannot follow " + number);
        }
        segment.endBefore(next.first());
        return segment;
    }
}
