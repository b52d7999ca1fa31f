package dev.parley.log;

import java.util.Arrays;

/**
 * A segment that counts, and where its positions are. The index of offsets is filled by whoever
 * walks it first and shared by all readers, hence the locks.
 */
final class Segment {
    /**
     * One offset is kept for so many positions: a quarter of a byte of memory a record, and a
     * look-up passes over no more than fifteen others.
     */
    private static final int STRIDE = 16;

    private final int number;
    private final int epoch;
    private final long first;
    private final Opening opening;
    private volatile long before;
    private int[] offsets = new int[16];
    private int indexed;

    Segment(int number, int epoch, long first, Opening opening, long before) {
        this.number = number;
        this.epoch = epoch;
        this.first = first;
        this.opening = opening;
        this.before = before;
    }

    int number() {
        return number;
    }

    int epoch() {
        return epoch;
    }

    /** Its first position. */
    long first() {
        return first;
    }

    Opening opening() {
        return opening;
    }

    /** Position from which on it does not count; the greatest long while it is the last one. */
    long before() {
        return before;
    }

    void endBefore(long position) {
        before = position;
    }

    /** Notes where a record's frame is. */
    void passed(long position, long offset) {
        if ((position - first) % STRIDE == 0) {
            note((int) ((position - first) / STRIDE), offset);
        }
    }

    private synchronized void note(int entry, long offset) {
        if (entry == indexed) {
            if (indexed == offsets.length) {
                offsets = Arrays.copyOf(offsets, 2 * indexed);
            }
            // A segment is rolled at SegmentedLog.MAX_SEGMENT_BYTES, far below 2^31.
            offsets[indexed++] = Math.toIntExact(offset);
        }
    }

    /** Offset of a frame at or before the position's, as near as is known. */
    synchronized long offsetBefore(long position) {
        if (indexed == 0) {
            return 0;
        }
        return offsets[(int) Math.min((position - first) / STRIDE, indexed - 1)];
    }
}
