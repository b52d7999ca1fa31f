package dev.parley.ring;

import dev.parley.log.EventLog;
import dev.parley.log.ShardClock;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A running ring of appends alone over any log, with a window of the writer as small as wanted. */
public final class AppendRing implements AutoCloseable {
    private final Ring ring;
    private final Shard shard;
    private final ExecutorService answers = Executors.newVirtualThreadPerTaskExecutor();

    public AppendRing(EventLog log, int recentKeys) {
        ShardClock clock =
                new ShardClock(
                        () -> System.currentTimeMillis() * 1_000,
                        System::nanoTime,
                        log.lastRecordedAt());
        shard = Shard.ofAppends(log, clock, SteppedShard.BATCH, recentKeys);
        ring =
                Ring.ofAppends(
                        log,
                        shard,
                        new Ring.Settings(1_024, 64 << 20, 64, 1_000),
                        answers,
                        System::nanoTime);
        ring.start();
    }

    public Ring ring() {
        return ring;
    }

    public long recentFrom() {
        return shard.recentFrom();
    }

    @Override
    public void close() {
        ring.close();
        answers.close();
    }
}
