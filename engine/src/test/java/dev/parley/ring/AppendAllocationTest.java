package dev.parley.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;

import dev.parley.domain.Hash;
import dev.parley.domain.Outcome;
import dev.parley.domain.Rejection;
import dev.parley.domain.Slice;
import dev.parley.log.SegmentedLog;
import dev.parley.ring.Condition.Alternative;

import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.util.List;

/** Checking and appending the events of others allocates nothing on the writer. */
class AppendAllocationTest {
    private static final int ROUNDS = 8;
    private static final int APPENDS = 2_048;
    private static final int KEYS = 1 << 10;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void allocatesNothingPerConditionalAppend() {
        SegmentedLog log = SegmentedLog.inMemory(0);
        Shard shard = Shard.ofAppends(log, new TestClock().shardClock(0), SteppedShard.BATCH, KEYS);
        Append[] accepted = new Append[16];
        for (int i = 0; i < accepted.length; i++) {
            accepted[i] = append(i, 1_000 + i, Long.MAX_VALUE - 1);
        }
        Outcome outcome = new Outcome();
        long thread = Thread.currentThread().threadId();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            // Conflicts with what this round begins with.
            Append refused = append(0, 0, log.head());
            long before = threads.getThreadAllocatedBytes(thread);
            int conflicts = 0;
            for (int i = 0; i < APPENDS; i++) {
                shard.beginBatch();
                shard.append(accepted[i % accepted.length], outcome);
                assertEquals(Rejection.NONE, outcome.rejection);
                if (i < 32) {
                    shard.append(refused, outcome);
                    conflicts += outcome.rejection == Rejection.CONDITION_FAILED ? 1 : 0;
                }
                shard.endBatch();
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
            assertEquals(32, conflicts);
        }
        assertEquals(0, least);
    }

    private static Append append(int tag, int conditionTag, long checkedBefore) {
        List<Hash> tags = List.of(new Hash(5, tag), new Hash(6, tag));
        Append.Event event = new Append.Event(0, new Hash(9, 9), tags, 1, Slice.of(new byte[200]));
        Alternative one =
                new Alternative(
                        List.of(new Hash(5, conditionTag), new Hash(6, conditionTag)),
                        List.of(new Hash(9, 8), new Hash(9, 9)),
                        false);
        return new Append(List.of(event, event), new Condition(List.of(one)), checkedBefore);
    }
}
