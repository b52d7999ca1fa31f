package dev.parley.simulation;

import dev.parley.log.EventLog;
import dev.parley.log.LogDamaged;
import dev.parley.log.LogFailure;
import dev.parley.log.LogVerifier;
import dev.parley.log.SegmentedLog;
import dev.parley.log.Verdict;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/** Clocks, disk and the one process on them, which dies and is started again. */
final class Machine {
    private static final int SHARD = 0;
    private static final int REMEMBERED = 12;

    final Clock clock = new Clock();
    final Disk disk;
    private final Random random;
    private final Plant plant;
    private final Witness witness;
    private final Tally tally;
    private final Deque<String> lastly = new ArrayDeque<>();
    private final Memory memory;
    private Runnable died = () -> {};

    /** Null while no process runs. */
    private @Nullable Life life;

    Machine(Random random, Plant plant, Witness witness, Tally tally) {
        this.random = random;
        this.plant = plant;
        this.witness = witness;
        this.tally = tally;
        this.disk = new Disk(random, witness);
        this.memory = new Memory(SHARD, random, plant, witness);
    }

    /** Who has to know that a process is gone. */
    void whenDied(Runnable hears) {
        died = hears;
    }

    /** The process, or null while none runs. */
    @Nullable Life life() {
        return life;
    }

    /** The process that runs. */
    Life alive() {
        Life now = life;
        if (now == null) {
            throw new IllegalStateException("no process runs");
        }
        return now;
    }

    /** Remembers what happens, for whoever reads a finding. */
    void note(String what) {
        if (lastly.size() == REMEMBERED) {
            lastly.removeFirst();
        }
        lastly.addLast(what);
    }

    /** What happened lately, oldest first. */
    String lastly() {
        return String.join(", ", lastly);
    }

    /** The writer's turn; whatever the disk does to it ends the process. */
    void write() {
        Life now = alive();
        if (random.nextInt(8) == 0) {
            disk.lowOnSpace(false);
        }
        int segments = disk.segments().length;
        try {
            int taken = now.ring.write();
            tally.add("rolls", disk.segments().length - segments);
            if (taken == 0) {
                witness.nothingOverdue(now.shard.floor(), now.shard.now());
            }
        } catch (LogFailure e) {
            fail(now, e);
        }
    }

    /** The process closes its log and ends. */
    void close() {
        Life now = alive();
        try {
            now.log.close();
            restart(random.nextBoolean());
        } catch (LogFailure e) {
            fail(now, e);
        }
    }

    /** A snapshot is made while nobody writes, or between two writes; it may kill the process. */
    void snapshot() {
        boolean dying = random.nextInt(3) == 0;
        tally.count("snapshots");
        try {
            memory.make(alive().log, dying);
        } catch (Disk.PowerCut _) {
            note("died while a snapshot was made");
            tally.count("deaths at a snapshot");
            restart(random.nextBoolean());
        }
    }

    /** A snapshot is made between two writes of the writer. */
    void snapshotBesideTheWriter() {
        tally.count("snapshots");
        memory.make(alive().log, false);
    }

    private void fail(Life now, LogFailure failure) {
        if (disk.isCut()) {
            note("cut while writing");
            // One in four: the process alone is killed there, and the machine goes on.
            restart(random.nextInt(4) > 0);
        } else if (disk.hasFailed()) {
            note("disk failed");
            tally.count("failed writes");
            now.ring.halt(failure);
            if (now.ring.underWay() > 0) {
                witness.broken("answers are owed by a ring that halted");
            }
            restart(random.nextBoolean());
        } else {
            throw failure;
        }
    }

    /** The process is gone; with it, perhaps, the power. Another one starts. */
    void restart(boolean powerLost) {
        life = null;
        died.run();
        if (powerLost) {
            tally.count("power cuts");
            disk.losePower();
            memory.losePower();
            clock.reboot(random.nextInt(1_000_000));
        }
        clock.pass(1 + random.nextInt(random.nextInt(3) == 0 ? 90_000_000 : 900_000));
        if (random.nextInt(16) == 0) {
            clock.setWall(random.nextLong(-Clock.HOUR, Clock.HOUR));
        }
        start(random.nextInt(3) == 0);
    }

    /** Starts a process; one that dies while it recovers is followed by another. */
    void start(boolean dying) {
        disk.mend();
        if (dying) {
            int operations = random.nextInt(random.nextBoolean() ? 6 : 40);
            if (random.nextInt(4) == 0) {
                disk.failAfter(operations);
            } else {
                disk.cutAfter(operations);
            }
        }
        tally.count("starts");
        try {
            plant.beforeStart(disk);
            EventLog log = plant.started(recover(), clock);
            if (witness.finding() == null) {
                witness.advance(log);
                Life next = new Life(log, clock, plant, memory);
                memory.compare(log);
                tally.add("starts from a snapshot", next.startedFrom > 0 ? 1 : 0);
                witness.compare("the floor after a start", next.shard.floor());
                verify();
                witness.running();
                life = next;
            }
        } catch (Disk.PowerCut | LogFailure e) {
            if (!disk.isCut() && !disk.hasFailed()) {
                throw e;
            }
            note("died while starting");
            tally.count("deaths while starting");
            if (random.nextInt(4) > 0) {
                disk.losePower();
                memory.losePower();
            }
            start(random.nextInt(3) == 0);
        } catch (LogDamaged e) {
            witness.broken("a start was refused: " + e.getMessage());
        }
    }

    private EventLog recover() {
        witness.recovering();
        EventLog log =
                SegmentedLog.open(disk, SHARD, SegmentedLog.MIN_SEGMENT_BYTES, clock::wallMicros);
        witness.recovered(log);
        tally.add("rewritten", log.recovery().rewritten());
        tally.add("voided", log.recovery().voided());
        return log;
    }

    private void verify() {
        try {
            Verdict verdict = LogVerifier.verify(disk.content(), SHARD, _ -> {});
            if (!verdict.ok()) {
                witness.broken("verify: " + verdict.reason());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
