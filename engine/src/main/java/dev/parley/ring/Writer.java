package dev.parley.ring;

import com.lmax.disruptor.EventProcessor;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;

import dev.parley.domain.Request;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Second stage of the ring, the shard's one writer thread: takes what was published, at most a
 * batch at a time, and steps the {@link Shard}. Sleeps until a slot is published or the shard is
 * due.
 *
 * <p>Our own processor, since Disruptor's wakes only on publication, never for a timer, and goes on
 * to the next event after an exception: here an exception halts the ring. Its sequence moves once a
 * batch is decided, appended and, with sync=batch, forced.
 */
final class Writer implements EventProcessor {
    private static final long SLEEP_AT_MOST_NANOS = 3_600_000_000_000L;

    /**
     * Commands of a batch whose answers the writer lets go itself: a wake-up of the reader takes
     * longer than the reader's work on so few.
     */
    private static final int FEW = 8;

    private final RingBuffer<Slot> slots;
    private final Shard shard;
    private final int batch;
    private final Bell bell;
    private final Reader reader;
    private final Ending ending;
    private final Sequence sequence;
    private final LongSupplier nanos;
    private final Gathering gathering;
    private final BooleanSupplier ready = this::isReady;

    /** Whether the last step left something to the reader. */
    private boolean moved;

    private volatile boolean stopping;
    private volatile boolean running;

    Writer(
            RingBuffer<Slot> slots,
            Shard shard,
            int batch,
            Bell bell,
            Reader reader,
            Sequence sequence,
            LongSupplier nanos,
            Ending ending) {
        this.slots = slots;
        this.shard = shard;
        this.batch = batch;
        this.bell = bell;
        this.reader = reader;
        this.sequence = sequence;
        this.nanos = nanos;
        this.gathering = new Gathering(nanos, batch);
        this.ending = ending;
    }

    @Override
    public void run() {
        running = true;
        try {
            while (!stopping) {
                int taken = step();
                if (moved && (taken == 0 || taken > FEW || !reader.serveQuick())) {
                    reader.ring();
                }
                if (taken == 0) {
                    bell.await(ready, nanosUntilDue());
                }
            }
        } catch (Throwable cause) {
            ending.halt("writer", cause);
        } finally {
            running = false;
            ending.ended();
        }
    }

    /** One batch; answers how many commands were in it. */
    int step() {
        shard.beginBatch();
        int taken = take(0);
        if (gathering.begin(taken)) {
            while (gathering.goesOn(taken)) {
                Thread.onSpinWait();
                taken = take(taken);
            }
        }
        moved = endBatch(taken) || taken > 0;
        return taken;
    }

    /**
     * Decides what is there behind the {@code taken} of this batch; answers how many it has then.
     */
    private int take(int taken) {
        long next = sequence.get() + 1;
        int count = taken;
        while (count < batch && slots.isAvailable(next + count)) {
            decide(slots.get(next + count));
            count++;
        }
        return count;
    }

    /** Answers whether more is released: with sync=batch, whether it was forced. */
    private boolean endBatch(int taken) {
        if (taken == 0) {
            return shard.endBatch();
        }
        long begun = nanos.getAsLong();
        boolean progress = shard.endBatch();
        long last = sequence.get() + taken;
        sequence.set(last);
        if (progress && shard.sync() == Sync.BATCH) {
            int waiting = (int) (slots.getCursor() - last);
            gathering.forced(taken, waiting, nanos.getAsLong() - begun);
        }
        return progress;
    }

    private void decide(Slot slot) {
        Append append = slot.append;
        Request request = slot.request;
        if (append != null) {
            slot.head = shard.append(append, slot.outcome);
        } else if (request != null) {
            slot.head = shard.decide(request, slot.outcome);
        } else {
            throw new IllegalStateException("a slot was published without content");
        }
    }

    private boolean isReady() {
        return stopping || slots.isAvailable(sequence.get() + 1);
    }

    private long nanosUntilDue() {
        long micros = shard.microsUntilDue();
        return micros >= SLEEP_AT_MOST_NANOS / 1_000 ? SLEEP_AT_MOST_NANOS : micros * 1_000;
    }

    /** Ends the loop after the batch in hand; what is published behind it stays undecided. */
    @Override
    public void halt() {
        stopping = true;
        bell.ring();
    }

    @Override
    public Sequence getSequence() {
        return sequence;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
