package dev.parley.log;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Segments in memory, framed as in a file, that behave as a disk does at a power cut: {@link
 * #crash} keeps what was forced, and of the rest any part. For tests and simulations.
 */
public final class MemorySegments implements SegmentStore {
    private static final int FIRST_BYTES = 4096;

    private final Map<Integer, Contents> segments;
    private volatile boolean lowOnSpace;
    private int spaceLooks;
    private @Nullable IOException nextForce;

    /** No segments yet. */
    public MemorySegments() {
        this(new TreeMap<>());
    }

    private MemorySegments(Map<Integer, Contents> segments) {
        this.segments = segments;
    }

    @Override
    public synchronized int[] segments() {
        return segments.keySet().stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public synchronized SegmentBytes open(int segment) throws IOException {
        Contents contents = segments.get(segment);
        if (contents == null) {
            throw new IOException("segment " + segment + " is missing");
        }
        return contents;
    }

    @Override
    public synchronized SegmentAppender create(int segment) throws IOException {
        if (segments.containsKey(segment)) {
            throw new IOException("segment " + segment + " is there already");
        }
        Contents contents = new Contents(new byte[FIRST_BYTES]);
        segments.put(segment, contents);
        return new Appender(contents);
    }

    @Override
    public boolean lowOnSpace() {
        return lowOnSpace;
    }

    /** Says from now on whether free space is below the floor. */
    public void lowOnSpace(boolean low) {
        lowOnSpace = low;
    }

    /** The next force fails with this, once; what it should have forced stays unforced. */
    public synchronized void failNextForce(IOException failure) {
        nextForce = failure;
    }

    @Override
    public void checkSpace() {
        spaceLooks++;
    }

    /** How often free space was looked at. */
    public int spaceLooks() {
        return spaceLooks;
    }

    @Override
    public void close() {}

    /**
     * What a disk may hold after a power cut now: all that was forced and, of what was written
     * since, each piece of {@code pieceBytes} as it was written or not at all, by the toss of a
     * coin. A segment never forced may be missing. This store is unchanged.
     */
    public synchronized MemorySegments crash(RandomGenerator random, int pieceBytes) {
        Map<Integer, Contents> left = new TreeMap<>();
        segments.forEach(
                (number, contents) -> {
                    if (contents.forced > 0 || random.nextBoolean()) {
                        left.put(number, contents.torn(random, pieceBytes));
                    }
                });
        return new MemorySegments(left);
    }

    /** A copy of a segment's bytes up to the last one written. */
    public synchronized byte[] bytes(int segment) {
        Contents contents = contents(segment);
        return Arrays.copyOf(contents.bytes, contents.written);
    }

    /** A copy of this store, in which a segment has these bytes instead, all forced. */
    public synchronized MemorySegments with(int segment, byte[] bytes) {
        Map<Integer, Contents> copy = new TreeMap<>();
        segments.forEach((number, contents) -> copy.put(number, contents.copy()));
        Contents replaced = new Contents(bytes.clone());
        replaced.written = bytes.length;
        replaced.readable = bytes.length;
        replaced.forced = bytes.length;
        copy.put(segment, replaced);
        return new MemorySegments(copy);
    }

    /** A copy of this store without a segment. */
    public synchronized MemorySegments without(int segment) {
        MemorySegments copy = with(segment, new byte[0]);
        copy.segments.remove(segment);
        return copy;
    }

    private Contents contents(int segment) {
        Contents contents = segments.get(segment);
        if (contents == null) {
            throw new IllegalArgumentException("segment " + segment + " is missing");
        }
        return contents;
    }

    private synchronized void force(Contents contents) throws IOException {
        IOException failure = nextForce;
        if (failure != null) {
            nextForce = null;
            throw failure;
        }
        contents.flush();
        contents.forced = contents.written;
    }

    /** Bytes; the array is replaced when it is full, so readers keep a consistent older one. */
    private static final class Contents implements SegmentBytes {
        private volatile byte[] bytes;
        private int written;
        private volatile int readable;
        private int forced;

        Contents(byte[] bytes) {
            this.bytes = bytes;
        }

        Contents copy() {
            Contents copy = new Contents(bytes.clone());
            copy.written = written;
            copy.readable = written;
            copy.forced = forced;
            return copy;
        }

        Contents torn(RandomGenerator random, int pieceBytes) {
            Contents torn = copy();
            int from = forced;
            while (from < written) {
                int to = Math.min(written, (from / pieceBytes + 1) * pieceBytes);
                if (random.nextBoolean()) {
                    Arrays.fill(torn.bytes, from, to, (byte) 0);
                }
                from = to;
            }
            torn.forced = written;
            return torn;
        }

        void append(byte[] from, int offset, int length) {
            int at = written;
            int end = at + Framing.BYTES + length;
            if (end > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
            }
            byte[] target = bytes;
            System.arraycopy(from, offset, target, at + Framing.BYTES, length);
            target[at] = (byte) length;
            target[at + 1] = (byte) (length >>> 8);
            target[at + 2] = (byte) (length >>> 16);
            target[at + 3] = (byte) (length >>> 24);
            written = end;
        }

        void flush() {
            readable = written;
        }

        @Override
        public long size() {
            return readable;
        }

        @Override
        public int read(long at, byte[] into, int offset, int length) {
            int available = (int) Math.min(length, readable - at);
            if (available <= 0) {
                return 0;
            }
            System.arraycopy(bytes, (int) at, into, offset, available);
            return available;
        }

        @Override
        public void close() {}
    }

    private final class Appender implements SegmentAppender {
        private final Contents contents;

        Appender(Contents contents) {
            this.contents = contents;
        }

        @Override
        public void append(byte[] from, int offset, int length) {
            contents.append(from, offset, length);
        }

        @Override
        public void flush() {
            contents.flush();
        }

        @Override
        public void force() throws IOException {
            MemorySegments.this.force(contents);
        }

        @Override
        public long bytes() {
            return contents.written;
        }

        @Override
        public void close() {}
    }
}
