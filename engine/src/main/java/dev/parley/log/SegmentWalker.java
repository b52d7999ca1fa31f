package dev.parley.log;

import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.ByteOrder;

/**
 * Walks the raw bytes of one segment from record to record. Reads the file itself and not through
 * Chronicle's tailer, which stops at the first damage and needs a writable directory. One thread;
 * allocates nothing per record.
 */
final class SegmentWalker implements AutoCloseable {
    /** What a step found. */
    enum Step {
        /** A valid record. */
        RECORD,
        /** Nothing was written from here on. */
        END,
        /** Something that never reached the disk as a whole. */
        INCOMPLETE,
        /** Something whole that is not what was written. */
        DAMAGED
    }

    private static final int CHUNK_BYTES = 64 * 1024;

    /**
     * What is read first behind a leap: whoever leaps wants a record, not what follows. Each
     * further read there takes four times as much.
     */
    private static final int LEAP_BYTES = 512;

    /** What is read first at the end of a log that grows: a batch, and not the zeros behind it. */
    private static final int TAIL_BYTES = 16 * 1024;

    private final SegmentBytes bytes;
    private final int shard;
    private final RecordChecksum checksum = new RecordChecksum();
    private final LogRecord record = new LogRecord();
    private final UnsafeBuffer view = new UnsafeBuffer(new byte[0]);
    private byte[] chunk;
    private long chunkAt;
    private int chunkBytes;
    private long at;
    private long recordAt;
    private long found;
    private int ahead = CHUNK_BYTES;
    private String reason = "";

    SegmentWalker(SegmentBytes bytes, int shard) {
        this.bytes = bytes;
        this.shard = shard;
        this.chunk = new byte[CHUNK_BYTES];
        view.wrap(chunk);
    }

    /** The next step starts at this offset in the segment, which a document must start at. */
    void moveTo(long offset) {
        if (offset < chunkAt || offset >= chunkAt + chunkBytes) {
            ahead = LEAP_BYTES;
        }
        at = offset;
    }

    /** Forgets what was read ahead: bytes behind the last record may have been written since. */
    void forget() {
        chunkBytes = 0;
        ahead = TAIL_BYTES;
    }

    /** The record of the last step that found one. */
    LogRecord record() {
        return record;
    }

    /** Where in the segment the frame of {@link #record()} is. */
    long recordOffset() {
        return recordAt;
    }

    /** Where in the segment the next step starts. */
    long offset() {
        return at;
    }

    /** Whether the next step starts at a document of Chronicle's own. */
    boolean atChroniclesOwn() throws IOException {
        return has(at, Framing.BYTES) && Framing.isMeta(word(at));
    }

    /** Whether what the next step starts at may be a record, and no document of Chronicle's. */
    boolean atRecord() throws IOException {
        return has(at, Framing.BYTES) && !Framing.isMeta(word(at));
    }

    /** Why the last step did not find a record. */
    String reason() {
        return reason;
    }

    /** Goes on to the next record; stays where it is when there is none. */
    Step next() throws IOException {
        while (true) {
            if (!has(at, Framing.BYTES)) {
                return none(Step.END, "nothing behind the end");
            }
            int frame = word(at);
            if (Framing.endsHere(frame)) {
                return none(Step.END, "nothing was written here");
            }
            int length = frame & Framing.LENGTH_MASK;
            if (!Framing.isMeta(frame)) {
                return document(frame, length);
            }
            long behind = at + Framing.BYTES + RecordLayout.aligned(length);
            if (behind > bytes.size()) {
                return none(Step.DAMAGED, "a document of Chronicle's reaches behind the end");
            }
            if (search(at + Framing.BYTES, behind)) {
                return none(Step.DAMAGED, "a document of Chronicle's holds a record");
            }
            at = behind;
        }
    }

