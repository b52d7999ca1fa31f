package dev.parley.search;

import dev.parley.seal.KeyStore;
import dev.parley.seal.Sealer;

import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * The last commit of an index, for tools: takes no lock, writes nothing, stands beside a live
 * server. Any thread.
 */
public final class StoredSearch implements AutoCloseable {
    private final Directory directory;
    private final DirectoryReader reader;
    private final Asking asking;
    private final long indexedBefore;

    private StoredSearch(
            Directory directory, DirectoryReader reader, Asking asking, long indexedBefore) {
        this.directory = directory;
        this.reader = reader;
        this.asking = asking;
        this.indexedBefore = indexedBefore;
    }

    /**
     * The index in {@code path}; empty where there is none, or none that this version reads.
     *
     * @throws IOException if the files cannot be read
     */
    public static Optional<StoredSearch> open(
            Path path, KeyStore keys, Sealer sealer, Texts texts, LongSupplier nanos)
            throws IOException {
        if (!Files.isDirectory(path)) {
            // Lucene would make it, and a tool writes nothing.
            return Optional.empty();
        }
        Directory directory = FSDirectory.open(path);
        OptionalLong next = IndexFiles.next(path, directory);
        if (next.isEmpty()) {
            directory.close();
            return Optional.empty();
        }
        DirectoryReader reader = DirectoryReader.open(directory);
        return Optional.of(
                new StoredSearch(
                        directory,
                        reader,
                        new Asking(keys, sealer, texts, nanos),
                        IndexFiles.next(reader.getIndexCommit().getUserData()).orElse(0)));
    }

    /**
     * Exclusive end of what the index in {@code path} has; empty where {@link #open} finds none.
     */
    public static OptionalLong indexedBefore(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return OptionalLong.empty();
        }
        try (Directory directory = FSDirectory.open(path)) {
            return IndexFiles.next(path, directory);
        }
    }

    /** Exclusive end of what is in it. */
    public long indexedBefore() {
        return indexedBefore;
    }

    /** What matches, erased messages left out. */
    public SearchResult search(SearchQuery query) throws IOException {
        return asking.ask(reader, query, indexedBefore).result();
    }

    @Override
    public void close() throws IOException {
        reader.close();
        directory.close();
    }
}
