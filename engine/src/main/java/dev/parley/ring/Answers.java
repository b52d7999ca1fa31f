package dev.parley.ring;

import org.agrona.concurrent.ManyToManyConcurrentArrayQueue;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * Tells answers one after the other on a thread of the executor: a thread for each was more than
 * telling it. What a caller does with its answer may block, even for an answer that waits behind
 * it: so where none was told for {@link #PATIENCE_NANOS}, {@link #goOn} leaves that thread to its
 * caller and has another one go on with the rest. Any thread adds; one looks after it.
 */
final class Answers implements Executor {
    /** How long an answer may wait behind one whose caller blocks. */
    static final long PATIENCE_NANOS = 1_000_000;

    private final Executor threads;
    private final LongSupplier nanos;
    private final ManyToManyConcurrentArrayQueue<Runnable> waiting;
    private final AtomicReference<@Nullable Teller> teller = new AtomicReference<>();

    private @Nullable Teller watched;
    private long watchedTold;
    private long watchedAt;

    /**
     * @param most answers that wait at a time; more go to threads of their own
     * @param threads must not refuse
     * @param nanos a monotonic clock
     */
    Answers(int most, Executor threads, LongSupplier nanos) {
        this.threads = threads;
        this.nanos = nanos;
        this.waiting = new ManyToManyConcurrentArrayQueue<>(most);
    }

    /** Has it told behind those that wait. */
    @Override
    public void execute(Runnable telling) {
        if (waiting.offer(telling)) {
            begin();
        } else {
            threads.execute(telling);
        }
    }

    /** Whether some wait: then {@link #goOn} is to be called within {@link #PATIENCE_NANOS}. */
    boolean isBehind() {
        return !waiting.isEmpty();
    }

    /** Has another thread go on where one is blocked; by one thread, again and again. */
    void goOn() {
        Teller present = teller.get();
        if (present == null || waiting.isEmpty()) {
            watched = null;
            return;
        }
        long told = present.told.get();
        long now = nanos.getAsLong();
        if (present != watched || told != watchedTold) {
            watched = present;
            watchedTold = told;
            watchedAt = now;
        } else if (now - watchedAt >= PATIENCE_NANOS) {
            Teller next = new Teller();
            if (teller.compareAndSet(present, next)) {
                threads.execute(next);
            }
        }
    }

    /** Nobody will call {@link #goOn} any more: each that waits gets a thread of its own. */
    void end() {
        for (Runnable telling = waiting.poll(); telling != null; telling = waiting.poll()) {
            threads.execute(telling);
        }
    }

    private void begin() {
        if (teller.get() == null) {
            Teller next = new Teller();
            if (teller.compareAndSet(null, next)) {
                threads.execute(next);
            }
        }
    }

    /** The thread whose turn it is, until nothing waits or another one has taken over. */
    private final class Teller implements Runnable {
        private final AtomicLong told = new AtomicLong();

        @Override
        public void run() {
            while (teller.get() == this) {
                Runnable telling = waiting.poll();
                if (telling == null) {
                    teller.compareAndSet(this, null);
                    // One that was added before that has seen this one at work.
                    if (!waiting.isEmpty()) {
                        begin();
                    }
                    return;
                }
                tell(telling);
                told.setRelease(told.getPlain() + 1);
            }
        }

        private void tell(Runnable telling) {
            try {
                telling.run();
            } catch (RuntimeException | Error e) {
                Thread self = Thread.currentThread();
                self.getUncaughtExceptionHandler().uncaughtException(self, e);
            }
        }
    }
}
