package dev.parley.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real customer care: what is known of it must come out of it. */
class CareDataTest {
    @TempDir Path directory;

    @Test
    void givesTheFiguresThatAreKnownOfTheCareData() {
        Path file = Path.of(System.getProperty("parley.shared", ""), "data", "care-dev.jsonl");
        Assumptions.assumeTrue(
                Files.exists(file), () -> file + " is absent: say where with -Dparley.shared=DIR");
        Path data = directory.resolve("data");
        Ran loaded = Ran.parley("import", file, "--data", data, "--json");
        assertEquals(0, loaded.exitCode(), loaded.err());
        assertEquals(
                "{\"conversations\":504,\"messages\":1167,\"skipped\":0,\"bad_lines\":[]}\n",
                loaded.out());
        Ran report = Ran.parley("report", "sla", "--data", data, "--json");
        assertTrue(
                report.out()
                        .startsWith(
                                "{\"target_seconds\":60,\"conversations\":504,\"answered\":504,"
                                        + "\"within_target\":12,\"first_response_seconds\":"
                                        + "{\"min\":38,\"p50\":4077,"),
                report.out());
        assertTrue(report.out().contains("\"max\":86291},\"breaches\":492}"), report.out());
        assertEquals(0, Ran.parley("verify", "--data", data).exitCode());
        String before = replay(data);
        Ran again = Ran.parley("import", file, "--data", data, "--json");
        assertEquals(
                "{\"conversations\":0,\"messages\":0,\"skipped\":504,\"bad_lines\":[]}\n",
                again.out());
        assertEquals(before, replay(data));
    }

    private static String replay(Path data) {
        Ran ran = Ran.parley("replay", "--data", data, "--json");
        assertEquals(0, ran.exitCode(), ran.err());
        return ran.out().replaceAll(",\"events_per_second\":\\d+", "");
    }
}
