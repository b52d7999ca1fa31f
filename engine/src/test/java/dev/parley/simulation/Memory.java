package dev.parley.simulation;

import dev.parley.log.EventLog;
import dev.parley.log.EventReader;
import dev.parley.replay.Fold;
import dev.parley.replay.MemorySnapshots;
import dev.parley.replay.Snapshots;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;

/** The machine's snapshots: made beside the writer, gone on from by each start. */
final class Memory {
    private static final int SLA_ROWS = 256;
    private static final int KEPT = 2;
    private static final long NEVER = Long.MAX_VALUE;

    private final Random random;
    private final Plant plant;
    private final Witness witness;
    private final MemorySnapshots disk = new MemorySnapshots(this::operation);
    private final Snapshots snapshots;
    private long dieAfter = NEVER;

    Memory(int shard, Random random, Plant plant, Witness witness) {
        this.random = random;
        this.plant = plant;
        this.witness = witness;
        this.snapshots = new Snapshots(disk, shard, SLA_ROWS, KEPT);
    }

    /** Loses what a power cut now may lose. */
    void losePower() {
        disk.losePower(random);
    }

    /** What a start goes on from. A snapshot of what was durable holds after whatever happened. */
    Fold newest(EventLog log) {
        try (EventReader reader = log.reader()) {
            Snapshots.Loaded loaded = snapshots.load(reader, log.head());
            if (!loaded.refused().isEmpty()) {
                witness.broken("a snapshot is passed over: " + loaded.refused().getFirst());
            }
            return loaded.fold();
        }
    }

    /** That the newest snapshot and what is behind it are the whole log. */
    void compare(EventLog log) {
        Fold all = new Fold(log.shard(), SLA_ROWS);
        Fold rest = newest(log);
        try (EventReader reader = log.reader()) {
            all.run(reader, log.head(), NEVER);
            rest.run(reader, log.head(), NEVER);
        }
        if (!all.digest().equals(rest.digest())) {
            witness.broken("the state of a snapshot is not the fold of the log");
        }
    }

    /** Makes one; whoever is to die at it, does so before an operation of the disk. */
    void make(EventLog log, boolean dying) {
        dieAfter = dying ? random.nextInt(9) : NEVER;
        try (EventReader reader = log.reader()) {
            long before = plant.snapshotBefore(log);
            Fold fold = snapshots.load(reader, before).fold();
            if (fold.nextPosition() < before) {
                fold.run(reader, before, NEVER);
                snapshots.save(fold, reader);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            dieAfter = NEVER;
        }
    }

    private void operation() {
        if (dieAfter == 0) {
            throw new Disk.PowerCut();
        }
        dieAfter -= dieAfter == NEVER ? 0 : 1;
    }
}
