package dev.parley.bench.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The script that runs other systems, without any of them: beside a launcher that only notes. */
final class PeersRunTest {
    private static final Path SCRIPT = Path.of("peers", "run");
    private static final int MOST_SECONDS = 60;

    @TempDir private Path root = Path.of("");

    @BeforeEach
    void onlyWhereThereIsABash() {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "the script is for bash");
        assumeTrue(Files.isReadable(Path.of("/proc/stat")), "what others take is told by Linux");
    }

    @Test
    void isWellFormedAndRefusesWhatItDoesNotKnow() throws IOException, InterruptedException {
        assertEquals(0, bash("bash -n " + SCRIPT).code());
        assertEquals(0, bash(SCRIPT + " --help").code());
        assertEquals(2, bash(SCRIPT + " --out " + root + " --only nobody").code());
        assertEquals(2, bash(SCRIPT + " --sideways").code());
    }

    @Test
    void whatCannotBeHadIsNamedAndThePageIsMadeAllTheSame()
            throws IOException, InterruptedException {
        Path script = Files.createDirectories(root.resolve("bench/peers")).resolve("run");
        Files.copy(SCRIPT, script);
        Path launcher = Files.createDirectories(root.resolve("ops")).resolve("parley");
        Files.writeString(launcher, "#!/bin/sh\necho \"$@\" >\"$(dirname \"$0\")/asked\"\n");
        assertTrue(launcher.toFile().setExecutable(true) && script.toFile().setExecutable(true));
        Path out = Files.createDirectory(root.resolve("out"));
        for (String earlier : List.of("peers.jsonl", "stores.jsonl")) {
            Files.writeString(out.resolve(earlier), "{}\n");
        }
        Ran ran =
                bash(
                        "PATH=%s PARLEY_PEERS_BUILT=1 PARLEY_PEERS_WORK=%s %s --out %s --only redis"
                                .formatted(programs(), root, script, out));
        assertEquals(1, ran.code(), ran.said());
        assertTrue(
                Files.readString(out.resolve("peers-not-measured.txt"))
                        .startsWith("redis: not measured: "),
                ran.said());
        JsonNode told =
                new ObjectMapper().readTree(Files.readString(out.resolve("peers-runs.jsonl")));
        assertTrue(told.path("other_load").isNumber(), ran.said());
        assertEquals(
                "redis: not measured: redis-server is not installed (--install)",
                told.path("not_measured").asText());
        assertEquals(
                "bench report --out " + out.toRealPath(),
                Files.readString(root.resolve("ops/asked")).strip());
        assertTrue(Files.exists(out.resolve("stores.jsonl")), "what was not to be measured stays");
        assertTrue(Files.notExists(out.resolve("peers.jsonl")), "what was to be measured goes");
        try (Stream<Path> left = Files.list(root)) {
            assertTrue(
                    left.noneMatch(each -> each.toString().contains("parley-peers-")),
                    "its own directory is deleted");
        }
    }

    @Test
    void threadsOfTheKernelAreNoOthers() throws IOException, InterruptedException {
        Path first = Path.of("/proc/2/stat");
        assumeTrue(
                Files.isReadable(first) && Files.readString(first).contains("(kthreadd)"),
                "in a container the kernel's threads are not seen");
        Ran ran =
                bash(
                        "eval \"$(sed -n '/^snapshot()/,/^}/p' "
                                + SCRIPT
                                + ")\"; postgres_pid=; snapshot /dev/stdout");
        List<String> lines = ran.said().lines().toList();
        assertTrue(
                lines.stream().anyMatch(line -> line.matches("1 \\d+ 2 0 kthreadd")), ran.said());
        assertTrue(lines.stream().anyMatch(line -> line.matches("0 \\d+ 1 0 .*")), ran.said());
    }

    private record Ran(int code, String said) {}

    private Ran bash(String command) throws IOException, InterruptedException {
        Path said = root.resolve("said");
        Process process =
                new ProcessBuilder("/bin/bash", "-c", command)
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        process.getOutputStream().close();
        try {
            assertTrue(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS), command);
            return new Ran(process.exitValue(), Files.readString(said));
        } finally {
            process.destroy();
        }
    }

    /** A directory with all programs of this machine but the one that is asked for. */
    private Path programs() throws IOException {
        Path programs = Files.createDirectory(root.resolve("programs"));
        for (Path from : List.of(Path.of("/usr/bin"), Path.of("/bin"))) {
            try (Stream<Path> all = Files.list(from)) {
                for (Path each : all.toList()) {
                    Path to = programs.resolve(each.getFileName());
                    if (!each.getFileName().toString().matches("redis.*")
                            && !Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
                        Files.createSymbolicLink(to, each);
                    }
                }
            }
        }
        return programs;
    }
}
