package dev.parley.replay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Snapshots as files, named by position. Reads beside a live server and on read-only media; writes
 * and deletes for the owner of the data directory only.
 */
public final class SnapshotDirectory implements SnapshotStore {
    private static final Pattern NAME = Pattern.compile("\\d{19}\\.snapshot");
    private static final String DRAFT = ".draft";

    private final Path directory;

    /** Need not be there; the first draft makes it. */
    public SnapshotDirectory(Path directory) {
        this.directory = directory;
    }

    /** Where a data directory keeps those of a shard. */
    public static SnapshotDirectory of(Path data, int shard) {
        return new SnapshotDirectory(
                data.resolve("snapshots").resolve(String.format("shard-%03d", shard)));
    }

    @Override
    public long[] positions() throws IOException {
        return names().stream()
                .filter(name -> NAME.matcher(name).matches())
                .mapToLong(name -> Long.parseLong(name.substring(0, name.indexOf('.'))))
                .sorted()
                .toArray();
    }

    @Override
    public long bytes(long position) throws IOException {
        return Files.size(path(position));
    }

    @Override
    public InputStream open(long position) throws IOException {
        return Files.newInputStream(path(position));
    }

    @Override
    public Draft begin(long position) throws IOException {
        Files.createDirectories(directory);
        Path path = path(position);
        return new FileDraft(path.resolveSibling(path.getFileName() + DRAFT), path);
    }

    @Override
    public void delete(long position) throws IOException {
        Files.deleteIfExists(path(position));
    }

    @Override
    public void sweep() throws IOException {
        for (String name : names()) {
            if (name.endsWith(DRAFT)) {
                Files.deleteIfExists(directory.resolve(name));
            }
        }
    }

    /** The file of one. */
    public Path path(long position) {
        return directory.resolve(String.format("%019d.snapshot", position));
    }

    private List<String> names() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }

    private static void forceDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private record FileDraft(Path draft, Path named, FileChannel channel) implements Draft {
        FileDraft(Path draft, Path named) throws IOException {
            this(
                    draft,
                    named,
                    FileChannel.open(
                            draft,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.TRUNCATE_EXISTING));
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        @Override
        public void force() throws IOException {
            channel.force(true);
        }

        @Override
        public void name() throws IOException {
            Files.move(draft, named, StandardCopyOption.ATOMIC_MOVE);
        }

        @Override
        public void forceName() throws IOException {
            Path shard = draft.resolveSibling(".");
            forceDirectory(shard);
            // Both directories above it may be new, too.
            forceDirectory(shard.resolve(".."));
            forceDirectory(shard.resolve("../.."));
        }

        @Override
        public void close() throws IOException {
            channel.close();
            Files.deleteIfExists(draft);
        }
    }
}
