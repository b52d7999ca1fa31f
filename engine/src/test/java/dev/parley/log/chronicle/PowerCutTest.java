package dev.parley.log.chronicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.log.EventLog;
import dev.parley.log.EventReader;
import dev.parley.log.Facts;
import dev.parley.log.LogVerifier;
import dev.parley.log.Recovery;
import dev.parley.log.Verdict;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Cuts the power of the disk of a process that writes, recovers what was on it, and compares it
 * with what the process had acknowledged. 5 cuts each; more by {@code -Dparley.log.cuts=100}.
 */
class PowerCutTest {
    private static final int CUTS = Integer.getInteger("parley.log.cuts", 5);

    /** A writer's disk holds about so many records; then a new one takes over. */
    private static final long MOST_RECORDS = 100_000;

    @TempDir Path base;

    private volatile long acknowledged;

    @ParameterizedTest
    @ValueSource(strings = {"forces", "flushes"})
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void losesNothingAcknowledged(String how) throws Exception {
        assumeDisks();
        long seed = Long.getLong("parley.log.seed", new Random().nextLong());
        System.out.println("PowerCutTest " + how + " seed=" + seed + " cuts=" + CUTS);
        Random random = new Random(seed);
        int done = 0;
        long rewritten = 0;
        int torn = 0;
        while (done < CUTS) {
            try (PowerCutDisk disk = disk("life-" + done)) {
                Process writer = writer(disk, random.nextLong(), how);
                try {
                    while (done < CUTS && acknowledged < MOST_RECORDS && writer.isAlive()) {
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(300)));
                        long before = acknowledged;
                        Process writeBack = disk.writeBack();
                        LockSupport.parkNanos(random.nextInt(3_000_000));
                        Recovery recovery = cut(disk, "cut-" + done, before);
                        writeBack.waitFor();
                        done++;
                        rewritten += recovery.rewritten();
                        torn += recovery.voided() > 0 ? 1 : 0;
                    }
                } finally {
                    writer.destroyForcibly().waitFor();
                }
            }
        }
        System.out.println(
                "PowerCutTest cuts=" + done + " rewritten=" + rewritten + " withVoidTail=" + torn);
    }

    @Test
    void cutsThePowerForReal() throws Exception {
        assumeDisks();
        try (PowerCutDisk disk = disk("careless")) {
            Process writer = writer(disk, 1, "careless");
            try {
                while (acknowledged < 5_000) {
                    LockSupport.parkNanos(1_000_000);
                }
                long before = acknowledged;
                Path data = disk.cut("cut").resolve("data");
                try (LogDirectory owner = LogDirectory.own(data);
                        EventLog log = owner.open(0, FactWriter.OPTIONS, () -> 1)) {
                    assertTrue(log.durable() < before, "what was never forced should be lost");
                }
                disk.discard("cut");
            } finally {
                writer.destroyForcibly().waitFor();
            }
        }
    }

    private static void assumeDisks() {
        String missing =
                Commands.missingFor(
                        List.of("mount", "umount", "losetup", "mkfs.xfs", "mkfs.ext4", "truncate"));
        assumeTrue(missing.isEmpty(), missing);
    }

    private PowerCutDisk disk(String name) throws IOException {
        return Commands.diskOrSkip(Files.createDirectory(base.resolve(name)));
    }

    private Recovery cut(PowerCutDisk disk, String name, long before) throws IOException {
        Path data = disk.cut(name).resolve("data");
        Recovery recovery;
        try (LogDirectory owner = LogDirectory.own(data);
                EventLog log = owner.open(0, FactWriter.OPTIONS, () -> 1);
                EventReader reader = log.reader()) {
            recovery = log.recovery();
            assertTrue(
                    log.durable() >= before,
                    "acknowledged=" + before + " recovered=" + log.durable() + " " + recovery);
            assertEquals(List.of(), Facts.wrongIn(reader, 0, log.durable()));
            Facts.append(log, 10);
        }
        Verdict verdict = LogVerifier.verify(LogDirectory.source(data, 0), 0, _ -> {});
        assertTrue(verdict.ok(), verdict::toString);
        disk.discard(name);
        return recovery;
    }

    private Process writer(PowerCutDisk disk, long seed, String how) throws Exception {
        acknowledged = 0;
        Path data = disk.directory().resolve("data");
        Process writer =
                ChildJvm.start(FactWriter.class, data.toString(), Long.toString(seed), how);
        BufferedReader lines = writer.inputReader();
        String first = lines.readLine();
        assertTrue(first != null, "the writer ended before it wrote");
        Thread.ofVirtual().start(() -> follow(lines));
        return writer;
    }

    private void follow(BufferedReader lines) {
        try {
            lines.lines().forEach(line -> acknowledged = Long.parseLong(line));
        } catch (UncheckedIOException _) {
            // the writer was killed
        }
    }
}
