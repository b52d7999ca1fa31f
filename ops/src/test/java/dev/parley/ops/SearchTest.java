package dev.parley.ops;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.EngineConfig;
import dev.parley.api.ApiConfig;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** {@code parley search}: with the server's index, beside a server, and without either. */
class SearchTest {
    @TempDir Path directory;
    private Path data = Path.of(".");

    @BeforeEach
    void load() throws IOException {
        data = directory.resolve("data");
        Path file = directory.resolve("past.jsonl");
        Files.writeString(
                file,
                """
                {"id":"1","shop":"lumo","messages":[{"at":"2026-01-01T00:00:00Z","from":"visitor","text":"Gdzie jest moje zamówienie PL-2024/00123?"},{"at":"2026-01-01T00:01:00Z","from":"agent","text":"Jest w drodze"}]}
                {"id":"2","shop":"other","messages":[{"at":"2026-01-02T00:00:00Z","from":"visitor","text":"dwa zamówienia\\u001b[31m"}]}
                """);
        assertEquals(0, Ran.parley("import", file, "--data", data).exitCode());
    }

    @Test
    void findsWithoutAnyIndexAndLeavesNoneBehind() {
        Ran ran = Ran.parley("search", "zamowienia", "--data", data);
        assertEquals(0, ran.exitCode(), ran.err());
        assertEquals("", ran.err());
        assertTrue(ran.out().startsWith("2026-01-02 00:00:00  conversation "), ran.out());
        assertTrue(ran.out().contains("    dwa [zamówienia]\\u001B[31m\n"), ran.out());
        assertTrue(
                ran.out().contains("    Gdzie jest moje [zamówienie] PL-2024/00123?\n"), ran.out());
        assertTrue(ran.out().endsWith("2 messages\n"), ran.out());
        assertFalse(Files.exists(data.resolve("search")));
    }

    @Test
    void narrowsByShopAndTimeAndCount() {
        assertTrue(search("zamówienie", "--shop", "lumo").contains("\"total\":1,"));
        assertTrue(search("zamówienie", "--until", "2026-01-02").contains("\"total\":1,"));
        assertTrue(search("zamówienie", "--since", "2026-01-03").contains("\"hits\":[]"));
        assertEquals(2, search("zamówienie", "--limit", "1").split("\"text\"", -1).length);
        assertTrue(search("zamówienie -dwa").contains("\"total\":1,"));
        assertTrue(search("PL-2024/00123").contains("\"from\":\"visitor\",\"agent\":null"));
    }

    @Test
    void refusesWhatIsNoUse() {
        assertEquals(2, Ran.parley("search", "--data", data).exitCode());
        assertEquals(2, Ran.parley("search", "x", "--data", data, "--limit", "101").exitCode());
        assertEquals(2, Ran.parley("search", "x", "--data", data, "--shop", "none").exitCode());
        assertEquals(3, Ran.parley("search", "x", "--data", directory).exitCode());
    }

    @Test
    void asksTheServersIndexBesideItAndAfterIt() throws IOException {
        EngineConfig engine = EngineConfig.in(data).with("segment", 8).with("free.floor", 0);
        Service service = Service.start(engine, ApiConfig.on("127.0.0.1", 0), false);
        try (service) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> Files.exists(data.resolve("search")) && whole());
        }
        assertTrue(whole());
        String listed = Ran.parley("processors", "list", "--data", data).out();
        assertTrue(
                listed.lines().anyMatch(line -> line.matches("search: stopped, position [1-9].*")),
                listed);
        Ran fresh = Ran.parley("search", "zamówienie", "--data", data, "--json", "--fresh");
        assertEquals(search("zamówienie"), fresh.out());
    }

    private boolean whole() {
        Ran ran = Ran.parley("search", "zamówienie", "--data", data, "--json");
        assertEquals(0, ran.exitCode(), ran.err());
        return ran.err().isEmpty() && ran.out().contains("\"total\":2,");
    }

    private String search(Object words, Object... more) {
        Object[] arguments = new Object[5 + more.length];
        arguments[0] = "search";
        arguments[1] = words;
        arguments[2] = "--data";
        arguments[3] = data;
        arguments[4] = "--json";
        System.arraycopy(more, 0, arguments, 5, more.length);
        Ran ran = Ran.parley(arguments);
        assertEquals(0, ran.exitCode(), ran.err());
        return ran.out();
    }
}
