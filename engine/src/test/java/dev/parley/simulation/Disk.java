package dev.parley.simulation;

import dev.parley.log.MemorySegments;
import dev.parley.log.SegmentAppender;
import dev.parley.log.SegmentBytes;
import dev.parley.log.SegmentStore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A disk of one thread: keeps what was forced; of the rest, a power cut leaves any subset of the
 * writes, each torn at any byte. Whoever else is running gets a turn before each operation. A
 * process that dies alone loses nothing, but what it did not force stays unforced.
 */
final class Disk implements SegmentStore {
    /** The machine stopped before this operation. */
    static final class PowerCut extends RuntimeException {
        private static final long serialVersionUID = 1;

        PowerCut() {
            super("the power was cut", null, false, false);
        }
    }

    /** Sees each write. */
    interface Watcher {
        void wrote(byte[] bytes, int offset);
    }

    /** What of a segment was not forced: behind {@code forced}, one write up to each end. */
    private static final class Unforced {
        private final List<Integer> ends = new ArrayList<>();
        private int forced;
    }

    private static final int NEVER = Integer.MAX_VALUE;

    private final Random random;
    private final Watcher watcher;
    private final Map<Integer, Unforced> unforced = new TreeMap<>();
    private MemorySegments memory = new MemorySegments();
    private Runnable others = () -> {};
    private int cutAfter = NEVER;
    private int failAfter = NEVER;
    private boolean low;
    private boolean failed;
    private boolean cut;

    Disk(Random random, Watcher watcher) {
        this.random = random;
        this.watcher = watcher;
    }

    /** Who else runs between two operations. */
    void others(Runnable turn) {
        others = turn;
    }

    /** The power is cut after so many operations. */
    void cutAfter(int operations) {
        cutAfter = operations;
    }

    /** An operation fails after so many; a force that fails leaves all unforced. */
    void failAfter(int operations) {
        failAfter = operations;
    }

    /** Whether free space is below the floor from now on. */
    void lowOnSpace(boolean isLow) {
        low = isLow;
    }

    /** Whether the power is cut. */
    boolean isCut() {
        return cut;
    }

    /** Whether an operation failed since the last start. */
    boolean hasFailed() {
        return failed;
    }

    /** What is on the disk, for reading. */
    MemorySegments content() {
        return memory;
    }

    /** Power and disk are well again. */
    void mend() {
        cutAfter = NEVER;
        failAfter = NEVER;
        low = false;
        failed = false;
        cut = false;
    }

    /** Loses what a power cut now may lose. */
    void losePower() {
        int keptOfTen = new int[] {0, 4, 8, 10}[random.nextInt(4)];
        unforced.forEach((segment, tail) -> lose(segment, tail, keptOfTen));
        unforced.clear();
    }

    private void lose(int segment, Unforced tail, int keptOfTen) {
        // A directory entry is forced with the first force of its file.
        if (tail.forced == 0 && random.nextBoolean()) {
            memory = memory.without(segment);
            return;
        }
        byte[] bytes = memory.bytes(segment);
        int from = tail.forced;
        int size = from;
        for (int to : tail.ends) {
            if (random.nextInt(10) < keptOfTen) {
                size = to;
            } else {
                size = Math.max(size, tear(bytes, from, to));
            }
            from = to;
        }
        // The file's length is not forced either.
        boolean shortened = random.nextBoolean();
        memory = memory.with(segment, shortened ? Arrays.copyOf(bytes, size) : bytes);
    }

    /** Loses a write in whole or in part; answers the end of what is left of it. */
    private int tear(byte[] bytes, int from, int to) {
        int first = from + random.nextInt(to - from + 1);
        int second = first + random.nextInt(to - first + 1);
        return switch (random.nextInt(5)) {
            case 0 -> zero(bytes, from, to, from);
            case 1, 2 -> zero(bytes, first, to, first);
            case 3 -> zero(bytes, from, first, to);
            default -> zero(bytes, first, second, to);
        };
    }

    private static int zero(byte[] bytes, int from, int to, int left) {
        Arrays.fill(bytes, from, to, (byte) 0);
        return left;
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
        operation();
        SegmentAppender appender = memory.create(segment);
        unforced.put(segment, new Unforced());
        return new Appender(segment, appender);
    }

    @Override
    public boolean lowOnSpace() {
        return low;
    }

    @Override
    public void checkSpace() {}

    @Override
    public void close() {}

    private void operation() throws IOException {
        others.run();
        if (cut || cutAfter == 0) {
            cut = true;
            throw new PowerCut();
        }
        if (failed || failAfter == 0) {
            failed = true;
            throw new IOException("Input/output error");
        }
        cutAfter -= cutAfter == NEVER ? 0 : 1;
        failAfter -= failAfter == NEVER ? 0 : 1;
    }

    private final class Appender implements SegmentAppender {
        private final int segment;
        private final SegmentAppender appender;

        Appender(int segment, SegmentAppender appender) {
            this.segment = segment;
            this.appender = appender;
        }

        @Override
        public void append(byte[] from, int offset, int length) throws IOException {
            operation();
            watcher.wrote(from, offset);
            appender.append(from, offset, length);
            tail().ends.add((int) appender.bytes());
        }

        @Override
        public void flush() throws IOException {
            operation();
            appender.flush();
        }

        @Override
        public void force() throws IOException {
            flush();
            operation();
            appender.force();
            tail().ends.clear();
            tail().forced = (int) appender.bytes();
        }

        @Override
        public long bytes() {
            return appender.bytes();
        }

        @Override
        public void close() throws IOException {
            appender.close();
        }

        private Unforced tail() {
            return unforced.computeIfAbsent(segment, _ -> new Unforced());
        }
    }
}
