package dev.parley.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Conversation and agent reports over a log. */
class ReportWorkTest {
    @TempDir Path directory;

    @Test
    void givesTheFiguresThatAreKnownOfTheCareData() throws IOException {
        Path file = Path.of(System.getProperty("parley.shared", ""), "data", "care-dev.jsonl");
        Assumptions.assumeTrue(
                Files.exists(file), () -> file + " is absent: say where with -Dparley.shared=DIR");
        Path data = directory.resolve("data");
        assertEquals(0, Ran.parley("import", file, "--data", data).exitCode());
        String all = Files.readString(file);
        long in = Pattern.compile("\"from\": \"visitor\"").matcher(all).results().count();
        long out = Pattern.compile("\"from\": \"agent\"").matcher(all).results().count();
        assertEquals(1_167, in + out);
        Ran ran = Ran.parley("report", "conversations", "--data", data, "--json");
        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(
                ran.out()
                        .startsWith(
                                "{\"opened\":504,\"answered\":504,\"within_target\":12,\"resolved\":0,"
                                    + "\"messages_in\":"
                                        + in
                                        + ",\"messages_out\":"
                                        + out
                                        + ",\"notes\":0,\"first_response_seconds\":{\"min\":38,"
                                        + "\"p50\":4077,"),
                ran.out());
        assertTrue(ran.out().contains("\"max\":86291}"), ran.out());
        Ran text = Ran.parley("report", "conversations", "--data", data);
        assertTrue(
                text.out().startsWith("opened          504\nanswered        504, 12 in target\n"));
        Ran one = Ran.parley("report", "conversations", "--data", data, "--shop", "none");
        assertEquals(2, one.exitCode());
        Ran agents = Ran.parley("report", "agents", "--data", data, "--json");
        assertEquals("{\"agents\":[]}\n", agents.out());
    }

    @Test
    void countsAShopAndAWindow() throws IOException {
        Path file = directory.resolve("past.jsonl");
        Files.writeString(
                file,
                """
                {"id":"1","shop":"lumo","messages":[{"at":"2026-01-01T10:00:00Z","from":"visitor","text":"a"},{"at":"2026-01-01T10:00:50Z","from":"agent","text":"b"}]}
                {"id":"2","shop":"other","messages":[{"at":"2026-01-02T11:00:00Z","from":"visitor","text":"a"},{"at":"2026-01-02T11:02:00Z","from":"agent","text":"b"}]}
                """);
        Path data = directory.resolve("data");
        assertEquals(0, Ran.parley("import", file, "--data", data).exitCode());
        String lumo = report(data, "--shop", "lumo");
        assertTrue(lumo.startsWith("{\"opened\":1,\"answered\":1,\"within_target\":1,"), lumo);
        assertTrue(lumo.contains("\"days\":[{\"day\":\"2026-01-01\",\"opened\":1,"), lumo);
        assertTrue(lumo.contains("\"hours\":[{\"hour\":10,\"opened\":1,"), lumo);
        String second = report(data, "--since", "2026-01-02", "--until", "2026-01-03");
        assertTrue(second.startsWith("{\"opened\":1,\"answered\":1,\"within_target\":0,"), second);
        String none = report(data, "--since", "2026-01-03", "--until", "2026-01-04");
        assertTrue(none.startsWith("{\"opened\":0,\"answered\":0,"), none);
        assertTrue(none.contains("\"first_response_seconds\":{\"min\":null,"), none);
    }

    private static String report(Path data, Object... more) {
        Object[] arguments = new Object[5 + more.length];
        arguments[0] = "report";
        arguments[1] = "conversations";
        arguments[2] = "--data";
        arguments[3] = data;
        arguments[4] = "--json";
        System.arraycopy(more, 0, arguments, 5, more.length);
        Ran ran = Ran.parley(arguments);
        assertEquals(0, ran.exitCode(), ran.err());
        return ran.out();
    }
}
