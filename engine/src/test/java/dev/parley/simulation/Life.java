package dev.parley.simulation;

import dev.parley.domain.floor.Evolver;
import dev.parley.domain.floor.Floor;
import dev.parley.log.EventLog;
import dev.parley.replay.Fold;
import dev.parley.ring.LogStreams;
import dev.parley.ring.Recaller;
import dev.parley.ring.Shard;
import dev.parley.ring.SteppedRing;
import dev.parley.ring.Sync;

/** One process, from its start to its end: the ring and shard over an opened log. */
final class Life {
    private static final int SLOTS = 16;
    private static final int BATCH = 8;
    private static final Shard.Settings SETTINGS =
            new Shard.Settings(Sync.BATCH, 50_000, Clock.SECOND);

    final EventLog log;
    final Shard shard;
    final SteppedRing ring;
    final Front front;
    final Recaller recaller;

    /** What the reader has made of the released events: a floor, since that misses nothing. */
    final Floor seen;

    /** Position of the snapshot gone on from, or 0. */
    final long startedFrom;

    Life(EventLog log, Clock clock, Plant plant, Memory memory) {
        this.log = log;
        // Twice, as the writer and the reader each have a floor of their own here.
        Fold decided = memory.newest(log);
        Fold read = memory.newest(log);
        this.startedFrom = decided.nextPosition();
        this.seen = read.floor();
        Evolver views = new Evolver(seen);
        this.shard =
                Shard.open(
                        log,
                        clock.shardClock(log.lastRecordedAt()),
                        SETTINGS,
                        decided.floor(),
                        startedFrom,
                        views);
        this.ring = new SteppedRing(log, shard, views, SLOTS, BATCH);
        this.front = plant.front(ring::offer, shard);
        this.recaller = new Recaller(new LogStreams(log::reader));
    }
}
