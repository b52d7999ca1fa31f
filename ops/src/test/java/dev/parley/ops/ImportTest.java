package dev.parley.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.log.chronicle.LogDirectory;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Loading past conversations: each line taken whole or named, and a second time adds nothing. */
class ImportTest {
    private static final String FINE =
            line(
                    "a",
                    "2026-01-01T00:00:00Z",
                    "visitor",
                    "hi",
                    "2026-01-01T00:00:30Z",
                    "agent",
                    "yo");

    @TempDir Path directory;
    private Path data = Path.of("");

    @BeforeEach
    void chooseData() {
        data = directory.resolve("data");
    }

    @Test
    void loadsTheSampleOfTheProject() {
        Ran ran =
                Ran.parley("import", "samples/past-conversations.jsonl", "--data", data, "--json");
        assertEquals(0, ran.exitCode(), ran.err());
        assertEquals(
                "{\"conversations\":12,\"messages\":33,\"skipped\":0,\"bad_lines\":[]}\n",
                ran.out());
        Ran report = Ran.parley("report", "sla", "--data", data, "--json");
        assertTrue(report.out().contains("\"conversations\":12,\"answered\":11"), report.out());
        assertTrue(report.out().contains("\"within_target\":7"), report.out());
    }

    @Test
    void addsNothingTheSecondTime() throws IOException {
        Path file = file(FINE);
        assertEquals(0, load(file).exitCode());
        String before = replay();
        Ran again = load(file);
        assertEquals(0, again.exitCode(), again.err());
        assertEquals(
                "{\"conversations\":0,\"messages\":0,\"skipped\":1,\"bad_lines\":[]}\n",
                again.out());
        assertEquals(before, replay());
    }

    @Test
    void namesBadLinesByNumberAndLoadsTheOthers() throws IOException {
        Ran ran =
                load(
                        file(
                                "not json",
                                FINE,
                                "",
                                "[]",
                                FINE + "{}",
                                "{\"shop\":\"s\",\"messages\":[]}",
                                line("b", "yesterday", "visitor", "x"),
                                line("c", "2026-01-01T00:00:00Z", "robot", "x"),
                                line(
                                        "d",
                                        "2026-01-01T00:00:01Z",
                                        "visitor",
                                        "x",
                                        "2026-01-01T00:00:00Z",
                                        "agent",
                                        "y"),
                                line("e", "2026-01-01T00:00:00Z", "visitor", "x".repeat(16_385)),
                                line("f".repeat(129), "2026-01-01T00:00:00Z", "visitor", "x"),
                                line("g", "1969-12-31T23:59:59Z", "visitor", "x"),
                                line("h", "2026-01-01T00:00:00Z", "visitor", "last")));
        assertEquals(1, ran.exitCode());
        assertEquals(
                "{\"conversations\":2,\"messages\":3,\"skipped\":0,"
                        + "\"bad_lines\":[1,4,5,6,7,8,9,10,11,12]}\n",
                ran.out());
        assertEquals(10, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains("line 9 message 2 is earlier than the one before it"));
        assertTrue(ran.err().contains("line 10 message 1 text bytes=16385 exceeds 16384"));
    }

    @Test
    void goesOnWithAConversationThatIsThereInPart() throws IOException {
        load(file(conversation(100)));
        String part = replay();
        Ran rest = load(file(conversation(300)));
        assertEquals(
                "{\"conversations\":0,\"messages\":200,\"skipped\":0,\"bad_lines\":[]}\n",
                rest.out());
        assertNotEquals(part, replay());
        Ran events =
                Ran.parley("events", "--data", data, "--type", "MessageImported", "--to", 10_000);
        assertEquals(300, events.out().lines().count());
        String last = events.out().lines().toList().getLast();
        assertTrue(last.contains("\"seq\":301,"), last);
        assertTrue(last.contains("\"content\":\"message 299\""), last);
    }

    @Test
    void takesAConversationOfTheLongestMessages() throws IOException {
        String[] parts = new String[70 * 3];
        for (int i = 0; i < 70; i++) {
            parts[3 * i] = at(i);
            parts[3 * i + 1] = "visitor";
            parts[3 * i + 2] = "x".repeat(16_384);
        }
        Ran ran = load(file(line("long", parts)));
        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(ran.out().contains("\"messages\":70"), ran.out());
        assertEquals(0, Ran.parley("verify", "--data", data).exitCode());
    }

    @Test
    void seesTheSameIdTwiceInOneFileAsOneConversation() throws IOException {
        Ran ran = load(file(FINE, FINE));
        assertEquals(
                "{\"conversations\":1,\"messages\":2,\"skipped\":1,\"bad_lines\":[]}\n", ran.out());
    }

    @Test
    void leavesNoTraceOfAFileThatIsNotThere() {
        Ran ran = load(directory.resolve("missing.jsonl"));
        assertEquals(3, ran.exitCode());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(Files.notExists(data));
    }

    @Test
    void namesWhoOwnsTheDirectory() throws IOException {
        load(file(FINE));
        try (var _ = LogDirectory.own(data)) {
            Ran ran = load(file(FINE));
            assertEquals(3, ran.exitCode());
            assertTrue(ran.err().contains("in use"), ran.err());
            assertEquals(0, Ran.parley("verify", "--data", data).exitCode());
        }
    }

    private Ran load(Path file) {
        return Ran.parley("import", file, "--data", data, "--json");
    }

    private String replay() {
        Ran ran = Ran.parley("replay", "--data", data, "--json");
        assertEquals(0, ran.exitCode(), ran.err());
        return ran.out().replaceAll(",\"events_per_second\":\\d+", "");
    }

    private Path file(String... lines) throws IOException {
        return Files.writeString(directory.resolve("past.jsonl"), String.join("\n", lines) + "\n");
    }

    private static String conversation(int messages) {
        return line(
                "grows",
                IntStream.range(0, messages)
                        .boxed()
                        .flatMap(
                                i ->
                                        Stream.of(
                                                at(i),
                                                i % 2 == 0 ? "visitor" : "agent",
                                                "message " + i))
                        .toArray(String[]::new));
    }

    private static String at(int second) {
        return Instant.parse("2026-01-01T00:00:00Z").plusSeconds(second).toString();
    }

    private static String line(String id, String... parts) {
        String messages =
                IntStream.range(0, parts.length / 3)
                        .mapToObj(
                                i ->
                                        "{\"at\":\"%s\",\"from\":\"%s\",\"text\":\"%s\"}"
                                                .formatted(
                                                        parts[3 * i],
                                                        parts[3 * i + 1],
                                                        parts[3 * i + 2]))
                        .collect(Collectors.joining(","));
        return "{\"id\":\"%s\",\"shop\":\"s\",\"messages\":[%s]}".formatted(id, messages);
    }
}
