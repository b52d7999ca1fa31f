package dev.parley.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What an auditor does with a log: check, list, replay, read, report; on copies, without keys. */
class AuditTest {
    private static final int MAGIC = 0x594C5250;

    @TempDir static Path directory;
    private static Path data = Path.of("");

    @BeforeAll
    static void loadTheSample() {
        data = directory.resolve("data");
        Ran ran = Ran.parley("import", "samples/past-conversations.jsonl", "--data", data);
        assertEquals(0, ran.exitCode(), ran.err());
    }

    @Test
    void findsNothingWrongWithAWholeLog() {
        Ran ran = Ran.parley("verify", "--data", data, "--json");
        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(
                ran.out()
                        .matches(
                                "\\{\"ok\":true,\"records\":(\\d+),\"last_position\":\\d+,.*\"void_tail\":0,\"first_bad_position\":null,\"reason\":null}\n"),
                ran.out());
    }

    @Test
    void namesThePositionOfARecordWithAFlippedByte() throws IOException {
        Path copy = copy("flipped");
        Path file = segment(copy);
        byte[] bytes = Files.readAllBytes(file);
        int at = record(bytes, 20);
        bytes[at + 150] ^= 1;
        Files.write(file, bytes);
        Ran ran = Ran.parley("verify", "--data", copy, "--json");
        assertEquals(1, ran.exitCode(), ran.out());
        assertTrue(ran.out().contains("\"ok\":false"), ran.out());
        assertTrue(ran.out().contains("\"first_bad_position\":20,"), ran.out());
        assertEquals(1, Ran.parley("verify", "--data", copy).exitCode());
    }

    @Test
    void replaysToOneDigestTwiceOnACopyAndWithoutKeys() throws IOException {
        String digest = digest("--data", data);
        assertEquals(digest, digest("--data", data));
        Path copy = copy("elsewhere");
        assertEquals(digest, digest("--data", copy));
        delete(copy.resolve("keys"));
        delete(copy.resolve("index"));
        assertEquals(digest, digest("--data", copy));
        assertNotEquals(digest, digest("--data", data, "--at", "10"));
    }

    @Test
    void replaysUpToAPositionOrATimeInclusive() {
        Ran position = Ran.parley("replay", "--data", data, "--at", 10, "--json");
        assertTrue(position.out().startsWith("{\"position\":10,\"events\":11,"), position.out());
        String recorded = field(events("--from", 10, "--to", 10).getFirst(), "recorded_at");
        Ran time = Ran.parley("replay", "--data", data, "--at", recorded, "--json");
        Matcher reached = Pattern.compile("\"position\":(\\d+)").matcher(time.out());
        assertTrue(reached.find() && Integer.parseInt(reached.group(1)) >= 10, time.out());
        assertEquals(2, Ran.parley("replay", "--data", data, "--at", 1_000_000).exitCode());
        assertEquals(2, Ran.parley("replay", "--data", data, "--at", "noon").exitCode());
    }

    @Test
    void listsEventsByPositionTypeConversationAndTime() {
        List<String> all = events();
        for (int i = 0; i < all.size(); i++) {
            assertTrue(all.get(i).startsWith("{\"position\":" + i + ",\"type\":"), all.get(i));
        }
        assertEquals(all.subList(3, 8), events("--from", 3, "--to", 7));
        assertEquals(12, events("--type", "ConversationImported").size());
        String id = conversation("s-005");
        List<String> one = events("--conversation", id);
        assertEquals(5, one.size());
        assertTrue(one.get(1).contains("\"shop\":\"norrsken-outdoor\""), one.get(1));
        assertTrue(one.get(1).contains("\"occurred_at\":\"2026-03-03T11:20:00Z\""), one.get(1));
        assertTrue(one.get(1).contains("The zip of my jacket broke"), one.get(1));
        assertEquals(0, events("--until", "2026-01-01").size());
        assertEquals(all.size(), events("--since", "2026-01-01").size());
    }

    @Test
    void printsATranscriptAsTextPageAndJson() {
        String id = conversation("s-012");
        Ran text = Ran.parley("transcript", "--data", data, "--conversation", id);
        assertEquals(0, text.exitCode(), text.err());
        assertTrue(text.out().contains("Bonjour, le carnet pointillé existe-t-il en A6 ?"));
        assertTrue(text.out().contains("2026-03-06 15:44:49 UTC  agent"), text.out());
        Ran page =
                Ran.parley("transcript", "--data", data, "--conversation", id, "--format", "html");
        assertTrue(page.out().startsWith("<!doctype html>"), page.out());
        assertTrue(page.out().contains("Parfait, merci. &lt;3"), page.out());
        Ran json =
                Ran.parley("transcript", "--data", data, "--conversation", id, "--format", "json");
        assertTrue(
                json.out()
                        .contains(
                                "{\"seq\":4,\"at\":\"2026-03-06T15:46:03Z\",\"from\":\"visitor\","
                                        + "\"text\":\"Parfait, merci. <3\"}"),
                json.out());
        assertTrue(json.out().contains("\"shop\":\"kumo-stationery\""), json.out());
    }

