package dev.parley.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory for logs that are measured and thrown away, on the disk that is asked about. */
public final class Scratch implements AutoCloseable {
    private final Path root;
    private int made;

    /** Below {@code beside}, so that it lies on the same file system. */
    public Scratch(Path beside) throws IOException {
        Files.createDirectories(beside);
        root = Files.createTempDirectory(beside, "scratch-");
    }

    /** A new empty directory; earlier ones are deleted by {@link #clear}. */
    public Path next(String name) throws IOException {
        return Files.createDirectory(root.resolve(name + "-" + made++));
    }

    /** Deletes all but the root. */
    public void clear() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> deepestFirst =
                    files.filter(each -> !each.equals(root))
                            .sorted(Comparator.reverseOrder())
                            .toList();
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
        }
    }

    @Override
    public void close() throws IOException {
        clear();
        Files.deleteIfExists(root);
    }
}
