package dev.parley.store;

import dev.parley.ring.Lookout;
import dev.parley.ring.Ring;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Tells whoever follows that more may be seen: one thread for all, started with the first. What a
 * listener throws is logged and harms no other; a listener that is slow makes the others late.
 */
final class Watch implements AutoCloseable {
    private static final long STOP_MILLIS = 1_000;

    /**
     * Between two tellings: under load more becomes visible thousands of times a second, and each
     * telling wakes two threads for every processor. After a longer pause it is told at once.
     */
    private static final long REST_NANOS = 50_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final Ring ring;
    private final Lookout lookout;
    private final Set<Runnable> listeners = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile boolean closed;
    private boolean started;

    Watch(Ring ring) {
        this.ring = ring;
        this.lookout = ring.lookout(this::isClosed);
        this.thread = Thread.ofPlatform().name("parley-store").daemon(true).unstarted(this::run);
    }

    synchronized void add(Runnable listener) {
        listeners.add(listener);
        if (!started && !closed) {
            started = true;
            thread.start();
        }
    }

    void remove(Runnable listener) {
        listeners.remove(listener);
    }

    private void run() {
        // The first listeners may have looked before what is visible now was.
        long told = -1;
        while (!closed) {
            lookout.awaitBeyond(told);
            long visible = ring.visibleBefore();
            if (visible <= told) {
                return;
            }
            told = visible;
            listeners.forEach(Watch::tell);
            LockSupport.parkNanos(this, REST_NANOS);
        }
    }

    private boolean isClosed() {
        return closed;
    }

    private static void tell(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a follower of the store failed", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        lookout.wake();
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
