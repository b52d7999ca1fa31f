package dev.parley.log.chronicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.log.EventLog;
import dev.parley.log.EventReader;
import dev.parley.log.Facts;
import dev.parley.log.LogVerifier;
import dev.parley.log.Verdict;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Kills the process that writes, over and over; 3 times, more by {@code -Dparley.log.kills=N}. */
class KillTest {
    private static final int KILLS = Integer.getInteger("parley.log.kills", 3);

    @TempDir Path data;

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void losesNothingAcknowledgedWhenTheWriterIsKilled() throws Exception {
        long seed = Long.getLong("parley.log.seed", new Random().nextLong());
        System.out.println("KillTest seed=" + seed + " kills=" + KILLS);
        Random random = new Random(seed);
        long acknowledged = 0;
        for (int i = 0; i < KILLS; i++) {
            long life = random.nextLong();
            Process writer =
                    ChildJvm.start(
                            FactWriter.class, data.toString(), Long.toString(life), "forces");
            int lines = 1 + random.nextInt(200);
            try (BufferedReader printed = writer.inputReader()) {
                for (int line = 0; line < lines; line++) {
                    long said = Long.parseLong(String.valueOf(printed.readLine()));
                    assertTrue(said >= acknowledged, said + " after " + acknowledged);
                    acknowledged = said;
                }
                writer.destroyForcibly().waitFor();
            }
            Verdict verdict = LogVerifier.verify(LogDirectory.source(data, 0), 0, _ -> {});
            assertTrue(verdict.ok(), verdict + " seed=" + seed);
        }
        try (LogDirectory owner = LogDirectory.own(data);
                EventLog log = owner.open(0, FactWriter.OPTIONS, () -> 1);
                EventReader reader = log.reader()) {
            assertTrue(log.durable() >= acknowledged);
            assertEquals(List.of(), Facts.wrongIn(reader, 0, log.durable()));
        }
    }
}
