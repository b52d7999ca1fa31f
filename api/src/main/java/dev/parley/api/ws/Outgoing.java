package dev.parley.api.ws;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;

import org.jspecify.annotations.Nullable;
import org.xnio.conduits.ConduitStreamSinkChannel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Frames of one connection that are not yet written, the first one perhaps in part. Under its
 * owner's lock.
 */
final class Outgoing {
    private final ByteBufferPool pool;
    private final ArrayDeque<ByteBuffer> frames = new ArrayDeque<>(2);
    private long bytes;

    /** Answers the latest ping; null where none is owed. */
    private @Nullable Frame pong;

    Outgoing(ByteBufferPool pool) {
        this.pool = pool;
    }

    void add(Frame frame) {
        frames.addLast(frame.buffer());
        bytes += frame.length();
    }

    /**
     * To be sent behind all that waits, in place of one that waited: a client that reads none could
     * have any number of them wait.
     */
    void pong(Frame answer) {
        pong = answer;
    }

    void dropPong() {
        pong = null;
    }

    int frames() {
        return frames.size();
    }

    long bytes() {
        return bytes;
    }

    void clear() {
        frames.clear();
        dropPong();
        bytes = 0;
    }

    /** Writes what the socket takes; whether that was all. */
    boolean write(ConduitStreamSinkChannel sink) throws IOException {
        while (!frames.isEmpty() || addPong()) {
            long written = frames.size() == 1 ? sink.write(frames.getFirst()) : gather(sink);
            bytes -= written;
            while (!frames.isEmpty() && !frames.getFirst().hasRemaining()) {
                frames.removeFirst();
            }
            if (written == 0) {
                return false;
            }
        }
        return true;
    }

    private boolean addPong() {
        Frame owed = pong;
        if (owed != null) {
            dropPong();
            add(owed);
        }
        return owed != null;
    }

    /**
     * As many as one buffer holds: cheaper than a vector of small ones, which the JDK copies too.
     */
    private long gather(ConduitStreamSinkChannel sink) throws IOException {
        try (PooledByteBuffer pooled = pool.allocate()) {
            ByteBuffer joined = pooled.getBuffer().clear();
            for (ByteBuffer each : frames) {
                int fits = Math.min(each.remaining(), joined.remaining());
                if (fits == 0) {
                    break;
                }
                joined.put(joined.position(), each, each.position(), fits);
                joined.position(joined.position() + fits);
            }
            int written = sink.write(joined.flip());
            advance(written);
            return written;
        }
    }

    private void advance(int written) {
        int left = written;
        for (ByteBuffer each : frames) {
            int part = Math.min(each.remaining(), left);
            each.position(each.position() + part);
            left -= part;
        }
    }
}