    /**
     * Goes on behind a place where there was no record: with the next document if this one's frame
     * holds, else at the next valid record that a search by magic word finds.
     */
    Step skip() throws IOException {
        int framed = framedBytes();
        if (framed > 0) {
            at += Framing.BYTES + framed;
            return next();
        }
        long size = bytes.size();
        if (!search(at + RecordLayout.ALIGNMENT, size)) {
            at = size;
            return none(Step.END, "nothing behind the damage");
        }
        recordAt = found - Framing.BYTES;
        at = found + record.length();
        return Step.RECORD;
    }

    /** Whether the segment has no bytes from here on. */
    boolean atEnd() throws IOException {
        return at >= bytes.size();
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }

    private Step document(int frame, int length) throws IOException {
        if ((frame & Framing.NOT_COMPLETE) != 0) {
            return none(Step.DAMAGED, "frame=0x" + Integer.toHexString(frame));
        }
        if (length < RecordLayout.MIN_BYTES
                || length > LogRecord.MAX_BYTES
                || length % RecordLayout.ALIGNMENT != 0) {
            return none(Step.DAMAGED, "frame length=" + length);
        }
        long start = at + Framing.BYTES;
        if (!has(start, length)) {
            return none(Step.DAMAGED, "frame length=" + length + " reaches behind the end");
        }
        boolean framed = word(start + RecordLayout.LENGTH_AT) == length;
        if (word(start) == 0 || (framed && word(start + length - RecordLayout.CRC_BYTES) == 0)) {
            return none(Step.INCOMPLETE, "the record never reached the disk as a whole");
        }
        if (!framed || !accept(start, length)) {
            return none(Step.DAMAGED, "magic, lengths or CRC do not hold");
        }
        recordAt = at;
        at = start + length;
        return Step.RECORD;
    }

    /** Finds a valid record by its magic word. */
    private boolean search(long from, long before) throws IOException {
        for (long start = from;
                start + RecordLayout.MIN_BYTES <= before;
                start += RecordLayout.ALIGNMENT) {
            if (!has(start, 4)) {
                return false;
            }
            if (word(start) != RecordLayout.MAGIC || !has(start, RecordLayout.MIN_BYTES)) {
                continue;
            }
            int length = word(start + RecordLayout.LENGTH_AT);
            if (length >= RecordLayout.MIN_BYTES
                    && length <= LogRecord.MAX_BYTES
                    && has(start, length)
                    && accept(start, length)) {
                found = start;
                return true;
            }
        }
        return false;
    }

    /** Length of the document here if frame and record agree on it, else 0. */
    private int framedBytes() throws IOException {
        if (!has(at, Framing.BYTES)) {
            return 0;
        }
        int length = word(at);
        boolean agreed =
                length >= RecordLayout.MIN_BYTES
                        && length <= LogRecord.MAX_BYTES
                        && has(at + Framing.BYTES, length)
                        && word(at + Framing.BYTES + RecordLayout.LENGTH_AT) == length;
        return agreed ? length : 0;
    }

    private boolean accept(long start, int length) {
        record.wrap(chunk, (int) (start - chunkAt));
        return record.valid(checksum, shard, length);
    }

    private Step none(Step step, String why) {
        reason = why;
        return step;
    }

    private int word(long offset) {
        return view.getInt((int) (offset - chunkAt), ByteOrder.LITTLE_ENDIAN);
    }

    /** Makes the bytes available in the chunk, if the segment has them. */
    private boolean has(long offset, int length) throws IOException {
        if (offset >= chunkAt && offset + length <= chunkAt + chunkBytes) {
            return true;
        }
        if (length > chunk.length) {
            chunk = new byte[LogRecord.MAX_BYTES];
            view.wrap(chunk);
        }
        chunkAt = offset;
        chunkBytes = 0;
        int wanted = Math.max(length, ahead);
        ahead = Math.min(CHUNK_BYTES, 4 * ahead);
        while (chunkBytes < length) {
            int read = bytes.read(offset + chunkBytes, chunk, chunkBytes, wanted - chunkBytes);
            if (read <= 0) {
                return false;
            }
            chunkBytes += read;
        }
        return true;
    }
}
