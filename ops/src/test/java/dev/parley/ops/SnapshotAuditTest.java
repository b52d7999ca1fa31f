package dev.parley.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.log.EventReader;
import dev.parley.log.ReadOnlyLog;
import dev.parley.log.chronicle.LogDirectory;
import dev.parley.projection.SlaBoard;
import dev.parley.replay.Fold;
import dev.parley.replay.SnapshotDirectory;
import dev.parley.replay.Snapshots;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A snapshot's digest is the one that a replay of the log up to there prints. */
class SnapshotAuditTest {
    @TempDir private Path directory;

    @Test
    void verifySaysWhichSnapshotsHoldAndReplayWhetherTheyAreTrue() throws IOException {
        Path data = directory.resolve("data");
        Ran imported = Ran.parley("import", "samples/past-conversations.jsonl", "--data", data);
        assertEquals(0, imported.exitCode(), imported.err());
        save(data, 20);
        save(data, 30);
        Ran verified = Ran.parley("verify", "--data", data, "--json");
        Matcher snapshots =
                Pattern.compile(
                                "\"position\":(\\d+),\"bytes\":\\d+,\"ok\":true,\"digest\":\"(\\w+)\"")
                        .matcher(verified.out());
        for (int position : new int[] {19, 29}) {
            assertTrue(snapshots.find(), verified.out());
            assertEquals(position, Integer.parseInt(snapshots.group(1)));
            Ran replayed = Ran.parley("replay", "--data", data, "--at", position, "--json");
            assertTrue(replayed.out().contains(snapshots.group(2)), replayed.out());
        }
        Path newest = SnapshotDirectory.of(data, 0).path(30);
        byte[] bytes = Files.readAllBytes(newest);
        bytes[100] ^= 4;
        Files.write(newest, bytes);
        Ran damaged = Ran.parley("verify", "--data", data);
        assertEquals(0, damaged.exitCode(), damaged.err());
        assertTrue(damaged.out().contains("snapshot at position 19: ok"), damaged.out());
        assertTrue(
                damaged.out()
                        .contains(
                                "snapshot at position 29: no start goes on from it: its checksum"),
                damaged.out());
    }

    private static void save(Path data, long position) throws IOException {
        try (ReadOnlyLog log = LogDirectory.read(data, 0);
                EventReader reader = log.reader()) {
            Fold fold = new Fold(0, SlaBoard.SERVER_ROWS);
            fold.run(reader, position, Long.MAX_VALUE);
            String _ =
                    new Snapshots(SnapshotDirectory.of(data, 0), 0, SlaBoard.SERVER_ROWS, 2)
                            .save(fold, reader);
        }
    }
}
