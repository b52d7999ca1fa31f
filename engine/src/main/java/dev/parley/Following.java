package dev.parley;

import java.util.concurrent.CompletableFuture;

/** A listener that is being told released events, on a thread of its own. */
public interface Following extends AutoCloseable {
    /** The next position that the listener will be told. */
    long position();

    /** The position reached, once it has ended; or, exceptionally, what the listener threw. */
    CompletableFuture<Long> ended();

    /** Ends it after the event in hand. */
    @Override
    void close();
}
