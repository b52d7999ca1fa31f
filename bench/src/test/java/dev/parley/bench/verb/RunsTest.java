package dev.parley.bench.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** What a page's heading may say of runs: those that added to it, and how they ended. */
final class RunsTest {
    @TempDir private Path out = Path.of("");

    @Test
    void aVerbThatAddsToThePageIsRecordedWithItsEnd() throws IOException {
        assertEquals(1, verb(new Verb()).execute("--adds", "--out", out.toString()));
        JsonNode line = new ObjectMapper().readTree(Files.readString(runs()));
        assertEquals("tried", line.path("verb").asText());
        assertEquals(1, line.path("exit").asInt(-1));
    }

    @Test
    void oneThatAddsNothingIsNot() {
        assertEquals(1, verb(new Verb()).execute("--out", out.toString()));
        assertFalse(Files.exists(runs()));
    }

    @Test
    void aProfileOfNothingSaysSoAndIsNotRecorded() throws IOException {
        Files.writeString(
                out.resolve("figures.jsonl"),
                """
                {"figure":"durable.one","value":130,"unit":"us","floor":"F3","floor_value":101}
                """);
        StringWriter said = new StringWriter();
        CommandLine bench = verb(new Bench()).setOut(new PrintWriter(said));
        assertEquals(0, bench.execute("profile", "--out", out.toString()));
        assertTrue(said.toString().contains("nothing was looked at: "), said::toString);
        assertFalse(Files.exists(runs()));
    }

    @Test
    void aGuardThatIsExceededBesideOthersIsNotBelieved() {
        assertEquals(0, GuardVerb.exit(true, 0.4));
        assertEquals(1, GuardVerb.exit(false, 0.05));
        assertEquals(GuardVerb.DISTURBED, GuardVerb.exit(false, 0.06));
    }

    private Path runs() {
        return out.resolve("runs.jsonl");
    }

    private static CommandLine verb(Object command) {
        return new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** Ends with exit 1. */
    @Command(name = "tried")
    private static final class Verb implements Callable<Integer> {
        @Mixin private RunOptions options = new RunOptions();

        @Option(names = "--adds")
        private boolean adds;

        @Override
        public Integer call() throws IOException {
            return adds ? options.add((_, _) -> 1) : options.measure((_, _) -> 1);
        }
    }
}
