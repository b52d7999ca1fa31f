package dev.parley.ring;

import com.lmax.disruptor.EventProcessor;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Last stage of the ring, one thread: folds the log up to what is released into the views, lets
 * followers see it, and then lets the answers go whose head it has reached. So whoever has an
 * answer finds its effect in the views. Its sequence frees the slots.
 *
 * <p>One round at a time, by its own thread or, where there are few answers and all are quick, by
 * the writer: {@link #serveQuick}. Runs no foreign code: answers go to the answers' executor,
 * followers have threads of their own.
 */
final class Reader implements EventProcessor {
    private static final long SLEEP_NANOS = 3_600_000_000_000L;

    private final RingBuffer<Slot> slots;
    private final Sequence written;
    private final Shard shard;
    private final Folding folding;
    private final Visible visible;
    private final Bell bell = new Bell();
    private final Replies replies;
    private final Answers answers;
    private final Ending ending;
    private final AtomicBoolean stepping = new AtomicBoolean();
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
            Replies replies,
            Answers answers,
            Ending ending) {
        this.slots = slots;
        this.written = written;
        this.shard = shard;
        this.folding = folding;
        this.visible = visible;
        this.replies = replies;
        this.answers = answers;
        this.ending = ending;
    }

    @Override
    public void run() {
        running = true;
        try (folding) {
            while (!stopping) {
                step();
                bell.await(ready, answers.isBehind() ? Answers.PATIENCE_NANOS : SLEEP_NANOS);
                answers.goOn();
            }
            step();
        } catch (Throwable cause) {
            ending.halt("reader", cause);
        } finally {
            running = false;
            ending.ended();
        }
    }

    /** There may be something to do. Any thread. */
    void ring() {
        bell.ring();
    }

    /**
     * One round on the writer's thread, for answers that threads block for or that are handed to a
     * thread which is there: false where there are others as well, or the reader is at a round
     * itself. Then the reader is to be rung.
     */
    boolean serveQuick() {
        if (!stepping.compareAndSet(false, true)) {
            return false;
        }
        try {
            if (!slots.get(sequence.get() + 1).isQuick()) {
                return false;
            }
            folding.foldTo(shard.released());
            boolean all = release(true);
            visible.wakeAll();
            if (answers.isBehind()) {
                // The reader looks after who tells them, and sleeps.
                bell.ring();
            }
            return all;
        } catch (Throwable cause) {
            ending.halt("reader", cause);
            return true;
        } finally {
            stepping.set(false);
        }
    }

    /** One round: folds what is released, then lets answers go. */
    void step() {
        if (!stepping.compareAndSet(false, true)) {
            // The writer is at it, and rings if it leaves something.
            return;
        }
        try {
            // Read before the writer's sequence: answers seen behind it may need a later position,
            // and then wait for the next round; never the other way round.
            long released = shard.released();
            folding.foldTo(released);
            boolean _ = release(false);
            visible.wakeAll();
        } finally {
            stepping.set(false);
        }
    }

    /** Answers whether none is left that could go; with {@code quick}, only such may. */
    private boolean release(boolean quick) {
        long before = visible.before();
        long last = sequence.get();
        long available = written.get();
        boolean all = true;
        while (all && last < available && slots.get(last + 1).head <= before) {
            Slot slot = slots.get(last + 1);
            all = !quick || slot.isQuick();
            if (all) {
                replies.release(slot);
                last++;
            }
        }
        sequence.set(last);
        return all;
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
