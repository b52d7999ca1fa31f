package dev.parley.store;

import dev.parley.log.EventReader;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Supplier;

/** Readers of the log, kept for the next question: opening one costs a file. Any thread. */
final class Readers implements AutoCloseable {
    private static final int IDLE = 16;

    private final Supplier<EventReader> readers;
    private final ArrayBlockingQueue<EventReader> idle = new ArrayBlockingQueue<>(IDLE);
    private volatile boolean closed;

    Readers(Supplier<EventReader> readers) {
        this.readers = readers;
    }

    /** A reader for one thread, to be given back. */
    EventReader borrow() {
        EventReader kept = idle.poll();
        return kept == null ? readers.get() : kept;
    }

    void giveBack(EventReader reader) {
        if (closed || !idle.offer(reader)) {
            reader.close();
        } else if (closed) {
            drain();
        }
    }

    @Override
    public void close() {
        closed = true;
        drain();
    }

    private void drain() {
        EventReader each = idle.poll();
        while (each != null) {
            each.close();
            each = idle.poll();
        }
    }
}
