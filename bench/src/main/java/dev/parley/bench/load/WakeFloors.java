package dev.parley.bench.load;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.TimeoutException;

import org.HdrHistogram.Histogram;

import java.util.concurrent.locks.LockSupport;

/** What it costs to hand something to a thread that sleeps, and to have the answer. */
final class WakeFloors {
    private static final long BOUND_NANOS = 1_000_000_000;

    private volatile long asked;
    private volatile long answered;

    private WakeFloors() {}

    /** From unparking another thread until it has unparked this one. */
    static Histogram thereAndBack(int count) {
        WakeFloors floors = new WakeFloors();
        Thread caller = Thread.currentThread();
        Thread other =
                Thread.ofPlatform()
                        .daemon(true)
                        .name("wake-floor")
                        .start(() -> floors.answer(caller, count));
        Histogram nanos = Latencies.histogram();
        for (long i = 1; i <= count; i++) {
            long start = System.nanoTime();
            floors.asked = i;
            LockSupport.unpark(other);
            while (floors.answered < i) {
                LockSupport.parkNanos(BOUND_NANOS);
            }
            nanos.recordValue(System.nanoTime() - start);
        }
        return nanos;
    }

    private void answer(Thread caller, int count) {
        for (long i = 1; i <= count; i++) {
            while (asked < i) {
                LockSupport.parkNanos(BOUND_NANOS);
            }
            answered = i;
            LockSupport.unpark(caller);
        }
    }

    /** One way through Disruptor, both ends blocking: half of there and back. */
    static Histogram hop(int count) {
        RingBuffer<long[]> there = ring();
        RingBuffer<long[]> back = ring();
        Sequence thereDone = new Sequence();
        Sequence backDone = new Sequence();
        there.addGatingSequences(thereDone);
        back.addGatingSequences(backDone);
        SequenceBarrier atOther = there.newBarrier();
        SequenceBarrier atCaller = back.newBarrier();
        Thread.ofPlatform()
                .daemon(true)
                .name("hop-floor")
                .start(
                        () -> {
                            for (int i = 0; i < count; i++) {
                                await(atOther, i, thereDone);
                                back.publish(back.next());
                            }
                        });
        Histogram nanos = Latencies.histogram();
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            there.publish(there.next());
            await(atCaller, i, backDone);
            nanos.recordValue((System.nanoTime() - start) / 2);
        }
        return nanos;
    }

    private static RingBuffer<long[]> ring() {
        return RingBuffer.createSingleProducer(() -> new long[1], 64, new BlockingWaitStrategy());
    }

    private static void await(SequenceBarrier barrier, long sequence, Sequence done) {
        try {
            barrier.waitFor(sequence);
            done.set(sequence);
        } catch (AlertException | TimeoutException e) {
            throw new IllegalStateException("nobody alerts this barrier", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
