package dev.parley.bench.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** On a busy machine {@code --profile quiet} measures nothing, and says why. */
final class QuietTest {
    @TempDir private Path out = Path.of("");

    @Test
    void refusesAMachineOnWhichOthersAreBusy() throws IOException {
        assumeTrue(Files.isReadable(Path.of("/proc/stat")), "what others take is told by Linux");
        List<Process> busy = new ArrayList<>();
        StringWriter said = new StringWriter();
        try {
            for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
                busy.add(new ProcessBuilder("sh", "-c", "while :; do :; done").start());
            }
            CommandLine bench =
                    new CommandLine(new Bench())
                            .setCaseInsensitiveEnumValuesAllowed(true)
                            .setOut(new PrintWriter(said));
            assertEquals(
                    1,
                    bench.execute("all", "--quick", "--profile", "quiet", "--out", out.toString()),
                    said::toString);
        } finally {
            busy.forEach(Process::destroy);
        }
        assertTrue(
                said.toString().startsWith("not published: other processes took "), said::toString);
        assertTrue(
                said.toString().contains("before the run, 5 % is the most for --profile quiet"),
                said::toString);
        try (Stream<Path> left = Files.list(out)) {
            assertEquals(List.of(), left.toList(), "nothing was measured or written");
        }
    }
}
