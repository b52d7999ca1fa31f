package dev.parley.ring;

import dev.parley.domain.Events;

/**
 * Finds the events of one thing: conversation, visitor. Read by many threads. Through an index, or
 * by a scan of the log ({@link LogStreams}).
 */
@FunctionalInterface
public interface Streams {
    /** Plays all events of {@code stream} below position {@code before}, in order. */
    void play(long stream, long before, Events listener);
}
