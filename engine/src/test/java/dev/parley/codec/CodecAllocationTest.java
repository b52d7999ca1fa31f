package dev.parley.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;

import dev.parley.codec.Recorder.Recorded;
import dev.parley.domain.ActorKind;
import dev.parley.domain.Header;
import dev.parley.domain.Slice;

import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;

/** Encoding and decoding allocate nothing, whatever the event. */
class CodecAllocationTest {
    private static final int ROUND = 20_000;

    private final byte[] bytes = new byte[65_536];
    private final Header h = new Header();
    private final EventEncoder encoder = new EventEncoder();
    private final EventEncoder again = new EventEncoder();
    private final EventDecoder decoder = new EventDecoder();
    private final byte[] copy = new byte[65_536];

    @Test
    void everyEventIsReadAndWrittenWithoutGarbage() {
        // Each is written once by reflection, then read into an encoder, over and over.
        RandomEvents random = new RandomEvents(new SplittableRandom(5));
        int types = RandomEvents.methods().size();
        int[] typeIds = new int[types];
        int[] offsets = new int[types + 1];
        for (int i = 0; i < types; i++) {
            Recorded event = random.next(RandomEvents.methods().get(i));
            encoder.wrap(bytes, offsets[i], bytes.length - offsets[i]);
            event.play(h, encoder);
            typeIds[i] = encoder.typeId();
            offsets[i + 1] = offsets[i] + encoder.length();
        }
        assertEquals(
                0,
                leastAllocated(
                        i -> {
                            int k = i % types;
                            again.wrap(copy, offsets[k], copy.length - offsets[k]);
                            decoder.decode(
                                    typeIds[k],
                                    EventTypes.version(typeIds[k]),
                                    bytes,
                                    offsets[k],
                                    offsets[k + 1] - offsets[k],
                                    h,
                                    again);
                            return again.length() + again.schemaVersion();
                        }),
                "bytes in " + ROUND + " events");
    }

    @Test
    void aMessageIsWrittenWithoutGarbage() {
        h.actorKind = ActorKind.VISITOR;
        Slice content = Slice.of(new byte[200]);
        assertEquals(
                0,
                leastAllocated(
                        i -> {
                            encoder.wrap(bytes, i % 64, 1_024);
                            encoder.messagePosted(h, i, false, content, Slice.EMPTY);
                            return encoder.length() + encoder.schemaVersion();
                        }),
                "bytes in " + ROUND + " messages");
    }

    private interface Work {
        int run(int i);
    }

    /** The least of several rounds: while the loop is cold the runtime allocates on its own. */
    private static long leastAllocated(Work work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().threadId();
        long least = Long.MAX_VALUE;
        long sum = 0;
        for (int round = 0; round < 5; round++) {
            long before = threads.getThreadAllocatedBytes(thread);
            for (int i = 0; i < ROUND; i++) {
                sum += work.run(i);
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
        }
        long reading =
                -threads.getThreadAllocatedBytes(thread) + threads.getThreadAllocatedBytes(thread);
        return sum == 0 ? -1 : least - reading;
    }
}
