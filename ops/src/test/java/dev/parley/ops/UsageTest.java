package dev.parley.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;

/** What every verb has in common: help, exit codes, one line of what went wrong. */
class UsageTest {
    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "verify",
                "events",
                "replay",
                "transcript",
                "report",
                "report sla",
                "processors",
                "processors list",
                "processors reset",
                "processors retry"
            })
    void explainsEachVerb(String verb) {
        String[] words = (verb + " --help").split(" ", -1);
        Ran ran = Ran.parley((Object[]) words);
        assertEquals(0, ran.exitCode());
        assertTrue(ran.out().startsWith("Usage: parley " + verb), ran.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no-such-verb",
                "report",
                "verify",
                "verify --data . --no-such-option",
                "events --data . --type NoSuchEvent",
                "events --data . --since yesterday",
                "transcript --data .",
                "processors",
                "processors reset --data .",
                "processors list --url http://127.0.0.1:1 --data .",
                "processors retry search --data . --position soon"
            })
    void refusesWrongUsageInOneLineThatNamesTheHelp(String line) {
        Object[] words = line.isEmpty() ? new Object[0] : line.split(" ", -1);
        Ran ran = Ran.parley(words);
        assertEquals(2, ran.exitCode(), ran.err());
        assertEquals("", ran.out());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains("--help"), ran.err());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "verify",
                "events",
                "replay",
                "report sla",
                "processors list",
                "processors reset search",
                "processors retry search"
            })
    void saysThatADirectoryHoldsNoLog(String verb) {
        String[] words = (verb + " --data " + directory).split(" ", -1);
        Ran ran = Ran.parley((Object[]) words);
        assertEquals(3, ran.exitCode());
        assertEquals("", ran.out());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains("holds no log"), ran.err());
    }

    @Test
    void tellsItsVersion() {
        Ran ran = Ran.parley("--version");
        assertEquals(0, ran.exitCode());
        assertTrue(ran.out().contains("Java"), ran.out());
    }
}
