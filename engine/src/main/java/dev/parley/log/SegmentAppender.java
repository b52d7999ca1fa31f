package dev.parley.log;

import java.io.IOException;

/** Writes one segment, from one thread. */
public interface SegmentAppender extends AutoCloseable {
    /** Appends the bytes as one document, readable behind the next flush; allocates nothing. */
    void append(byte[] from, int offset, int length) throws IOException;

    /** Makes all that was appended readable; does not wait for the disk. */
    void flush() throws IOException;

    /**
     * Flushes, and returns when all that was appended, and the segment's being there, survive a
     * power cut.
     */
    void force() throws IOException;

    /** Bytes appended so far, framing included. */
    long bytes();

    @Override
    void close() throws IOException;
}
