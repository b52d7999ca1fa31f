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

    /**
     * Plays the first and the last of them, and others only where that costs no less. What happened
     * within the last day may be missed: of that, memory knows.
     */
    default void playEnds(long stream, long before, Events listener) {
        play(stream, before, listener);
    }

    /**
     * A seq that {@code stream}, which is the account's, has reached below {@code before}, told
     * without reading the stream; 0 where that cannot be, or it is another's.
     */
    default int seqReached(long account, long stream, long before) {
        return 0;
    }
}
