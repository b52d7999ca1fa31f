package dev.parley.ring;

import dev.parley.domain.Answer;
import dev.parley.domain.Command;
import dev.parley.domain.Events;
import dev.parley.domain.Rejection;
import dev.parley.log.MemorySegments;
import dev.parley.log.SegmentedLog;
import dev.parley.log.ShardClock;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A ring with its threads over a log in memory, on the machine's own clocks. */
public final class RunningRing implements AutoCloseable {
    static final int SLOTS = 64;
    static final long BYTES = 1 << 20;

    final MemorySegments segments;
    final HeldLog log;
    final Shard shard;
    final LockedViews views;
    final Ring ring;
    private final ExecutorService answers = Executors.newVirtualThreadPerTaskExecutor();

    public RunningRing(Events view) {
        this(new MemorySegments(), view);
    }

    RunningRing(MemorySegments segments, Events view) {
        this.segments = segments;
        this.log = new HeldLog(SegmentedLog.open(segments, 0, 64L << 20, RunningRing::wallMicros));
        this.views = new LockedViews(view);
        ShardClock clock =
                new ShardClock(RunningRing::wallMicros, System::nanoTime, log.lastRecordedAt());
        this.shard = Shard.open(log, clock, SteppedShard.BATCH, view);
        this.ring =
                new Ring(
                        log,
                        shard,
                        views,
                        new Ring.Settings(SLOTS, BYTES, 16, 500),
                        answers,
                        System::nanoTime);
        ring.start();
    }

    public Ring ring() {
        return ring;
    }

    CompletableFuture<Answer> submit(Command command) {
        return offered(command, new PlainAnswer());
    }

    /** The same, told by {@code teller}. */
    CompletableFuture<Answer> submit(Command command, Executor teller) {
        return offered(
                command,
                new PlainAnswer() {
                    @Override
                    public boolean isQuick() {
                        return true;
                    }

                    @Override
                    public Executor teller(Answer answer, Executor usual) {
                        return teller;
                    }
                });
    }

    private CompletableFuture<Answer> offered(Command command, AnswerFuture answer) {
        Rejection refused = ring.offer(command, answer);
        if (refused != Rejection.NONE) {
            answer.complete(Answer.refused(refused));
        }
        return answer;
    }

    Answer ask(Command command) {
        return get(submit(command));
    }

    /** Asks what must be accepted; answers the id. */
    public long must(Command command) {
        Answer answer = ask(command);
        if (!answer.accepted()) {
            throw new IllegalStateException(answer + ": " + command);
        }
        return answer.id();
    }

    static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the condition did not come about in 20 s");
            }
            LockSupport.parkNanos(100_000);
        }
    }

    private static long wallMicros() {
        return System.currentTimeMillis() * 1_000;
    }

    @Override
    public void close() {
        log.letGo();
        ring.close();
        answers.close();
        log.close();
    }
}
