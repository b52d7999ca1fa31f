package dev.parley.replay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Where a shard's snapshots lie: names and bytes, nothing of what is in them. A draft counts for
 * nobody until it has its name. One thread at a time; {@link #positions} and {@link #open} anybody.
 */
public interface SnapshotStore {
    /** Positions of all snapshots that have their name, ascending. */
    long[] positions() throws IOException;

    /** How many bytes one has. */
    long bytes(long position) throws IOException;

    /** The bytes of one; the caller closes them. */
    InputStream open(long position) throws IOException;

    /** A new draft; what an earlier one of this position left behind is gone. */
    Draft begin(long position) throws IOException;

    /** Takes one away. */
    void delete(long position) throws IOException;

    /** Takes away what drafts left behind that were never named. */
    void sweep() throws IOException;

    /** A snapshot while it is written: write, force, name, force the name, in this order. */
    interface Draft extends AutoCloseable {
        /** Takes all remaining bytes. */
        void write(ByteBuffer bytes) throws IOException;

        /** Returns when the bytes survive a power cut. */
        void force() throws IOException;

        /** Gives it the name under which it counts, in one step. */
        void name() throws IOException;

        /** Returns when the name survives a power cut. */
        void forceName() throws IOException;

        @Override
        void close() throws IOException;
    }
}
