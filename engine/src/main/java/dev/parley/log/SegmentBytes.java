package dev.parley.log;

import java.io.IOException;

/** Bytes of one segment, which may grow while they are read. One thread. */
public interface SegmentBytes extends AutoCloseable {
    /** Bytes there are now; beyond what was written they are zero. */
    long size() throws IOException;

    /** Reads up to {@code length} bytes; answers how many there were, 0 behind the end. */
    int read(long at, byte[] into, int offset, int length) throws IOException;

    @Override
    void close() throws IOException;
}
