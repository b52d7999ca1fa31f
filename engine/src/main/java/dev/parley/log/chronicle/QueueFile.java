package dev.parley.log.chronicle;

import net.openhft.chronicle.core.io.BackgroundResourceReleaser;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.rollcycles.LegacyRollCycles;
import net.openhft.chronicle.wire.DocumentContext;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The file of a new Chronicle Queue, made by Chronicle itself: its header and the roots of its
 * index, and no document yet.
 *
 * @param path the file
 * @param end where its first document belongs
 */
record QueueFile(Path path, long end) {
    /** Entries of an index page: 8 KiB a page, and 2^28 records a segment. */
    private static final int INDEX_COUNT = 1024;

    private static final int INDEX_SPACING = 256;

    /** Chronicle maps so much of the file, and a quarter of it, while it makes it. */
    private static final long BLOCK = 2 << 20;

    /** Makes a queue in {@code directory}, which must be there and empty. */
    static QueueFile make(Path directory) throws IOException {
        try (SingleChronicleQueue queue =
                        SingleChronicleQueueBuilder.single(directory.toFile())
                                // One file: a wall clock set back made Chronicle put its files out
                                // of order.
                                .timeProvider(() -> 0L)
                                .rollCycle(LegacyRollCycles.DAILY)
                                .indexCount(INDEX_COUNT)
                                .indexSpacing(INDEX_SPACING)
                                .blockSize(BLOCK)
                                .build();
                ExcerptAppender appender = queue.createAppender()) {
            long end;
            try (DocumentContext document = appender.writingDocument()) {
                end = Objects.requireNonNull(document.wire()).bytes().writePosition();
                // Chronicle makes the file with the first document; taken back it leaves only that.
                document.rollbackOnClose();
            }
            File file = appender.currentFile();
            if (file == null) {
                throw new IOException("Chronicle has made no file in " + directory);
            }
            // Behind the length of the document that was taken back.
            return new QueueFile(file.toPath(), end - Integer.BYTES);
        } finally {
            // Chronicle unmaps later, on a thread of its own: whoever closes a log may unmount it.
            BackgroundResourceReleaser.releasePendingResources();
        }
    }
}
