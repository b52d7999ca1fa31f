package dev.parley.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;

import dev.parley.domain.Command;
import dev.parley.domain.Outcome;
import dev.parley.domain.PartialEvents;
import dev.parley.domain.Rejection;
import dev.parley.log.EventLog;
import dev.parley.log.SegmentedLog;
import dev.parley.log.ShardClock;
import dev.parley.log.chronicle.ChronicleOptions;
import dev.parley.log.chronicle.LogDirectory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

/** Deciding, encoding, appending and forcing a posted message allocates nothing on the writer. */
class WriterAllocationTest {
    private static final int CONVERSATIONS = 16;
    private static final int ROUNDS = 100;
    private static final int MESSAGES = 4_096;
    private static final int BATCH = 64;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void allocatesNothingPerPostedMessageOverALogInMemory() {
        // A log in memory grows by doubling its array; what a message takes is what is left in the
        // rounds in which it does not.
        assertEquals(0, leastOfSeveralRounds(SegmentedLog.inMemory(0)));
    }

    @Test
    void allocatesNothingPerPostedMessageOverALogInFiles(@TempDir Path directory)
            throws IOException {
        try (LogDirectory owned = LogDirectory.own(directory)) {
            EventLog log =
                    owned.open(
                            0, ChronicleOptions.DEFAULT, () -> System.currentTimeMillis() * 1_000);
            assertEquals(0, leastOfSeveralRounds(log));
        }
    }

    @Test
    void allocatesNothingOnTheWriterThreadOfARunningRing() {
        try (RunningRing running = new RunningRing(new PartialEvents() {})) {
            Shop shop = new Shop(running::must);
            long visitor = shop.visitor();
            long conversation = shop.conversation(visitor);
            Command post = shop.post(visitor, conversation);
            long writer = threadId("parley-writer-0");
            long least = Long.MAX_VALUE;
            for (int round = 0; least > 0 && round < ROUNDS; round++) {
                long before = threads.getThreadAllocatedBytes(writer);
                for (int i = 0; i < 500; i++) {
                    running.must(post);
                }
                least = Math.min(least, threads.getThreadAllocatedBytes(writer) - before);
            }
            assertEquals(0, least);
        }
    }

    private static long threadId(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow()
                .threadId();
    }

    private long leastOfSeveralRounds(EventLog log) {
        ShardClock clock =
                new ShardClock(
                        () -> System.currentTimeMillis() * 1_000,
                        System::nanoTime,
                        log.lastRecordedAt());
        Shard shard = Shard.open(log, clock, SteppedShard.BATCH, new PartialEvents() {});
        Command[] posts = posts(shard);
        Outcome outcome = new Outcome();
        long thread = Thread.currentThread().threadId();
        long least = Long.MAX_VALUE;
        for (int round = 0; least > 0 && round < ROUNDS; round++) {
            long before = threads.getThreadAllocatedBytes(thread);
            for (int i = 0; i < MESSAGES; i += BATCH) {
                shard.beginBatch();
                for (int j = 0; j < BATCH; j++) {
                    shard.decide(posts[(i + j) % posts.length], outcome);
                }
                shard.endBatch();
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
            assertEquals(Rejection.NONE, outcome.rejection);
        }
        log.close();
        return least;
    }

    private static Command[] posts(Shard shard) {
        Outcome outcome = new Outcome();
        Shop shop =
                new Shop(
                        command -> {
                            shard.beginBatch();
                            shard.decide(command, outcome);
                            shard.endBatch();
                            if (outcome.rejection != Rejection.NONE) {
                                throw new IllegalStateException(outcome.rejection + ": " + command);
                            }
                            return outcome.id;
                        });
        shop.online();
        Command[] posts = new Command[2 * CONVERSATIONS];
        for (int i = 0; i < CONVERSATIONS; i++) {
            long visitor = shop.visitor();
            long conversation = shop.conversation(visitor);
            posts[2 * i] = shop.post(visitor, conversation);
            posts[2 * i + 1] = shop.answer(conversation);
        }
        return posts;
    }
}
