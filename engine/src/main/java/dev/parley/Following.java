package dev.parley;

import java.util.concurrent.CompletableFuture;

/** A listener that is being told released events, on a thread of its own. */
public interface Following extends AutoCloseable {
    /** The next position that the listener will be told. */
    long position();

    /** The position reached, once it has ended; or, exceptionally, what the listener threw. */
    CompletableFuture<Long> ended();

    /**
     * Has the listener's thread run {@code task}, which must not block, before it tells more; false
     * where it has ended.
     */
    boolean run(Runnable task);

    /** Ends it after the event in hand. */
    @Override
    void close();
}
