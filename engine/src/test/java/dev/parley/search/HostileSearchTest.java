package dev.parley.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Whatever people write and ask, nothing breaks, and marks lie inside what they mark. */
final class HostileSearchTest {
    @TempDir private Path directory = Path.of(".");

    @Test
    void stringsThatBreakProgramsAreIndexedAskedAndFound() throws IOException {
        List<String> strings = new ArrayList<>();
        strings.addAll(lines("xss.txt"));
        strings.addAll(lines("blns.json"));
        strings.add("\ud800 alone");
        strings.add("x".repeat(16_000));
        strings.add("e\u0301".repeat(5_000));
        strings.add("\u0000\u0001\u202e");
        Words words = new Words();
        try (Written written = new Written(directory);
                TranscriptSearch search = written.search()) {
            Written.Talk talk = written.talk();
            for (int i = 0; i < strings.size(); i++) {
                written.says(talk, strings.get(i) + " lamp" + i);
            }
            written.feed(search, 0);
            for (int i = 0; i < strings.size(); i++) {
                ask(search, strings.get(i));
                List<Hit> hits = ask(search, "lamp" + i);
                assertEquals(1, hits.size(), strings.get(i));
                List<Words.Word> first = words.of(Words.normal(strings.get(i)));
                if (!first.isEmpty() && first.getFirst().text().length() < 100) {
                    String quoted = '"' + first.getFirst().text() + '"';
                    assertTrue(!ask(search, quoted).isEmpty(), quoted);
                }
            }
        }
    }

    @Test
    void randomQueriesAnswer() throws IOException {
        long seed = 20261122;
        Random random = new Random(seed);
        String parts = "\"-* ()+:~^?/\\[]{}!&|'’aäżd1 \ud83d\ude00lampa ";
        try (Written written = new Written(directory);
                TranscriptSearch search = written.search()) {
            written.says(written.talk(), "a lamp, a \"lampa\" -and 1");
            written.feed(search, 0);
            for (int i = 0; i < 5_000; i++) {
                StringBuilder query = new StringBuilder();
                for (int j = random.nextInt(40); j > 0; j--) {
                    query.append(parts.charAt(random.nextInt(parts.length())));
                }
                ask(search, query.toString());
            }
        }
    }

    private static List<Hit> ask(TranscriptSearch search, String query) {
        List<Hit> hits = search.search(SearchQuery.of(query, Written.ACCOUNT, 3)).hits();
        for (Hit hit : hits) {
            for (Hit.Mark mark : hit.marks()) {
                assertTrue(
                        mark.start() >= 0
                                && mark.start() < mark.end()
                                && mark.end() <= hit.snippet().length(),
                        () -> query + " " + hit);
            }
        }
        return hits;
    }

    private static List<String> lines(String name) throws IOException {
        Path file = Path.of(System.getProperty("parley.shared", ""), "data", name);
        Assumptions.assumeTrue(
                Files.exists(file),
                () -> file + " is not there: set -Dparley.shared to the directory that has it");
        return Files.readString(file, StandardCharsets.UTF_8).lines().toList();
    }
}
