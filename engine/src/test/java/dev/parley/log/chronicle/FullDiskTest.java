package dev.parley.log.chronicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.log.EventLog;
import dev.parley.log.EventReader;
import dev.parley.log.LogFailure;
import dev.parley.log.LogVerifier;
import dev.parley.log.ReadOnlyLog;
import dev.parley.log.RecordKind;
import dev.parley.log.Transaction;
import dev.parley.log.Verdict;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A log on a file system of 24 MiB, full or read-only. */
class FullDiskTest {
    private static final int MIB = 1 << 20;
    private static final ChronicleOptions OPTIONS =
            new ChronicleOptions(256 * MIB, MIB, 6 * MIB, 3 * MIB);

    @TempDir Path mountPoint;

    @BeforeEach
    void mount() {
        Commands.mountOrSkip("24m", mountPoint);
    }

    @AfterEach
    void unmount() {
        Commands.tryRun("umount", "-l", mountPoint.toString());
    }

    @Test
    void saysItIsLowThenUsesTheReserveThenHaltsAndLosesNothingForced() throws IOException {
        Path data = mountPoint.resolve("data");
        long durable = 0;
        long whenLow = 0;
        try (LogDirectory owner = LogDirectory.own(data)) {
            EventLog log = owner.open(0, OPTIONS, () -> 1);
            assertFalse(log.lowOnSpace());
            Transaction transaction = filled();
            try {
                while (log.head() < 100_000) {
                    log.append(transaction);
                    log.force();
                    durable = log.durable();
                    if (whenLow == 0 && log.lowOnSpace()) {
                        whenLow = durable;
                        assertTrue(Files.exists(data.resolve("reserve")), "low before it is used");
                    }
                }
            } catch (LogFailure _) {
                assertFalse(Files.exists(data.resolve("reserve")), "the reserve was used up");
            }
            assertTrue(whenLow > 0 && whenLow < durable, "low=" + whenLow + " of " + durable);
            assertThrows(LogFailure.class, log::force);
            log.close();
        }
        Verdict verdict = LogVerifier.verify(LogDirectory.source(data, 0), 0, _ -> {});
        assertTrue(verdict.ok(), verdict::toString);
        assertTrue(verdict.records() >= durable, verdict + " durable=" + durable);
    }

    @Test
    void startsAgainOnceThereIsSpace() throws IOException {
        Path ballast = mountPoint.resolve("ballast");
        Path data = mountPoint.resolve("data");
        long durable;
        try (LogDirectory owner = LogDirectory.own(data);
                EventLog log = owner.open(0, OPTIONS, () -> 1)) {
            log.append(filled());
            log.force();
            durable = log.durable();
        }
        Files.write(ballast, new byte[(int) Files.getFileStore(data).getUsableSpace()]);
        Files.delete(data.resolve("reserve"));
        Files.write(mountPoint.resolve("more"), new byte[3 * MIB]);
        try (LogDirectory owner = LogDirectory.own(data)) {
            assertThrows(LogFailure.class, () -> owner.open(0, OPTIONS, () -> 1));
        }
        Files.delete(ballast);
        try (LogDirectory owner = LogDirectory.own(data);
                EventLog log = owner.open(0, OPTIONS, () -> 1)) {
            assertEquals(durable, log.durable());
        }
        assertTrue(LogVerifier.verify(LogDirectory.source(data, 0), 0, _ -> {}).ok());
    }

    @Test
    void isReadFromADiskThatCannotBeWritten() throws IOException {
        Path data = mountPoint.resolve("data");
        try (LogDirectory owner = LogDirectory.own(data);
                EventLog log = owner.open(0, OPTIONS, () -> 1)) {
            log.append(filled());
        }
        Commands.run("mount", "-o", "remount,ro", mountPoint.toString());
        assertThrows(IOException.class, () -> LogDirectory.own(data));
        try (ReadOnlyLog log = LogDirectory.read(data, 0);
                EventReader reader = log.reader()) {
            assertEquals(1, log.provedBefore());
            assertTrue(reader.next(1));
        }
        assertTrue(LogVerifier.verify(LogDirectory.source(data, 0), 0, _ -> {}).ok());
    }

    private static Transaction filled() {
        Transaction transaction = new Transaction();
        transaction.begin(RecordKind.EVENT).times(1, 1);
        transaction.end(1_000);
        return transaction;
    }
}
