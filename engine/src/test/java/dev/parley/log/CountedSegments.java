package dev.parley.log;

import org.jspecify.annotations.NullMarked;

import java.io.IOException;

/** Segments in memory that count the bytes asked of them. */
@NullMarked
public final class CountedSegments implements SegmentStore {
    private final MemorySegments memory;
    private long asked;

    public CountedSegments(MemorySegments memory) {
        this.memory = memory;
    }

    /** Bytes that readings asked for so far. */
    public long asked() {
        return asked;
    }

    @Override
    public int[] segments() {
        return memory.segments();
    }

    @Override
    public SegmentBytes open(int segment) throws IOException {
        SegmentBytes bytes = memory.open(segment);
        return new SegmentBytes() {
            @Override
            public long size() throws IOException {
                return bytes.size();
            }

            @Override
            public int read(long at, byte[] into, int offset, int length) throws IOException {
                asked += length;
                return bytes.read(at, into, offset, length);
            }

            @Override
            public void close() throws IOException {
                bytes.close();
            }
        };
    }

    @Override
    public SegmentAppender create(int segment) throws IOException {
        return memory.create(segment);
    }

    @Override
    public boolean lowOnSpace() {
        return false;
    }

    @Override
    public void checkSpace() {}

    @Override
    public void close() {}
}
