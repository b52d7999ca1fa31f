package dev.parley.log.chronicle;

import dev.parley.log.EventLog;
import dev.parley.log.ReadOnlyLog;
import dev.parley.log.SegmentSource;
import dev.parley.log.SegmentedLog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * A data directory. {@link #own} takes its lock for life and is the only way to write; the static
 * methods below read, on the directory of a live server, on a copy or on read-only media alike.
 */
public final class LogDirectory implements AutoCloseable {
    private final Path directory;
    private final OwnerLock lock;

    private LogDirectory(Path directory, OwnerLock lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /**
     * Makes the directory if it is not there, and becomes its owner.
     *
     * @throws IOException if another process or this one owns it already; names the directory and
     *     its owner
     */
    public static LogDirectory own(Path directory) throws IOException {
        Files.createDirectories(directory);
        return new LogDirectory(directory, OwnerLock.take(directory));
    }

    /** Recovers and opens a shard's log for its writer; close it before the directory. */
    public EventLog open(int shard, ChronicleOptions options, LongSupplier wallMicros)
            throws IOException {
        return SegmentedLog.open(
                new ChronicleSegments(shardDirectory(directory, shard), options),
                shard,
                options.segmentBytes(),
                wallMicros);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    /** Numbers of the shards that have a log there, ascending. */
    public static int[] shards(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return new int[0];
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.matches("shard-\\d{3,4}"))
                    .mapToInt(name -> Integer.parseInt(name.substring("shard-".length())))
                    .sorted()
                    .toArray();
        }
    }

    /** A shard's raw segments, for reading. */
    public static SegmentSource source(Path directory, int shard) {
        return new SegmentFiles(shardDirectory(directory, shard));
    }

    /** Opens a shard's log for reading only. */
    public static ReadOnlyLog read(Path directory, int shard) throws IOException {
        return ReadOnlyLog.open(source(directory, shard), shard);
    }

    private static Path shardDirectory(Path directory, int shard) {
        return directory.resolve(String.format("shard-%03d", shard));
    }
}
