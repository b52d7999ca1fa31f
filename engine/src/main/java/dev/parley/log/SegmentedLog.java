package dev.parley.log;

import java.io.IOException;
import java.util.function.LongSupplier;

/**
 * A log over a chain of segments, wherever these are kept. Each start opens a new one, since a file
 * that was written before is never written again; see the package for what that does at a crash.
 *
 * <p>A force goes over to the next segment when all of the full one is forced; a flush does so
 * without a wait for the disk, and the full one is forced behind the writer.
 */
public final class SegmentedLog implements EventLog {
    /** Smallest and greatest size bound of a segment, in bytes. */
    public static final long MIN_SEGMENT_BYTES = 64 * 1024;

    public static final long MAX_SEGMENT_BYTES = 1L << 30;

    /** Two segments that are not forced, and are written anew into one, stay below that. */
    private static final long MAX_FLUSHED_BYTES = MAX_SEGMENT_BYTES / 2;

    private final SegmentStore store;
    private final int shard;
    private final long segmentBytes;
    private final long flushedBytes;
    private final LongSupplier wallMicros;
    private final SegmentTable table;
    private final LastSegment last;
    private final Recovery recovery;
    private final RecordChecksum checksum = new RecordChecksum();
    private final Transaction marks = new Transaction();
    private int lastCrc;
    private long marked = LogRecord.NO_CLAIM;
    private boolean closed;
    private volatile boolean failed;
    private volatile long recordedAt;
    private volatile long head;
    private volatile long durable;

    private SegmentedLog(
            SegmentStore store,
            int shard,
            long segmentBytes,
            LongSupplier wallMicros,
            SegmentOpener opener,
            Start start) {
        this.store = store;
        this.shard = shard;
        this.segmentBytes = segmentBytes;
        this.flushedBytes = Math.min(segmentBytes, MAX_FLUSHED_BYTES);
        this.wallMicros = wallMicros;
        this.table = start.table();
        this.recovery = start.recovery();
        this.recordedAt = start.recordedAt();
        SegmentOpener.Opened opened = start.opened();
        this.last = new LastSegment(store, opener, table, opened);
        this.head = opened.head();
        this.durable = opened.head();
        this.lastCrc = opened.lastCrc();
    }

    /**
     * Recovers what is there and opens a new segment behind it. Owns the store from then on.
     *
     * @param shard 0 to 1023
     * @param segmentBytes size at which the log goes over to a new segment
     * @param wallMicros the wall clock, epoch microseconds, noted in openings
     * @throws LogDamaged if records that were forced are not there any more
     * @throws LogFailure if the new segment could not be written
     */
    public static SegmentedLog open(
            SegmentStore store, int shard, long segmentBytes, LongSupplier wallMicros) {
        if (shard < 0 || shard > 1023) {
            throw new IllegalArgumentException("shard=" + shard + " is not within 0 to 1023");
        }
        if (segmentBytes < MIN_SEGMENT_BYTES || segmentBytes > MAX_SEGMENT_BYTES) {
            throw new IllegalArgumentException(
                    "segmentBytes="
                            + segmentBytes
                            + " is not within "
                            + MIN_SEGMENT_BYTES
                            + " to "
                            + MAX_SEGMENT_BYTES);
        }
        SegmentOpener opener = new SegmentOpener(store, shard);
        try {
            Start start = Start.of(store, shard, opener, wallMicros.getAsLong());
            SegmentedLog log =
                    new SegmentedLog(store, shard, segmentBytes, wallMicros, opener, start);
            if (start.recovery().rewritten() > 0) {
                // Else readers of the files would not see them before the next record.
                log.markStart();
            }
            return log;
        } catch (IOException | InternalError e) {
            // A full disk shows as an InternalError where Chronicle makes a file.
            throw new LogFailure("cannot open the log of shard " + shard, e);
        }
    }

    /** An empty log in memory; segments of 256 MiB, wall time 0. */
    public static SegmentedLog inMemory(int shard) {
        return open(new MemorySegments(), shard, 256L << 20, () -> 0);
    }

