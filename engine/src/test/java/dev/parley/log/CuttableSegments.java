package dev.parley.log;

import org.jspecify.annotations.NullMarked;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * Segments in memory whose power is cut before the n-th create, append or force. A full one is
 * forced when somebody says so or waits for it.
 */
@NullMarked
final class CuttableSegments implements SegmentStore {
    /** The process ended here. */
    static final class PowerCut extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final MemorySegments memory;
    private final Queue<Finish> unfinished = new ArrayDeque<>();
    private int stepsLeft;

    CuttableSegments(MemorySegments memory, int steps) {
        this.memory = memory;
        this.stepsLeft = steps;
    }

    /** So many steps from now on. */
    void cutAfter(int steps) {
        stepsLeft = steps;
    }

    /** Forces the segment that has been full for longest, if there is one. */
    void finishOne() {
        Finish next = unfinished.poll();
        if (next != null) {
            next.run();
        }
    }

    /** How many full segments nobody has forced yet. */
    int unfinished() {
        return unfinished.size();
    }

    @Override
    public Future<?> finish(SegmentAppender full) {
        Finish finish = new Finish(full);
        unfinished.add(finish);
        return finish;
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

    /** Forced by whoever waits for it, as by a thread that is slow until then. */
    private final class Finish extends FutureTask<Integer> {
        Finish(SegmentAppender full) {
            super(
                    () -> {
                        full.force();
                        return 0;
                    });
        }

        @Override
        public Integer get() throws InterruptedException, ExecutionException {
            unfinished.remove(this);
            run();
            return super.get();
        }
    }
}
