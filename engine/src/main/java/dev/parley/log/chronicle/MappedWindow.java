package dev.parley.log.chronicle;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * The stretch of a segment's file that is being written, mapped: a copy to it takes a tenth of what
 * a call of the system does, as long as the page was touched since it was last forced. One thread.
 */
final class MappedWindow implements AutoCloseable {
    private static final ValueLayout.OfInt FRAME =
            ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final VarHandle WORD = FRAME.varHandle();
    private static final int PAGE_BYTES = 4_096;

    /** Thirty-two faults at a stretch are some 200 us. */
    private static final int TOUCHED_BYTES = 128 << 10;

    private final FileChannel file;

    /** Opened by one thread, used by another, closed by a third, each behind the other. */
    private final Arena arena = Arena.ofShared();

    private MemorySegment window = MemorySegment.NULL;
    private long from;
    private long touched; // from the window's start on

    MappedWindow(FileChannel file) {
        this.file = file;
    }

    /**
     * Copies whole documents to the file, the word that the first one starts with last: a reader of
     * the file sees all of them or nothing.
     *
     * @param at where in the file: at a multiple of four, as all documents of a queue are; never
     *     before what was written
     * @param before where the file ends; nothing is written behind it
     */
    void write(MemorySegment documents, int length, long at, long before) throws IOException {
        if (at + length > from + window.byteSize()) {
            from = at;
            window = file.map(FileChannel.MapMode.READ_WRITE, at, before - at, arena);
            touched = 0;
        }
        long start = at - from;
        if (start + length > touched) {
            touch(start);
        }
        long rest = (long) length - Integer.BYTES;
        MemorySegment.copy(documents, Integer.BYTES, window, start + Integer.BYTES, rest);
        WORD.setRelease(window, start, documents.get(FRAME, 0));
    }

    /**
     * The next pages at once, by adding nothing to a word of each: one message in four hundred
     * waits for thirty-two pages, where one in twelve would wait for one.
     */
    private void touch(long start) {
        long page = Math.max(touched, start);
        touched = Math.min(window.byteSize(), page + TOUCHED_BYTES);
        for (; page < touched; page += PAGE_BYTES) {
            int _ = (int) WORD.getAndAdd(window, page, 0);
        }
    }

    /** May be called again. */
    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
