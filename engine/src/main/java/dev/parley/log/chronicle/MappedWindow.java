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

    private final FileChannel file;

    /** Opened by one thread, used by another, closed by a third, each behind the other. */
    private final Arena arena = Arena.ofShared();

    private MemorySegment window = MemorySegment.NULL;
    private long from;

    MappedWindow(FileChannel file) {
        this.file = file;
    }

    /**
     * Copies whole documents to the file, the word that the first one starts with last: a reader of
     * the file sees all of them or nothing.
     *
     * @param at where in the file: at a multiple of four, as all documents of a queue are
     * @param before where the file ends; nothing is written behind it
     */
    void write(MemorySegment documents, int length, long at, long before) throws IOException {
        if (at < from || at + length > from + window.byteSize()) {
            from = at;
            window = file.map(FileChannel.MapMode.READ_WRITE, at, before - at, arena);
        }
        long start = at - from;
        long rest = (long) length - Integer.BYTES;
        MemorySegment.copy(documents, Integer.BYTES, window, start + Integer.BYTES, rest);
        WORD.setRelease(window, start, documents.get(FRAME, 0));
    }

    @Override
    public void close() {
        arena.close();
    }
}
