package dev.parley.log.chronicle;

import dev.parley.log.LogRecord;
import dev.parley.log.SegmentAppender;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One segment: a file that Chronicle made, to which documents in its format are added. What is
 * appended is collected and written with one call at a flush, and not through Chronicle's mapping:
 * a mapped page is a fault each time it is touched behind a force, and its force interrupts every
 * core that runs this process; the same bytes written take a fifth of the processor's time and half
 * of the time until they are forced.
 *
 * <p>Zeros are written ahead of the records by the same thread: a force has no blocks to allocate,
 * and a full disk shows there, before a record is touched. The first force also forces the
 * directories that name the file.
 */
final class ChronicleAppender implements SegmentAppender {
    /** Flushed when full; longer than any document. */
    private static final int BUFFER_BYTES = 512 << 10;

    /** So much at most goes through a mapping: more takes longer to fault in than to write. */
    private static final int MAPPED_BYTES = 1 << 10;

    private final Path directory;
    private final Space space;
    private final int prepareBytes;
    private final long halfFull;
    private final Runnable whenHalfFull;
    private final FileChannel file;
    private final MappedWindow window;
    private final ByteBuffer buffer =
            ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final MemorySegment bytes = MemorySegment.ofBuffer(buffer);
    private long written;
    private long forced;
    private long prepared;
    private boolean named;

    /**
     * Makes the file.
     *
     * @param whenHalfFull told at a flush once half of the segment is written, perhaps again
     */
    ChronicleAppender(Path directory, Space space, ChronicleOptions options, Runnable whenHalfFull)
            throws IOException {
        this.halfFull = options.segmentBytes() / 2;
        this.whenHalfFull = whenHalfFull;
        this.directory = directory;
        this.space = space;
        this.prepareBytes = options.prepareBytes();
        QueueFile made = QueueFile.make(directory);
        this.file =
                FileChannel.open(made.path(), StandardOpenOption.READ, StandardOpenOption.WRITE);
        this.window = new MappedWindow(file);
        this.written = made.end();
        this.forced = made.end();
        this.prepared = made.end();
    }

    @Override
    public void append(byte[] from, int offset, int length) throws IOException {
        if (buffer.remaining() < Integer.BYTES + length) {
            flush();
        }
        buffer.putInt(length).put(from, offset, length);
    }

    @Override
    public void flush() throws IOException {
        int length = buffer.position();
        if (written + length > prepared) {
            prepare(written + length);
        }
        if (length > 0 && length <= MAPPED_BYTES && written > forced) {
            window.write(bytes, length, written, prepared);
        } else {
            write(buffer.flip());
        }
        written += length;
        buffer.clear();
        if (written >= halfFull) {
            whenHalfFull.run();
        }
    }

    @Override
    public void force() throws IOException {
        flush();
        file.force(false);
        forced = written;
        name();
        if (prepared - written < prepareBytes / 2) {
            prepare(written + LogRecord.MAX_BYTES);
        }
    }

    /**
     * Forces what is not forced, by another thread than the writer's, which is done with it. Not
     * mapped any more, since else each page that is written out interrupts the writer's core.
     */
    void finish() throws IOException {
        window.close();
        if (forced < written) {
            file.force(false);
            forced = written;
        }
    }

    @Override
    public long bytes() {
        return written + buffer.position();
    }

    @Override
    public void close() throws IOException {
        window.close();
        file.close();
    }

    /** Writes the first zeros, by another thread than the writer's, and forces all there is. */
    void prepareAhead() throws IOException {
        space.zeroAhead(file, prepared);
        prepared += prepareBytes;
        file.force(true);
        name();
    }

    private void write(ByteBuffer documents) throws IOException {
        long at = written;
        while (documents.hasRemaining()) {
            at += file.write(documents, at);
        }
    }

    private void name() throws IOException {
        if (!named) {
            Directories.force(directory);
            Directories.force(directory.resolveSibling("."));
            named = true;
        }
    }

    private void prepare(long before) throws IOException {
        do {
            space.prepare(file, prepared);
            prepared += prepareBytes;
        } while (prepared < before);
    }
}
