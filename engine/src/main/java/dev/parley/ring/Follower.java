package dev.parley.ring;

import dev.parley.domain.Events;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Plays the log to one listener as it becomes visible, on a thread and with a reader of its own:
 * the way out for pushes and for whatever is too slow for the reader. The listener sees an event
 * after the views have folded it. What the listener throws ends this follower alone.
 *
 * <p>Its thread also runs short tasks, before each stretch of events: so what is told to a caller
 * and what is pushed to it can leave together.
 */
public final class Follower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
    private static final long CLOSE_MILLIS = 1_000;

    /** Events told at a stretch before the listener's owner hears of a pause. */
    private static final int STRETCH = 64;

    private final Playback playback;
    private final Events listener;
    private final Runnable paused;
    private final Visible visible;
    private final Lookout lookout;
    private final Thread thread;
    private final CompletableFuture<Long> ended = new CompletableFuture<>();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private volatile long position;
    private volatile boolean closing;

    /** Nobody looks for tasks any more. */
    private volatile boolean over;

    /** {@code paused} runs behind a stretch of events, before the listener waits for more. */
    Follower(
            String name,
            Playback playback,
            long from,
            Events listener,
            Runnable paused,
            Visible visible) {
        this.playback = playback;
        this.listener = listener;
        this.paused = paused;
        this.visible = visible;
        this.lookout = new Lookout(visible, this::isWanted);
        this.position = from;
        playback.seek(from);
        this.thread = Thread.ofPlatform().name(name).daemon(true).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** The next position that the listener will see. Any thread. */
    public long position() {
        return position;
    }

    /** The position reached, once it has ended; or what the listener threw. */
    public CompletableFuture<Long> ended() {
        return ended.copy();
    }

    /**
     * Has its thread run {@code task}, which must not block, before the next stretch of events;
     * false where it has ended. Whoever gives tasks bounds them. Any thread.
     */
    public boolean run(Runnable task) {
        if (over) {
            return false;
        }
        tasks.add(task);
        lookout.wake();
        // Its thread may just have ended, with this task or without.
        return !(over && tasks.remove(task));
    }

    /** Waits for a follower of an ended ring to see the rest of it, for so long at most. */
    public void finish(long millis) {
        join(millis);
        close();
    }

    /** Ends it after the event in hand, and waits for that unless called by the listener itself. */
    @Override
    public void close() {
        // No interrupt: it would close the file under a reader in the middle of a read.
        closing = true;
        lookout.wake();
        if (Thread.currentThread().threadId() != thread.threadId()) {
            join(CLOSE_MILLIS);
        }
    }

    private boolean isWanted() {
        return closing || !tasks.isEmpty();
    }

    private void join(long millis) {
        try {
            thread.join(millis);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void stretch() {
        for (int i = 0; i < STRETCH && runTask(); i++) {
            // as many tasks as events: neither keeps the other waiting
        }
        for (int i = 0; i < STRETCH && !closing; i++) {
            if (!playback.step(visible.before(), listener)) {
                break;
            }
            position = playback.position();
        }
        paused.run();
    }

    private void run() {
        try (playback;
                lookout) {
            while (!closing && !(visible.hasEnded() && position >= visible.before())) {
                stretch();
                lookout.awaitBeyond(position);
            }
        } catch (Throwable cause) {
            ended.completeExceptionally(cause);
        } finally {
            ended.complete(position);
            over = true;
            while (runTask()) {
                // until nobody is owed anything
            }
        }
    }

    /** Answers whether there was one. */
    private boolean runTask() {
        Runnable task = tasks.poll();
        if (task == null) {
            return false;
        }
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a follower's task failed", e);
        }
        return true;
    }
}
