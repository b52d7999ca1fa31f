package dev.parley.log.chronicle;

import dev.parley.log.LogRecord;
import dev.parley.log.SegmentAppender;

import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.core.io.BackgroundResourceReleaser;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.rollcycles.LegacyRollCycles;
import net.openhft.chronicle.wire.DocumentContext;
import net.openhft.chronicle.wire.Wire;

import org.jspecify.annotations.Nullable;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * One segment, written through Chronicle's appender.
 *
 * <p>Chronicle's own {@code sync} is no barrier, so the file is forced; on the first force also the
 * directories that name it. Zeros are written ahead of the records by the same thread: the appender
 * never gets past them, so they never hit a record and a full disk shows there, as an exception,
 * and not as a fault in a mapped write.
 */
final class ChronicleAppender implements SegmentAppender {
    /** Room that Chronicle may take for index pages between two records. */
    private static final long INDEX_SLACK = 64 * 1024;

    /** Entries of an index page: 8 KiB a page, and 2^28 records a segment. */
    private static final int INDEX_COUNT = 1024;

    private static final int INDEX_SPACING = 256;

    /**
     * Chronicle maps a block and a quarter of it at a time: that quarter holds the longest record.
     */
    private static final long LEAST_BLOCK = 2 << 20;

    private static final long MOST_BLOCK = 16 << 20;

    private final Path directory;
    private final Space space;
    private final int prepareBytes;
    private final long halfFull;
    private final Runnable whenHalfFull;
    private final SingleChronicleQueue queue;
    private final ExcerptAppender appender;

    /** Chronicle makes the file with the first document. */
    private @Nullable FileChannel file;

    private boolean named;
    private long written;
    private long forced;
    private long prepared;

    /**
     * @param whenHalfFull told behind a force once half of the segment is written, perhaps again
     */
    ChronicleAppender(
            Path directory, Space space, ChronicleOptions options, Runnable whenHalfFull) {
        this.halfFull = options.segmentBytes() / 2;
        this.whenHalfFull = whenHalfFull;
        this.directory = directory;
        this.space = space;
        this.prepareBytes = options.prepareBytes();
        long block = Long.highestOneBit(options.segmentBytes() / 4);
        this.queue =
                SingleChronicleQueueBuilder.single(directory.toFile())
                        // One file: a wall clock set back made Chronicle put its files out of
                        // order.
                        .timeProvider(() -> 0L)
                        .rollCycle(LegacyRollCycles.DAILY)
                        .indexCount(INDEX_COUNT)
                        .indexSpacing(INDEX_SPACING)
                        .blockSize(Math.clamp(block, LEAST_BLOCK, MOST_BLOCK))
                        .build();
        this.appender = queue.createAppender();
        // Opened by whoever starts, written by the shard's writer, closed by whoever stops: one at
        // a
        // time, each behind the other, which Chronicle's check of threads cannot know.
        appender.singleThreadedCheckDisabled(true);
    }

    @Override
    public void append(byte[] from, int offset, int length) throws IOException {
        if (file != null && written + length + INDEX_SLACK > prepared) {
            prepare(file, length);
        }
        write(from, offset, length);
        if (file == null) {
            prepare(openFile(), LogRecord.MAX_BYTES);
        }
    }

    @Override
    public void force() throws IOException {
        FileChannel open = file;
        if (open == null) {
            return;
        }
        Wire wire = appender.wire();
        if (wire != null) {
            MappedPages.release(wire.bytes(), forced, written);
        }
        open.force(false);
        forced = written;
        name();
        if (written >= halfFull) {
            whenHalfFull.run();
        }
        if (prepared - written < prepareBytes / 2) {
            prepare(open, LogRecord.MAX_BYTES);
        }
    }

    @Override
    public long bytes() {
        return written;
    }

    @Override
    public void close() throws IOException {
        try (FileChannel _ = file) {
            appender.close();
            queue.close();
            // Chronicle unmaps later, on a thread of its own: whoever closes a log may unmount it.
            BackgroundResourceReleaser.releasePendingResources();
        }
    }

    /**
     * Makes the file without a record in it, with its first zeros, and forces it and the
     * directories that name it.
     */
    void makeFile() throws IOException {
        try (DocumentContext document = appender.writingDocument()) {
            written = Objects.requireNonNull(document.wire()).bytes().writePosition();
            // Chronicle makes the file with the first document; taken back it leaves only that.
            document.rollbackOnClose();
        }
        FileChannel open = openFile();
        space.zeroAhead(open, prepared);
        prepared += prepareBytes;
        open.force(true);
        name();
    }

    private void name() throws IOException {
        if (!named) {
            Directories.force(directory);
            Directories.force(directory.resolveSibling("."));
            named = true;
        }
    }

    private void write(byte[] from, int offset, int length) {
        try (DocumentContext document = appender.writingDocument()) {
            boolean whole = false;
            try {
                Bytes<?> bytes = Objects.requireNonNull(document.wire()).bytes();
                bytes.write(from, offset, length);
                written = bytes.writePosition();
                whole = true;
            } finally {
                if (!whole) {
                    // Else a record cut short by a full disk would be there for readers.
                    document.rollbackOnClose();
                }
            }
        }
    }

    private FileChannel openFile() throws IOException {
        File current = appender.currentFile();
        if (current == null) {
            throw new IOException("Chronicle has made no file in " + directory);
        }
        FileChannel open =
                FileChannel.open(
                        current.toPath(), StandardOpenOption.READ, StandardOpenOption.WRITE);
        file = open;
        prepared = written;
        return open;
    }

    private void prepare(FileChannel open, long room) throws IOException {
        do {
            space.prepare(open, prepared, written - forced < prepareBytes);
            prepared += prepareBytes;
        } while (written + room + INDEX_SLACK > prepared);
    }
}
