package dev.parley.search;

import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.store.Directory;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Opens, reads and makes the files of an index; knows what is no index of ours. */
final class IndexFiles {
    /** Changes whenever an older index would not answer as a new one does. */
    static final String FORMAT = "parley-search/2";

    private static final String FORMAT_KEY = "format";
    private static final String NEXT_KEY = "next";
    private static final String SEEN_KEY = "seen";

    /** Whoever finds damage leaves this, and the next start makes the index anew. */
    private static final String DAMAGED = "damaged";

    /**
     * What is indexed waits in memory up to this. Small, since the collector copies what outlives a
     * collection, and everybody waits for that.
     */
    private static final double RAM_MEBIBYTES = 8;

    /** More than this many make indexing wait. */
    private static final int MERGES_WAITING = 6;

    static {
        QuietLucene.begin();
    }

    private IndexFiles() {}

    /** Next position of the last commit; empty where there is no whole index of ours. */
    static OptionalLong next(Path path, Directory directory) throws IOException {
        if (!Files.isDirectory(path) || Files.exists(path.resolve(DAMAGED))) {
            return OptionalLong.empty();
        }
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            return next(reader.getIndexCommit().getUserData());
        } catch (IOException | IllegalArgumentException e) {
            if (isDamage(e)) {
                return OptionalLong.empty();
            }
            throw e;
        }
    }

    /** What a commit says of itself; empty for one that is not ours. */
    static OptionalLong next(Map<String, String> commit) {
        String next = commit.getOrDefault(NEXT_KEY, "");
        return FORMAT.equals(commit.get(FORMAT_KEY)) && next.matches("[0-9]{1,18}")
                ? OptionalLong.of(Long.parseLong(next))
                : OptionalLong.empty();
    }

    /** Highest position that was taken in, -1 for none: of events above it there is no document. */
    static long seen(Map<String, String> commit) {
        String seen = commit.getOrDefault(SEEN_KEY, "");
        return seen.matches("[0-9]{1,18}") ? Long.parseLong(seen) : -1;
    }

    static Map<String, String> commit(long next, long seen) {
        return Map.of(
                FORMAT_KEY, FORMAT, NEXT_KEY, Long.toString(next), SEEN_KEY, Long.toString(seen));
    }

    /**
     * Whether what was thrown says that the files are not a whole index, and not that the disk
     * failed.
     */
    static boolean isDamage(Exception e) {
        return e instanceof CorruptIndexException
                || e instanceof IndexFormatTooNewException
                || e instanceof IndexFormatTooOldException
                || e instanceof IndexNotFoundException
                || e instanceof EOFException
                || e instanceof FileNotFoundException
                || e instanceof NoSuchFileException
                // a codec that this version does not have
                || e instanceof IllegalArgumentException;
    }

    static void mark(Path path) throws IOException {
        Files.write(path.resolve(DAMAGED), new byte[0]);
    }

    /** Removes every file of the index, whatever it is. */
    static void wipe(Path path) throws IOException {
        try (var files = Files.list(path)) {
            for (Path each : files.toList()) {
                if (Files.isRegularFile(each)) {
                    Files.delete(each);
                }
            }
        }
    }

    static IndexWriter writer(Directory directory) throws IOException {
        TieredMergePolicy merges = new TieredMergePolicy();
        // Forgetting rewrites every segment that has a deleted document, not only half-empty ones.
        merges.setForceMergeDeletesPctAllowed(0);
        // One merge at a time: the other cores belong to the shard.
        ConcurrentMergeScheduler scheduler = new ConcurrentMergeScheduler();
        scheduler.setMaxMergesAndThreads(MERGES_WAITING, 1);
        IndexWriterConfig config =
                new IndexWriterConfig(new KeywordAnalyzer())
                        .setOpenMode(IndexWriterConfig.OpenMode.CREATE_OR_APPEND)
                        .setMergePolicy(merges)
                        .setMergeScheduler(scheduler)
                        .setRAMBufferSizeMB(RAM_MEBIBYTES)
                        .setCommitOnClose(false);
        return new IndexWriter(directory, config);
    }

    /** Reads every byte against its checksum. */
    static void check(List<LeafReaderContext> leaves) throws IOException {
        for (LeafReaderContext leaf : leaves) {
            leaf.reader().checkIntegrity();
        }
    }
}
