package dev.parley.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What stops and comes back goes on where its index is, or begins anew. */
final class RestartTest {
    @TempDir private Path directory = Path.of(".");
    private Written written = SearchFiles.unset();

    @BeforeEach
    void open() {
        written = new Written(directory);
    }

    @AfterEach
    void close() {
        written.close();
    }

    @Test
    void goesOnWhereItWasClosedAndStillKnowsItsConversations() throws IOException {
        Written.Talk talk = written.talk();
        written.says(talk, "a red lamp");
        try (TranscriptSearch search = written.search()) {
            written.feed(search, 0);
        }
        written.says(talk, "a blue lamp");
        try (TranscriptSearch search = written.search()) {
            assertEquals(2, search.committed());
            written.feed(search, search.committed());
            assertEquals(List.of("a blue lamp", "a red lamp"), found(search));
            assertEquals(
                    talk.number(),
                    search.search(SearchQuery.of("blue", 1, 1)).hits().getFirst().number());
        }
    }

    @Test
    void whatWasNotCommittedIsFedAgainAndFoundOnce() throws IOException {
        Written.Talk talk = written.talk();
        written.says(talk, "a red lamp");
        TranscriptSearch killed = written.search();
        written.feed(killed, 0);
        written.nanos.addAndGet(TranscriptSearch.COMMIT_NANOS);
        killed.commit(written.log.head());
        written.says(talk, "a blue lamp");
        written.feed(killed, 2);
        assertEquals(2, killed.committed());
        Path copy = directory.resolve("as-the-kill-left-it");
        copy(written.index, copy);
        killed.close();
        SearchFiles.of(written.index).forEach(RestartTest::delete);
        copy(copy, written.index);
        try (TranscriptSearch search = written.search()) {
            assertEquals(2, search.committed());
            assertEquals(List.of("a red lamp"), found(search));
            written.feed(search, 2);
            assertEquals(List.of("a blue lamp", "a red lamp"), found(search));
        }
    }

    @Test
    void anIndexAheadOfTheLogBelongsToAnotherAndIsMadeAnew() throws IOException {
        written.says(written.talk(), "a red lamp");
        try (TranscriptSearch search = written.search()) {
            written.feed(search, 0);
        }
        try (TranscriptSearch search = written.open(1)) {
            assertEquals(0, search.committed());
            assertEquals(List.of(), found(search));
        }
    }

    @Test
    void anIndexOfAnotherFormatIsMadeAnew() throws IOException {
        try (FSDirectory lucene = FSDirectory.open(written.index);
                IndexWriter writer =
                        new IndexWriter(lucene, new IndexWriterConfig(new KeywordAnalyzer()))) {
            writer.addDocument(new Document());
        }
        Files.writeString(written.index.resolve("note.txt"), "not ours");
        written.says(written.talk(), "a red lamp");
        try (TranscriptSearch search = written.search()) {
            assertEquals(0, search.committed());
            written.feed(search, 0);
            assertEquals(List.of("a red lamp"), found(search));
        }
    }

    @Test
    void aFileThatIsCutOrMissingMakesTheIndexAnew() throws IOException {
        for (int damage = 0; damage < 2; damage++) {
            written.says(written.talk(), "a red lamp " + damage);
            try (TranscriptSearch search = written.search()) {
                written.feed(search, search.committed());
            }
            for (Path file : SearchFiles.of(written.index)) {
                if (damage == 0 && !file.endsWith("write.lock")) {
                    byte[] bytes = SearchFiles.bytes(file);
                    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
                } else if (!file.getFileName().toString().startsWith("segments")) {
                    Files.delete(file);
                }
            }
            try (TranscriptSearch search = written.search()) {
                assertEquals(0, search.committed());
                written.feed(search, 0);
                assertEquals(damage + 1, found(search).size());
            }
        }
    }

    @Test
    void aFlippedBitIsNoticedAndTheNextStartMakesTheIndexAnew() throws IOException {
        written.says(written.talk(), "a red lamp");
        try (TranscriptSearch search = written.search()) {
            written.feed(search, 0);
        }
        long seed = 20261122;
        int noticed = 0;
        List<Path> files = new ArrayList<>(SearchFiles.of(written.index));
        files.removeIf(file -> file.endsWith("write.lock"));
        Path sound = directory.resolve("sound");
        copy(written.index, sound);
        for (Path file : files) {
            SearchFiles.of(written.index).forEach(RestartTest::delete);
            copy(sound, written.index);
            byte[] bytes = SearchFiles.bytes(file);
            bytes[new Random(seed).nextInt(bytes.length)] ^= 1;
            Files.write(file, bytes);
            notice();
            try (TranscriptSearch search = written.search()) {
                assertEquals(0, search.committed(), file + " seed=" + seed);
                noticed++;
            }
        }
        assertEquals(files.size(), noticed);
        assertTrue(noticed > 0);
    }

    @Test
    void aToolReadsTheLastCommitWhileTheServerGoesOn() throws IOException {
        Written.Talk talk = written.talk();
        written.says(talk, "a red lamp");
        try (TranscriptSearch search = written.search()) {
            written.feed(search, 0);
            written.nanos.addAndGet(TranscriptSearch.COMMIT_NANOS);
            search.tick();
            try (StoredSearch stored = written.stored()) {
                assertEquals(2, stored.indexedBefore());
                assertEquals(
                        List.of("a red lamp"),
                        TranscriptSearchTest.texts(stored.search(SearchQuery.of("lamp", 0, 9))));
            }
            byte[][] before = all();
            written.stored().close();
            assertArrayEquals(before, all());
        }
    }

    /** At the start, or by the first look at every byte; closing may stumble over it too. */
    private void notice() {
        try (TranscriptSearch search = written.search()) {
            search.tick();
        } catch (RuntimeException | IOException e) {
            assertTrue(Files.exists(written.index.resolve("damaged")), e.toString());
        }
    }

    private byte[][] all() {
        return SearchFiles.of(written.index).stream()
                .sorted()
                .map(SearchFiles::bytes)
                .toArray(byte[][]::new);
    }

    private static List<String> found(TranscriptSearch search) {
        return TranscriptSearchTest.texts(search.search(SearchQuery.of("lamp", 1, 9)));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (Path file : SearchFiles.of(from)) {
            Files.copy(file, to.resolve(file.getFileName()));
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
