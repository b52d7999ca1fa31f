package dev.parley.log;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/**
 * The segments that count, first to last, each named by the one after it. Segments that are there
 * and not in the chain are void: remains of starts that crashed, or starts from which nothing was
 * proved to be forced before the next one.
 */
final class LogChain {
    private final Segment[] segments;
    private final int lastNumber;

    private LogChain(Segment[] segments, int lastNumber) {
        this.segments = segments;
        this.lastNumber = lastNumber;
    }

    /**
     * Reads openings from the last segment back, so a start costs a few reads however long the log
     * is.
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
        return new LogChain(chain.toArray(Segment[]::new), lastNumber);
    }

    /** First to last; empty if there is no log yet. */
    Segment[] segments() {
        return segments;
    }

    /** Greatest number of any segment, whether it counts or not. */
    int lastNumber() {
        return lastNumber;
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
