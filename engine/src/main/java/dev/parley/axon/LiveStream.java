package dev.parley.axon;

import dev.parley.store.EventCursor;
import dev.parley.store.EventStore;

import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The events of a store as they come; never completed but by {@link #close} or an error. Read by
 * one thread at a time; callbacks run on the store's thread, and in {@link #setCallback} on the
 * caller's, never two at once: a wake-up that comes while one runs is made up for behind it.
 */
final class LiveStream implements MessageStream<EventMessage> {
    private static final Logger LOG = LoggerFactory.getLogger(LiveStream.class);

    private final EventStore store;
    private final EventCursor cursor;
    private final Messages messages;
    private final Runnable wake = this::wake;
    private final AtomicInteger wakes = new AtomicInteger();
    private volatile Runnable callback = () -> {};
    private @Nullable Entry<EventMessage> next; // null until looked for, and when taken
    private volatile @Nullable Throwable error; // null while nothing failed
    private volatile boolean closed;

    LiveStream(EventStore store, EventCursor cursor, Messages messages) {
        this.store = store;
        this.cursor = cursor;
        this.messages = messages;
        store.onMore(wake);
    }

    @Override
    public synchronized Optional<Entry<EventMessage>> next() {
        Optional<Entry<EventMessage>> found = peek();
        next = null;
        return found;
    }

    @Override
    public synchronized Optional<Entry<EventMessage>> peek() {
        if (next == null && !closed && error == null) {
            try {
                next = cursor.next().map(messages::toStreamed).orElse(null);
            } catch (RuntimeException e) {
                error = e;
                end();
            }
        }
        return Optional.ofNullable(next);
    }

    @Override
    public void setCallback(Runnable run) {
        callback = run;
        wake();
    }

    @Override
    public Optional<Throwable> error() {
        return Optional.ofNullable(error);
    }

    @Override
    public boolean isCompleted() {
        return closed || error != null;
    }

    @Override
    public boolean hasNextAvailable() {
        return peek().isPresent();
    }

    @Override
    public synchronized void close() {
        closed = true;
        next = null;
        end();
    }

    private void end() {
        store.forget(wake);
        cursor.close();
    }

    private void wake() {
        if (wakes.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        while (seen > 0) {
            try {
                callback.run();
            } catch (RuntimeException | Error e) {
                LOG.error("the callback of a stream failed", e);
            }
            seen = wakes.addAndGet(-seen);
        }
    }
}
