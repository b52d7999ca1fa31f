package dev.parley.ring;

import dev.parley.domain.Command;
import dev.parley.domain.Outcome;
import dev.parley.domain.PartialEvents;
import dev.parley.domain.Rejection;
import dev.parley.log.EventLog;
import dev.parley.log.MemorySegments;
import dev.parley.log.SegmentedLog;

import java.util.List;

/** A shard over a log in memory, one command a batch. */
final class SteppedShard {
    static final Shard.Settings BATCH = new Shard.Settings(Sync.BATCH, 50_000, TestClock.SECOND);

    final TestClock clock;
    final MemorySegments segments;
    final EventLog log;
    final Shard shard;
    final Outcome outcome = new Outcome();

    SteppedShard() {
        this(new TestClock(), new MemorySegments(), BATCH);
    }

    SteppedShard(TestClock clock, MemorySegments segments, Shard.Settings settings) {
        this.clock = clock;
        this.segments = segments;
        this.log = SegmentedLog.open(segments, 0, 64L << 20, clock::wallMicros);
        this.shard =
                Shard.open(
                        log,
                        clock.shardClock(log.lastRecordedAt()),
                        settings,
                        new PartialEvents() {});
    }

    /** Decides in a batch of its own; answers the head that the answer waits for. */
    long decide(Command command) {
        shard.beginBatch();
        long head = shard.decide(command, outcome);
        shard.endBatch();
        return head;
    }

    /** Decides what must be accepted; answers the id. */
    long ask(Command command) {
        decide(command);
        if (outcome.rejection != Rejection.NONE) {
            throw new IllegalStateException(outcome.rejection + ": " + command);
        }
        return outcome.id;
    }

    Rejection rejectionOf(Command command) {
        decide(command);
        return outcome.rejection;
    }

    /** A batch without a command. */
    void idle() {
        shard.beginBatch();
        shard.endBatch();
    }

    /** Names of the events from {@code position} on. */
    List<String> eventsFrom(long position) {
        return EventNames.of(log, position);
    }
}
