package dev.parley.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

final class ErasureTest {
    /** In no other word's way, so that its bytes stand whole in a file. */
    private static final String SECRET = "xylophonist";

    @TempDir private Path directory = Path.of(".");
    private Written written = SearchFiles.unset();
    private TranscriptSearch search = SearchFiles.unset();
    private Written.Talk erased = SearchFiles.unset();

    @BeforeEach
    void write() {
        written = new Written(directory);
        search = written.search();
        erased = written.talk();
        written.says(written.talk(), "somebody else about a lamp");
        written.says(erased, "I am a " + SECRET + " and want a lamp");
        written.feed(search, 0);
    }

    @AfterEach
    void close() throws IOException {
        search.close();
        written.close();
    }

    @Test
    void anErasedPersonIsNeitherFoundNorInAnyFile() {
        commit();
        assertTrue(SearchFiles.holding(written.index, SECRET) > 0);
        // The key is still there: what hides the person is the event.
        long from = written.log.head();
        written.erases(erased);
        written.feed(search, from);
        assertEquals(List.of(), found(SECRET));
        assertEquals(List.of("somebody else about a lamp"), found("lamp"));
        search.tick();
        assertEquals(0, SearchFiles.holding(written.index, SECRET));
    }

    @Test
    void whatIsErasedBehindItsBackIsNeverShownAndLeavesTheFilesByItself() {
        commit();
        written.keys.erase(erased.keyId());
        assertEquals(List.of("somebody else about a lamp"), found("lamp"));
        assertEquals(1, search.search(SearchQuery.of("lamp", 1, 9)).total());
        search.tick();
        assertEquals(0, SearchFiles.holding(written.index, SECRET));
    }

    @Test
    void theSweepFindsWhatNobodySearchesFor() {
        commit();
        written.keys.erase(erased.keyId());
        search.tick();
        assertEquals(0, SearchFiles.holding(written.index, SECRET));
    }

    @Test
    void toolsDoNotShowItEither() throws IOException {
        commit();
        written.keys.erase(erased.keyId());
        try (StoredSearch stored = written.stored()) {
            assertEquals(
                    List.of("somebody else about a lamp"),
                    TranscriptSearchTest.texts(stored.search(SearchQuery.of("lamp", 1, 9))));
        }
    }

    @Test
    void aReplayAfterwardsDoesNotIndexItAgain() throws IOException {
        written.keys.erase(erased.keyId());
        search.clear();
        written.feed(search, 0);
        commit();
        assertEquals(List.of(), found(SECRET));
        assertEquals(List.of("somebody else about a lamp"), found("lamp"));
        search.tick();
        assertEquals(0, SearchFiles.holding(written.index, SECRET));
    }

    @Test
    void filesAreTheirOwnersAlone() throws IOException {
        commit();
        assertEquals(
                "rwx------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(written.index)));
        for (Path file : SearchFiles.of(written.index)) {
            if (!file.endsWith("write.lock")) {
                assertEquals(
                        "rw-------",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
                        file.toString());
            }
        }
    }

    private void commit() {
        written.nanos.addAndGet(TranscriptSearch.COMMIT_NANOS);
        search.commit(written.log.head());
    }

    private List<String> found(String words) {
        return TranscriptSearchTest.texts(search.search(SearchQuery.of(words, 1, 9)));
    }
}
