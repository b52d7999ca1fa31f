package dev.parley.log;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * The segment at the end of a chain, which is being written, and the one before it while that is
 * still being forced behind the writer. The writer's.
 *
 * <p>Going over to the next one waits until the one before is forced, so never more than two are
 * not, and a start can write what was in them anew into one.
 */
final class LastSegment implements AutoCloseable {
    private final SegmentStore store;
    private final SegmentOpener opener;
    private final SegmentTable table;
    private final int epoch;
    private int number;
    private SegmentAppender appender;

    /** Done when the one before is forced; null once that is known. */
    private @Nullable Future<?> forcing;

    private long forcedBefore;

    LastSegment(
            SegmentStore store,
            SegmentOpener opener,
            SegmentTable table,
            SegmentOpener.Opened opened) {
        this.store = store;
        this.opener = opener;
        this.table = table;
        this.epoch = opened.segment().epoch();
        this.number = opened.segment().number();
        this.appender = opened.appender();
        this.forcedBefore = opened.head();
    }

    int epoch() {
        return epoch;
    }

    void append(byte[] from, int offset, int length) throws IOException {
        appender.append(from, offset, length);
    }

    void flush() throws IOException {
        appender.flush();
    }

    /** Whether it has so many bytes, and something behind its opening. */
    boolean isFull(long bytes, long head) {
        return appender.bytes() >= bytes && head > table.last().first();
    }

    /** All below it are forced, by what is known without a wait. */
    long forcedBefore() throws IOException {
        if (forcing != null && forcing.isDone()) {
            awaitEarlier();
        }
        return forcedBefore;
    }

    /** Forces all there is, what was before this segment too. */
    void force() throws IOException {
        awaitEarlier();
        appender.force();
    }

    /**
     * Goes over to the next one.
     *
     * @param head its first position
     * @param lastCrc CRC of the record before that
     * @param recordedAt shard time of that record
     * @param occurredAt wall time
     * @param forced whether all of this one is forced; if not, that is left to another thread
     */
    void roll(long head, int lastCrc, long recordedAt, long occurredAt, boolean forced)
            throws IOException {
        awaitEarlier();
        SegmentOpener.Opened opened =
                opener.open(
                        new SegmentOpener.Takeover(
                                number + 1,
                                epoch,
                                head,
                                number,
                                lastCrc,
                                forced ? Opening.Reason.ROLL : Opening.Reason.ROLL_UNFORCED,
                                recordedAt,
                                occurredAt));
        SegmentAppender full = appender;
        appender = opened.appender();
        number++;
        table.add(opened.segment());
        Future<?> finished = store.finish(full);
        if (forced) {
            forcedBefore = head;
        } else {
            forcing = finished;
        }
    }

    private void awaitEarlier() throws IOException {
        if (forcing == null) {
            return;
        }
        try {
            forcing.get();
        } catch (ExecutionException e) {
            throw new IOException("the segment before " + number + " cannot be forced", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a segment was forced", e);
        }
        forcing = null;
        forcedBefore = table.last().first();
    }

    @Override
    public void close() throws IOException {
        appender.close();
    }
}
