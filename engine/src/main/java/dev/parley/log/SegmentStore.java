package dev.parley.log;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * Where a shard's segments are made and written: the one thing that differs between a log in memory
 * and one on Chronicle Queue. Recovery, reading and checking are written once above it. {@link
 * #create} is the writer's; {@link #open} and {@link #segments} are anybody's.
 */
public interface SegmentStore extends SegmentSource {
    /** A new segment; its number must not have been used. */
    SegmentAppender create(int segment) throws IOException;

    /**
     * {@code full} is written no more; the writer goes on with another. Forces what of it is not
     * forced and closes it, perhaps later and on another thread.
     *
     * @return done once it is forced; fails if it could not be
     */
    default Future<?> finish(SegmentAppender full) throws IOException {
        full.force();
        full.close();
        return CompletableFuture.completedFuture(null);
    }

    /** Whether free space is below the floor. */
    boolean lowOnSpace();

    /** Looks at free space anew; the writer's, now and then. */
    void checkSpace() throws IOException;
}
