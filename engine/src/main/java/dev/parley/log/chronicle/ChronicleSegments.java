package dev.parley.log.chronicle;

import dev.parley.log.SegmentAppender;
import dev.parley.log.SegmentBytes;
import dev.parley.log.SegmentStore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Future;

/** A shard's segments as directories of Chronicle Queue; the owner of the lock makes it. */
final class ChronicleSegments implements SegmentStore {
    /** What Chronicle writes before the first record; it cannot take a full disk there. */
    private static final long CREATE_BYTES = 512 * 1024;

    private final Path shard;
    private final ChronicleOptions options;
    private final SegmentFiles files;
    private final Space space;
    private final NextSegment ahead;

    ChronicleSegments(Path shard, ChronicleOptions options) throws IOException {
        this.shard = shard;
        this.options = options;
        boolean made = !Files.isDirectory(shard);
        Files.createDirectories(shard);
        if (made) {
            Directories.force(shard.resolveSibling("."));
        }
        this.files = new SegmentFiles(shard);
        this.space = new Space(shard.resolveSibling("."), options);
        this.ahead = new NextSegment(shard, this::makeAhead);
    }

    @Override
    public int[] segments() throws IOException {
        return files.segments();
    }

    @Override
    public SegmentBytes open(int segment) throws IOException {
        return files.open(segment);
    }

    @Override
    public SegmentAppender create(int segment) throws IOException {
        ChronicleAppender made = ahead.take(segment);
        return made == null ? make(segment) : made;
    }

    @Override
    public Future<?> finish(SegmentAppender full) {
        return ahead.finish((ChronicleAppender) full);
    }

    private ChronicleAppender make(int segment) throws IOException {
        space.makeRoom(CREATE_BYTES + options.prepareBytes());
        return begin(segment);
    }

    /** On the thread of {@link NextSegment}: never at the cost of the reserve. */
    private ChronicleAppender makeAhead(int segment) throws IOException {
        space.checkRoomAhead(CREATE_BYTES + options.prepareBytes());
        ChronicleAppender appender = begin(segment);
        try {
            appender.prepareAhead();
            return appender;
        } catch (IOException | RuntimeException | Error e) {
            appender.close();
            throw e;
        }
    }

    private ChronicleAppender begin(int segment) throws IOException {
        Path directory = SegmentFiles.directory(shard, segment);
        Files.createDirectory(directory);
        return new ChronicleAppender(directory, space, options, () -> ahead.ask(segment + 1));
    }

    @Override
    public boolean lowOnSpace() {
        return space.low();
    }

    @Override
    public void checkSpace() throws IOException {
        space.look();
    }

    @Override
    public void close() throws IOException {
        ahead.close();
    }
}
