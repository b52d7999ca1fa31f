package dev.parley;

import dev.parley.index.IndexException;
import dev.parley.index.StoredIndex;

import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An index that is opened on a thread of its own, while log and snapshot are read: most of it is
 * waiting for a native library. One owner, who closes it, opened or not.
 */
final class OpeningIndex implements AutoCloseable {
    private static final long OPEN_MINUTES = 10;

    private final FutureTask<StoredIndex> opened;

    /** Begins. */
    OpeningIndex(Path directory) {
        opened = new FutureTask<>(() -> StoredIndex.open(directory));
        Thread.ofPlatform().name("parley-index-open").daemon(true).start(opened);
    }

    /**
     * The index, once it is open.
     *
     * @throws IndexException if it cannot be opened
     */
    StoredIndex get() {
        try {
            return opened.get(OPEN_MINUTES, TimeUnit.MINUTES);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IndexException cause) {
                throw cause;
            }
            throw new IllegalStateException("the index cannot be opened", e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "the index is not open after " + OPEN_MINUTES + " min", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the index was opened", e);
        }
    }

    @Override
    public void close() {
        StoredIndex index;
        try {
            index = get();
        } catch (RuntimeException _) {
            return; // There is none, and whoever asked for it was told why.
        }
        index.close();
    }
}
