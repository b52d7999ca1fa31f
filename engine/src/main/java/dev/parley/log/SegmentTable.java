package dev.parley.log;

import java.util.Arrays;

/** The chain as readers see it; the writer adds to it. */
final class SegmentTable {
    private volatile Segment[] segments;

    SegmentTable(Segment[] segments) {
        this.segments = segments.clone();
    }

    /** The segment with that position, or the last one. */
    Segment of(long position) {
        Segment[] now = segments;
        int low = 0;
        int high = now.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (position < now[middle].before()) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return now[low];
    }

    /** The last one takes positions until {@code next}'s first one. */
    void add(Segment next) {
        Segment[] now = segments;
        Segment[] more = Arrays.copyOf(now, now.length + 1);
        more[now.length] = next;
        segments = more;
        if (now.length > 0) {
            now[now.length - 1].endBefore(next.first());
        }
    }

    Segment last() {
        Segment[] now = segments;
        return now[now.length - 1];
    }

    boolean isEmpty() {
        return segments.length == 0;
    }
}
