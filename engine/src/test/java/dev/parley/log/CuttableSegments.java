package dev.parley.log;

import org.jspecify.annotations.NullMarked;

import java.io.IOException;

/** Segments in memory whose power is cut before the n-th create, append or force. */
@NullMarked
final class CuttableSegments implements SegmentStore {
    /** The process ended here. */
    static final class PowerCut extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final MemorySegments memory;
    private int stepsLeft;

    CuttableSegments(MemorySegments memory, int steps) {
        this.memory = memory;
        this.stepsLeft = steps;
    }

    /** So many steps from now on. */
    void cutAfter(int steps) {
        stepsLeft = steps;
    }

    @Override
    public int[] segments() {
        return memory.segments();
    }

    @Override
    public SegmentBytes open(int segment) throws IOException {
        return memory.open(segment);
    }

    @Override
    public SegmentAppender create(int segment) throws IOException {
        step();
        SegmentAppender appender = memory.create(segment);
        return new SegmentAppender() {
            @Override
            public void append(byte[] from, int offset, int length) throws IOException {
                step();
                appender.append(from, offset, length);
            }

            @Override
            public void flush() throws IOException {
                step();
                appender.flush();
            }

            @Override
            public void force() throws IOException {
                step();
                appender.force();
            }

            @Override
            public long bytes() {
                return appender.bytes();
            }

            @Override
            public void close() throws IOException {
                appender.close();
            }
        };
    }

    @Override
    public boolean lowOnSpace() {
        return false;
    }

    @Override
    public void checkSpace() {}

    @Override
    public void close() {}

    private void step() {
        if (stepsLeft-- <= 0) {
            throw new PowerCut();
        }
    }
}