    @Test
    void printsKeyIdsWhereKeysAreMissing() {
        Path none = directory.resolve("no-keys");
        String id = conversation("s-012");
        Ran json =
                Ran.parley(
                        "transcript",
                        "--data",
                        data,
                        "--keys",
                        none,
                        "--conversation",
                        id,
                        "--json");
        assertEquals(0, json.exitCode(), json.err());
        assertTrue(json.out().matches("(?s).*\"text\":\\{\"sealed\":\\d+}.*"), json.out());
        assertFalse(json.out().contains("Bonjour"), json.out());
        List<String> events = events("--keys", none);
        assertTrue(events.stream().anyMatch(each -> each.contains("\"content\":{\"sealed\":")));
        assertTrue(events.stream().noneMatch(each -> each.contains("Bonjour")));
        Ran report = Ran.parley("report", "sla", "--data", data, "--keys", none, "--json");
        assertTrue(report.out().contains("\"conversations\":12"), report.out());
    }

    @Test
    void reportsByShopAndTime() {
        Ran shop =
                Ran.parley("report", "sla", "--data", data, "--shop", "norrsken-outdoor", "--json");
        assertEquals(
                "{\"target_seconds\":60,\"conversations\":3,\"answered\":2,\"within_target\":2,"
                        + "\"first_response_seconds\":{\"min\":50,\"p50\":50,\"p90\":60,"
                        + "\"p99\":60,\"max\":60},\"breaches\":1}\n",
                shop.out());
        Ran day =
                Ran.parley(
                        "report",
                        "sla",
                        "--data",
                        data,
                        "--since",
                        "2026-03-02",
                        "--until",
                        "2026-03-03T00:00:00Z",
                        "--json");
        assertTrue(day.out().contains("\"conversations\":3,\"answered\":3"), day.out());
        assertEquals(2, Ran.parley("report", "sla", "--data", data, "--shop", "x").exitCode());
        Ran text = Ran.parley("report", "sla", "--data", data);
        assertTrue(text.out().contains("within target   7"), text.out());
    }

    @Test
    void refusesAConversationThatIsNotThere() {
        Ran ran = Ran.parley("transcript", "--data", data, "--conversation", 1);
        assertEquals(2, ran.exitCode());
        assertEquals(1, ran.err().lines().count(), ran.err());
    }

    private static List<String> events(Object... options) {
        Object[] words = new Object[options.length + 3];
        words[0] = "events";
        words[1] = "--data";
        words[2] = data;
        System.arraycopy(options, 0, words, 3, options.length);
        Ran ran = Ran.parley(words);
        assertEquals(0, ran.exitCode(), ran.err());
        return ran.out().lines().toList();
    }

    private static String conversation(String externalId) {
        return events("--type", "ConversationImported").stream()
                .filter(each -> each.contains("\"" + externalId + "\""))
                .map(each -> field(each, "conversation"))
                .findFirst()
                .orElseThrow();
    }

    private static String digest(Object... options) {
        Object[] words = new Object[options.length + 2];
        words[0] = "replay";
        words[1] = "--json";
        System.arraycopy(options, 0, words, 2, options.length);
        Ran ran = Ran.parley(words);
        assertEquals(0, ran.exitCode(), ran.err());
        return field(ran.out(), "digest");
    }

    private static String field(String json, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"?([^\",}]*)").matcher(json);
        assertTrue(matcher.find(), name + " is not in " + json);
        return matcher.group(1);
    }

    private static Path copy(String name) throws IOException {
        Path copy = directory.resolve(name);
        try (Stream<Path> all = Files.walk(data)) {
            for (Path each : all.toList()) {
                Path to = copy.resolve(data.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(each, to);
                }
            }
        }
        return copy;
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path each : all.toList().reversed()) {
                Files.delete(each);
            }
        }
    }

    private static Path segment(Path data) throws IOException {
        try (Stream<Path> all = Files.walk(data.resolve("shard-000"))) {
            return all.filter(each -> each.toString().endsWith(".cq4")).findFirst().orElseThrow();
        }
    }

    /** Where the event with this position starts in a segment's file. */
    private static int record(byte[] bytes, long position) {
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < bytes.length - 40; at += 4) {
            // Kind 1 is an event; marks and openings carry the next position.
            if (file.getInt(at) == MAGIC
                    && file.get(at + 9) == 1
                    && file.getLong(at + 32) == position) {
                return at;
            }
        }
        throw new IllegalStateException("position=" + position + " is not in the file");
    }
}
