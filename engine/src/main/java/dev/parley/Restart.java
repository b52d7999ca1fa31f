package dev.parley;

import dev.parley.domain.floor.Floor;
import dev.parley.log.EventLog;
import dev.parley.log.EventReader;
import dev.parley.log.ShardClock;
import dev.parley.projection.SlaBoard;
import dev.parley.projection.Views;
import dev.parley.replay.Fold;
import dev.parley.replay.SnapshotDirectory;
import dev.parley.replay.SnapshotMaker;
import dev.parley.replay.Snapshots;
import dev.parley.ring.Shard;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Snapshots of a running engine: what it started from, the thread that makes the next ones, and the
 * last one of an orderly stop.
 */
final class Restart implements AutoCloseable {
    /** Records that are folded faster than a snapshot of them is forced to disk. */
    private static final int NOT_WORTH = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(Restart.class);

    private final EventLog log;
    private final Snapshots snapshots;
    private final Fold start;
    private final long startedFrom;
    private final List<Snapshots.Refused> refused;
    private final SnapshotMaker maker;
    private final long worth;

    /** Finds the newest snapshot that holds. */
    Restart(EngineConfig config, EventLog log, LongSupplier nanos) {
        this.log = log;
        snapshots =
                new Snapshots(
                        SnapshotDirectory.of(config.data(), config.shard()),
                        config.shard(),
                        SlaBoard.SERVER_ROWS,
                        config.snapshotKeep());
        try (EventReader reader = log.reader()) {
            Snapshots.Loaded loaded = snapshots.load(reader, log.durable());
            start = loaded.fold();
            refused = loaded.refused();
        }
        startedFrom = start.nextPosition();
        worth = Math.min(NOT_WORTH, config.snapshotEvents());
        maker =
                new SnapshotMaker(
                        snapshots,
                        new SnapshotMaker.Log(log::reader, log::durable, log::lowOnSpace, nanos),
                        startedFrom,
                        config.snapshotEvents());
        LOG.info("folding from position {} to {}", startedFrom, log.head());
    }

    Views views() {
        return start.views();
    }

    /** Folds what is behind the snapshot; then snapshots are made beside it. To be called once. */
    Shard open(ShardClock clock, Shard.Settings settings) {
        Shard shard =
                Shard.open(
                        log, clock, settings, start.floor(), startedFrom, start.views().events());
        maker.start();
        return shard;
    }

    /** Position of the snapshot that the start went on from; 0 where it folded the whole log. */
    long startedFrom() {
        return startedFrom;
    }

    /** What was passed over for it. */
    List<Snapshots.Refused> refused() {
        return refused;
    }

    /** Position of the newest snapshot. */
    long newest() {
        return maker.made();
    }

    /**
     * Writes the state at the end of an orderly stop, where folding would take longer; as long as
     * nobody proved what that state went on from, it is folded for it. The caller sees to it that
     * nobody writes to the log or changes the state any more.
     */
    void last(Floor floor, Views views) {
        maker.close();
        if (log.head() - maker.made() < worth || log.lowOnSpace()) {
            return;
        }
        try (EventReader reader = log.reader()) {
            if (log.durable() < log.head()) {
                log.force();
            }
            if (maker.isSound()) {
                String digest = snapshots.save(log.head(), floor, views, reader);
                LOG.info("snapshot: position={} digest={}", log.head(), digest);
            } else {
                maker.makeLast();
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("no snapshot was made at the end", e);
        }
    }

    @Override
    public void close() {
        maker.close();
    }
}
