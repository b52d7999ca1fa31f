package dev.parley.ring;

import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;

import dev.parley.domain.Events;
import dev.parley.domain.Limits;
import dev.parley.domain.Rejection;
import dev.parley.domain.Request;
import dev.parley.log.EventLog;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The one way into a shard: {@link #offer} puts a command or an append into a slot, the {@link
 * Writer} decides it, the {@link Reader} lets its answer go. A full ring is an answer, not a wait.
 *
 * <p>Halts for good when writer or reader cannot go on: every answer still owed becomes {@code
 * OUTCOME_UNKNOWN}, nothing is taken any more, and {@link #halted} completes. The log stays the
 * caller's to close, once this is closed.
 */
public final class Ring implements AutoCloseable, Ending {
    /** What a command takes of the byte budget besides its sealed content. */
    private static final int COMMAND_OVERHEAD_BYTES = 512;

    /** What an event of an append takes of it besides its payload. */
    private static final int EVENT_OVERHEAD_BYTES = 512;

    /** What a key of its condition takes. */
    private static final int KEY_BYTES = 64;

    /** How long the writer looks for the next command before it parks, where that pays. */
    private static final long SPIN_NANOS = 50_000;

    private static final long TICK_NANOS = 200_000;
    private static final long JOIN_MILLIS = 1_000;
    private static final long SETTLE_NANOS = 1_000_000_000;

    /**
     * What is bounded, and how.
     *
     * @param slots commands under way, a power of two
     * @param bytes sealed bytes of commands under way
     * @param batch commands between two forces
     * @param drainMillis how long a close waits for what is under way
     */
    public record Settings(int slots, long bytes, int batch, int drainMillis) {}

    private enum State {
        OPEN,
        CLOSING,
        HALTED
    }

    private final EventLog log;
    private final Settings settings;
    private final Executor answerThreads;
    private final Answers answers;
    private final LongSupplier nanos;
    private final Visible visible = new Visible();
    private final RingBuffer<Slot> slots;
    private final Replies replies;
    private final Writer writer;
    private final Reader reader;
    private final Thread writerThread;
    private final Thread readerThread;
    private final AtomicInteger threads = new AtomicInteger(2);
    private final CompletableFuture<Halt> halted = new CompletableFuture<>();
    private final CompletableFuture<Boolean> finished = new CompletableFuture<>();
    private volatile State state = State.OPEN;
    private volatile @Nullable Halt halt;

    /** Why a ring halted: the thread that could not go on, and what it met. */
    public record Halt(String thread, Throwable cause) {}

    /**
     * A ring over an opened shard; {@link #start} sets it going.
     *
     * @param views folded up to {@code shard.released()} already
     * @param answers runs what callers do with their answers; must not refuse
     * @param nanos a monotonic clock, for the bounds of a drain
     */
    public Ring(
            EventLog log,
            Shard shard,
            LockedViews views,
            Settings settings,
            Executor answers,
            LongSupplier nanos) {
        this(log, shard, visible -> folding(log, shard, views, visible), settings, answers, nanos);
    }

    /** A ring over a shard of appends alone: no views, no commands. */
    public static Ring ofAppends(
            EventLog log, Shard shard, Settings settings, Executor answers, LongSupplier nanos) {
        return new Ring(log, shard, NoFolding::new, settings, answers, nanos);
    }

    private Ring(
            EventLog log,
            Shard shard,
            Function<Visible, Folding> folding,
            Settings settings,
            Executor threads,
            LongSupplier nanos) {
        this.nanos = nanos;
        this.log = log;
        this.settings = settings;
        this.answerThreads = threads;
        this.answers = new Answers(2 * settings.slots(), threads, nanos);
        this.replies = new Replies(settings.slots(), settings.bytes(), answers);
        Bell writerBell = new Bell(SPIN_NANOS, nanos);
        // Twice what is let in: a slot is free a moment after its answer has left, and whoever
        // comes in that moment shall not be refused.
        slots =
                RingBuffer.createMultiProducer(
                        Slot::new, 2 * settings.slots(), new BellWait(writerBell));
        Sequence written = new Sequence();
        visible.moveTo(shard.released());
        reader =
                new Reader(
                        slots,
                        written,
                        shard,
                        folding.apply(visible),
                        visible,
                        replies,
                        answers,
                        this);
        writer =
                new Writer(
                        slots, shard, settings.batch(), writerBell, reader, written, nanos, this);
        slots.addGatingSequences(reader.getSequence());
        writerThread = thread("writer", writer);
        readerThread = thread("reader", reader);
    }

    /** Starts both threads; to be called once. */
    public void start() {
        readerThread.start();
        writerThread.start();
    }

    /**
     * Offers a request; never waits. NONE where it was taken, and then {@code reply} is answered,
     * once; otherwise BACK_PRESSURED, SHUTTING_DOWN, or LIMIT_EXCEEDED for more than fits into a
     * transaction, and {@code reply} hears nothing.
     */
    public Rejection offer(Request request, Reply reply) {
        Objects.requireNonNull(request.origin(), "origin");
        long payloadBytes = request.payloadBytes();
        return payloadBytes > Limits.COMMAND_BYTES
                ? Rejection.LIMIT_EXCEEDED
                : offer(request, null, (int) payloadBytes + COMMAND_OVERHEAD_BYTES, reply);
    }

    /** Offers an append on condition, which has bounds of its own; the same in all else. */
    public Rejection offer(Append append, Reply reply) {
        int overhead =
                append.events().size() * EVENT_OVERHEAD_BYTES
                        + append.condition().keys() * KEY_BYTES;
        return offer(null, append, append.payloadBytes() + overhead, reply);
    }

    private Rejection offer(
            @Nullable Request request, @Nullable Append append, int bytes, Reply reply) {
        // Counted in before the state is read: whoever ends the ring first changes the state and
        // then waits for the count, so no command can slip in behind its back.
        boolean fits = replies.take(bytes);
        if (state != State.OPEN) {
            replies.giveBack(bytes);
            return Rejection.SHUTTING_DOWN;
        }
        if (!fits) {
            replies.giveBack(bytes);
            return Rejection.BACK_PRESSURED;
        }
        long sequence;
        try {
            sequence = slots.tryNext();
        } catch (InsufficientCapacityException _) {
            replies.giveBack(bytes);
            return Rejection.BACK_PRESSURED;
        }
        Slot slot = slots.get(sequence);
        slot.request = request;
        slot.append = append;
        slot.reply = reply;
        slot.bytes = bytes;
        slots.publish(sequence);
        return Rejection.NONE;
    }

    /**
     * One batch of the writer, on the caller's thread: a simulation's way, instead of {@link
     * #start}. Answers how many commands were in it.
     */
    int write() {
        return writer.step();
    }

    /** One round of the reader, on the caller's thread; the same. */
    void read() {
        reader.step();
    }

    /** Plays the log from {@code from} on to {@code listener}, on a thread of its own. */
    public Follower follow(String name, long from, Events listener) {
        return follow(name, from, listener, () -> {});
    }

    /** The same; {@code paused} runs on the follower's thread behind each stretch of events. */
    public Follower follow(String name, long from, Events listener, Runnable paused) {
        Follower follower =
                new Follower(name, new Playback(log.reader()), from, listener, paused, visible);
        follower.start();
        return follower;
    }

    /** Everything below is in the views and may be served. */
    public long visibleBefore() {
        return visible.before();
    }

    /**
     * For one thread that waits until more may be served.
     *
     * @param enough what else ends its wait
     */
    public Lookout lookout(BooleanSupplier enough) {
        return new Lookout(visible, enough);
    }

    /** The monotonic clock that it was given. */
    public LongSupplier clock() {
        return nanos;
    }

    /** Commands under way. */
    public int underWay() {
        return replies.underWay();
    }

    /** Whether commands are taken. */
    public boolean isOpen() {
        return state == State.OPEN;
    }

    /** Whether it stopped by itself, for good. */
    public boolean hasHalted() {
        return state == State.HALTED;
    }

    /** Completes, on the answers' executor, if the ring halts. */
    public CompletableFuture<Halt> halted() {
        return halted.copy();
    }

    /**
     * Takes nothing more, waits for what is under way for the drain's time at most, and ends both
     * threads. Answers whether all was answered and nothing had halted.
     */
    public boolean drain() {
        synchronized (this) {
            if (state == State.OPEN) {
                state = State.CLOSING;
            }
        }
        long deadline = nanos.getAsLong() + settings.drainMillis() * 1_000_000L;
        while (state == State.CLOSING && replies.underWay() > 0 && nanos.getAsLong() < deadline) {
            LockSupport.parkNanos(TICK_NANOS);
        }
        writer.halt();
        join(writerThread);
        reader.halt();
        join(readerThread);
        return finished.getNow(false);
    }

    /** Whether both threads have left the log: only then may its owner close it. */
    public boolean hasEnded() {
        return finished.isDone();
    }

    @Override
    public void close() {
        boolean _ = drain();
    }

    @Override
    public void halt(String who, Throwable cause) {
        synchronized (this) {
            if (halt == null) {
                halt = new Halt(who, cause);
            }
            state = State.HALTED;
        }
        writer.halt();
        reader.halt();
    }

    /** The last of the two threads settles what is still owed. */
    @Override
    public void ended() {
        if (threads.decrementAndGet() > 0) {
            return;
        }
        boolean clean = settle() && halt == null;
        visible.end();
        finished.complete(clean);
        Halt why = halt;
        if (why != null) {
            answerThreads.execute(() -> halted.complete(why));
        }
    }

    /** Answers whether nothing was owed. */
    private boolean settle() {
        boolean clean = true;
        long next = reader.getSequence().get() + 1;
        long deadline = nanos.getAsLong() + SETTLE_NANOS;
        while (replies.underWay() > 0 && nanos.getAsLong() < deadline) {
            while (slots.isAvailable(next)) {
                replies.abandon(slots.get(next));
                reader.getSequence().set(next++);
                clean = false;
            }
            answers.end();
            LockSupport.parkNanos(TICK_NANOS);
        }
        return clean;
    }

    private static Folding folding(EventLog log, Shard shard, LockedViews views, Visible visible) {
        Playback playback = new Playback(log.reader());
        playback.seek(shard.released());
        return new ViewFolding(playback, views, visible);
    }

    private Thread thread(String name, Runnable stage) {
        return Thread.ofPlatform()
                .name("parley-" + name + "-" + log.shard())
                .daemon(true)
                .unstarted(stage);
    }

    private void join(Thread thread) {
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
