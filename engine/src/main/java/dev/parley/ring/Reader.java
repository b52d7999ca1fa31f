package dev.parley.ring;

import com.lmax.disruptor.EventProcessor;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;

import java.util.function.BooleanSupplier;

/**
 * Last stage of the ring, one thread: folds the log up to what is released into the views, lets
 * followers see it, and then lets the answers go whose head it has reached. So whoever has an
 * answer finds its effect in the views. Its sequence frees the slots.
 *
 * <p>Runs no foreign code: answers go to the answers' executor, followers have threads of their
 * own.
 */
final class Reader implements EventProcessor {
    private static final long SLEEP_NANOS = 3_600_000_000_000L;

    private final RingBuffer<Slot> slots;
    private final Sequence written;
    private final Shard shard;
    private final Folding folding;
    private final Visible visible;
    private final Bell bell;
    private final Replies replies;
    private final Ending ending;
    private final Sequence sequence = new Sequence();
    private final BooleanSupplier ready = this::isReady;
    private volatile boolean stopping;
    private volatile boolean running;

    Reader(
            RingBuffer<Slot> slots,
            Sequence written,
            Shard shard,
            Folding folding,
            Visible visible,
            Bell bell,
            Replies replies,
            Ending ending) {
        this.slots = slots;
        this.written = written;
        this.shard = shard;
        this.folding = folding;
        this.visible = visible;
        this.bell = bell;
        this.replies = replies;
        this.ending = ending;
    }

    @Override
    public void run() {
        running = true;
        try (folding) {
            while (!stopping) {
                step();
                bell.await(ready, SLEEP_NANOS);
            }
            step();
        } catch (Throwable cause) {
            ending.halt("reader", cause);
        } finally {
            running = false;
            ending.ended();
        }
    }

    /** One round: folds what is released, then lets answers go. */
    void step() {
        // Read before the writer's sequence: answers seen behind it may need a later position, and
        // then wait for the next round; never the other way round.
        long released = shard.released();
        folding.foldTo(released);
        release();
    }

    private void release() {
        long before = visible.before();
        long last = sequence.get();
        long available = written.get();
        while (last < available && slots.get(last + 1).head <= before) {
            replies.release(slots.get(++last));
        }
        sequence.set(last);
    }

    private boolean isReady() {
        long next = sequence.get() + 1;
        return stopping
                || shard.released() > visible.before()
                || (next <= written.get() && slots.get(next).head <= visible.before());
    }

    /** Ends the loop after one more round. */
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
