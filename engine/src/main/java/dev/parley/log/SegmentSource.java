package dev.parley.log;

import java.io.IOException;

/**
 * Raw bytes of a shard's segments, for reading only. Segments are numbered from 1 in the order they
 * were made; numbers may be missing. In a segment's bytes each document starts with a word of 4
 * bytes, as in Chronicle Queue's files: length, and two flags at the top.
 */
public interface SegmentSource extends AutoCloseable {
    /** Numbers of all segments there are, ascending. */
    int[] segments() throws IOException;

    /** A segment's bytes, for one thread; the caller closes them. */
    SegmentBytes open(int segment) throws IOException;

    @Override
    void close() throws IOException;
}