    @Override
    public int shard() {
        return shard;
    }

    @Override
    public int epoch() {
        return last.epoch();
    }

    @Override
    public long head() {
        return head;
    }

    @Override
    public long durable() {
        return durable;
    }

    @Override
    public long lastRecordedAt() {
        return recordedAt;
    }

    @Override
    public Recovery recovery() {
        return recovery;
    }

    @Override
    public boolean lowOnSpace() {
        return store.lowOnSpace();
    }

    @Override
    public EventReader reader() {
        return new SegmentReader(store, shard, table);
    }

    @Override
    public long append(Transaction transaction) {
        refuseIfOver();
        long latest = transaction.check(recordedAt);
        long first = head;
        transaction.stamp(checksum, shard, last.epoch(), first, durable);
        write(transaction);
        recordedAt = latest;
        lastCrc = transaction.lastCrc();
        head = first + transaction.count();
        return first;
    }

    @Override
    public void flush() {
        refuseIfOver();
        try {
            last.flush();
            durable = Math.max(durable, last.forcedBefore());
        } catch (IOException | RuntimeException | Error e) {
            throw failedAppend(e);
        }
        if (last.isFull(flushedBytes, head)) {
            roll();
        }
    }

    @Override
    public void force() {
        refuseIfOver();
        sync();
        if (last.isFull(segmentBytes, head)) {
            roll();
        }
    }

    @Override
    public void mark(long now) {
        refuseIfOver();
        mark(MarkReason.IDLE, now);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        try {
            if (!failed) {
                mark(MarkReason.CLOSE, recordedAt);
            }
        } finally {
            closed = true;
            letGo();
        }
    }

    private void markStart() {
        try {
            mark(MarkReason.START, recordedAt);
        } catch (LogFailure e) {
            letGo();
            throw e;
        }
    }

    private void mark(MarkReason reason, long now) {
        if (durable < head) {
            force();
        }
        checkSpace();
        if (marked == head) {
            return;
        }
        marks.clear();
        marks.start(RecordKind.MARK)
                .eventType(reason.code(), 0)
                .times(Math.max(now, recordedAt), wallMicros.getAsLong());
        marks.end(0);
        marks.stamp(checksum, shard, last.epoch(), head, head);
        recordedAt = Math.max(now, recordedAt);
        write(marks);
        sync();
        marked = head;
    }

    private void checkSpace() {
        try {
            store.checkSpace();
        } catch (IOException e) {
            throw fail("cannot tell how much space is left", e);
        }
    }

    private void sync() {
        try {
            last.force();
        } catch (IOException | RuntimeException | Error e) {
            throw fail("cannot force the log of shard " + shard + " to position " + head, e);
        }
        durable = head;
    }

    private void roll() {
        try {
            last.roll(head, lastCrc, recordedAt, wallMicros.getAsLong(), durable == head);
            durable = Math.max(durable, last.forcedBefore());
        } catch (IOException | RuntimeException | Error e) {
            throw fail("cannot go over to a new segment at position " + head, e);
        }
    }

    private void write(Transaction transaction) {
        byte[] array = transaction.array();
        int at = 0;
        try {
            for (int i = 0; i < transaction.count(); i++) {
                last.append(array, at, transaction.length(i));
                at += transaction.length(i);
            }
        } catch (IOException | RuntimeException | Error e) {
            throw failedAppend(e);
        }
    }

    private LogFailure failedAppend(Throwable cause) {
        return fail("cannot append to the log of shard " + shard + " at position " + head, cause);
    }

    private LogFailure fail(String message, Throwable cause) {
        failed = true;
        return new LogFailure(message, cause);
    }

    private void refuseIfOver() {
        if (failed || closed) {
            throw new LogFailure("the log of shard " + shard + (closed ? " is closed" : " failed"));
        }
    }

    private void letGo() {
        try (store) {
            last.close();
        } catch (IOException e) {
            throw new LogFailure("cannot close the log of shard " + shard, e);
        }
    }
}
