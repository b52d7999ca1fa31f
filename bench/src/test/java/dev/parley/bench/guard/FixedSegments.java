package dev.parley.bench.guard;

import dev.parley.log.SegmentAppender;
import dev.parley.log.SegmentBytes;
import dev.parley.log.SegmentStore;

import java.util.Map;
import java.util.TreeMap;

/**
 * Segments in arrays made before, framed as Chronicle does: what is counted around them is the
 * log's own, and nothing grows while it is counted.
 */
final class FixedSegments implements SegmentStore {
    private final int bytes;
    private final Map<Integer, Contents> segments = new TreeMap<>();

    FixedSegments(int bytes) {
        this.bytes = bytes;
    }

    @Override
    public int[] segments() {
        return segments.keySet().stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public SegmentBytes open(int segment) {
        Contents contents = segments.get(segment);
        if (contents == null) {
            throw new IllegalStateException("segment " + segment + " is missing");
        }
        return contents;
    }

    @Override
    public SegmentAppender create(int segment) {
        Contents contents = new Contents(bytes);
        segments.put(segment, contents);
        return contents;
    }

    @Override
    public boolean lowOnSpace() {
        return false;
    }

    @Override
    public void checkSpace() {}

    @Override
    public void close() {}

    private static final class Contents implements SegmentAppender, SegmentBytes {
        private final byte[] array;
        private int written;

        Contents(int bytes) {
            array = new byte[bytes];
        }

        @Override
        public void append(byte[] from, int offset, int length) {
            array[written] = (byte) length;
            array[written + 1] = (byte) (length >>> 8);
            array[written + 2] = (byte) (length >>> 16);
            array[written + 3] = (byte) (length >>> 24);
            System.arraycopy(from, offset, array, written + 4, length);
            written += 4 + length;
        }

        @Override
        public void flush() {}

        @Override
        public void force() {}

        @Override
        public long bytes() {
            return written;
        }

        @Override
        public long size() {
            return written;
        }

        @Override
        public int read(long at, byte[] into, int offset, int length) {
            int available = (int) Math.min(length, written - at);
            if (available <= 0) {
                return 0;
            }
            System.arraycopy(array, (int) at, into, offset, available);
            return available;
        }

        @Override
        public void close() {}
    }
}
