package dev.parley.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonGenerator;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What customers write reaches auditors as text: never as markup, never as terminal control. */
class HostileTextTest {
    @TempDir Path directory;

    @Test
    void printsControlCharactersAsTheirNumbersInText() throws IOException {
        String page = transcript("text", List.of("\u001b[31mred\u0007 \u009b2J", "two\nlines"));
        assertFalse(
                page.codePoints().anyMatch(each -> each != '\n' && Character.isISOControl(each)));
        assertTrue(page.contains("\\u001B[31mred\\u0007 \\u009B2J"), page);
        assertTrue(page.contains("    two\n    lines\n"), page);
    }

    /** Else a line reads otherwise than it was written, or as several. */
    @Test
    void printsWhatTurnsTheReadingAroundAsItsNumber() throws IOException {
        String page =
                transcript(
                        "text",
                        List.of(
                                "a\u202Eb\u2066c\u2028d\u202A\u202B\u202C\u202D\u2067\u2068\u2069"));
        assertTrue(
                page.contains(
                        "a\\u202Eb\\u2066c\\u2028d\\u202A\\u202B\\u202C\\u202D\\u2067\\u2068\\u2069"),
                page);
    }

    /** Right-to-left languages and joined signs are no attack. */
    @Test
    void printsOtherLettersAsTheyAre() throws IOException {
        String text = "\u0634\u06A9\u200C\u0631 \u200Fשלום \uD83D\uDC69\u200D\uD83D\uDCBB\tx";
        assertTrue(transcript("text", List.of(text)).contains("    " + text + "\n"));
    }

    @Test
    void keepsInJsonWhatWasWritten() throws IOException {
        String json = transcript("json", List.of("a\u202Eb"));
        assertTrue(json.contains("a\u202Eb"), json);
    }

    @Test
    void printsMarkupAsTextInPages() throws IOException {
        Path file = Path.of(System.getProperty("parley.shared", ""), "data", "xss.txt");
        Assumptions.assumeTrue(
                Files.exists(file), () -> file + " is absent: say where with -Dparley.shared=DIR");
        List<String> payloads =
                Files.readAllLines(file).stream().filter(each -> !each.isBlank()).toList();
        String page = transcript("html", payloads);
        String body = page.substring(page.indexOf("<body>"));
        String own = "</?(body|html|h1|dl|dt|dd)( dir=\"auto\")?>";
        assertEquals(payloads.size(), body.split("<dd dir=\"auto\">", -1).length - 1);
        assertFalse(body.replaceAll(own, "").contains("<"), "markup of a message got through");
    }

    private String transcript(String format, List<String> texts) throws IOException {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JsonLines.FACTORY.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("id", "<b>id</b>");
            json.writeStringField("shop", "<i>shop</i>");
            json.writeArrayFieldStart("messages");
            for (String text : texts) {
                json.writeStartObject();
                json.writeStringField("at", "2026-01-01T00:00:00Z");
                json.writeStringField("from", "visitor");
                json.writeStringField("text", text);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        Path file = Files.writeString(directory.resolve("past.jsonl"), line.toString());
        Path data = directory.resolve("data");
        Ran loaded = Ran.parley("import", file, "--data", data);
        assertEquals(0, loaded.exitCode(), loaded.err());
        Ran ran = Ran.parley("transcript", "--data", data, "--conversation", 3, "--format", format);
        assertEquals(0, ran.exitCode(), ran.err());
        return ran.out();
    }
}
