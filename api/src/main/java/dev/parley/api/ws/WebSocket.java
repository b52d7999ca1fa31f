package dev.parley.api.ws;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;

import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.XnioExecutor;
import org.xnio.channels.CloseableChannel;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One connection after its handshake. Frames leave in the order in which they were given, each by
 * the thread that gives it where the socket takes it at once; what it does not take waits for the
 * I/O thread. How much may wait is the owner's to bound. Idle, it holds no buffer. Any thread.
 */
public final class WebSocket {
    private static final long GOODBYE_MILLIS = 5_000;
    private static final int NO_CODE = 1005;
    private static final int NORMAL = 1000;

    /** What comes from the client; I/O thread, must not wait. */
    public interface Listener {
        void text(String message);

        void binary();

        /** Some of what waited has left. */
        void drained();

        /** The connection is gone, once. */
        void closed();
    }

    private final StreamConnection connection;
    private final ByteBufferPool pool;
    private final FrameReader reader;
    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by {@link #lock}, and so are the three that follow. */
    private final Outgoing out;

    private boolean writing;
    private boolean closeSent;
    private boolean gone;

    private volatile boolean paused;

    /** I/O thread's: what comes is no longer looked at. */
    private boolean deaf;

    /** Null before the connection is open. */
    private volatile @Nullable Listener listener;

    WebSocket(StreamConnection connection, ByteBufferPool pool, int maxMessageBytes) {
        this.connection = connection;
        this.pool = pool;
        this.out = new Outgoing(pool);
        this.reader = new FrameReader(maxMessageBytes, new Incoming());
    }

    /** Begins to read. Once, on the I/O thread. */
    public void open(Listener target) {
        listener = target;
        ChannelListener<CloseableChannel> ended = _ -> ended();
        connection.getSourceChannel().getCloseSetter().set(ended);
        connection.getSinkChannel().getCloseSetter().set(ended);
        connection.getSourceChannel().getReadSetter().set(this::readable);
        connection.getSinkChannel().getWriteSetter().set(_ -> writable());
        connection.getSourceChannel().resumeReads();
    }

    /** Reads nothing more until {@link #resume}. */
    public void pause() {
        paused = true;
        connection.getSourceChannel().suspendReads();
    }

    public void resume() {
        onIoThread(
                () -> {
                    paused = false;
                    take(ByteBuffer.allocate(0));
                    if (!paused && connection.isOpen()) {
                        connection.getSourceChannel().resumeReads();
                    }
                });
    }

    /** Sends a frame, behind all that waits. */
    public void send(Frame frame) {
        give(frame, true);
    }

    /** Lets a frame wait for {@link #flush} or the next {@link #send}. */
    public void add(Frame frame) {
        give(frame, false);
    }

    /** Sends what waits. */
    public void flush() {
        lock.lock();
        try {
            if (!writing) {
                write();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Frames that wait. */
    public int pendingFrames() {
        lock.lock();
        try {
            return out.frames();
        } finally {
            lock.unlock();
        }
    }

    /** Bytes of the frames that wait. */
    public long pendingBytes() {
        lock.lock();
        try {
            return out.bytes();
        } finally {
            lock.unlock();
        }
    }

    /** Says goodbye behind all that waits; the connection ends when the client has answered. */
    public void close(int code, String reason) {
        lock.lock();
        try {
            if (!closeSent) {
                giveLast(Frame.close(code, reason));
            }
        } finally {
            lock.unlock();
        }
        abortLater();
    }

    /** Ends the connection at once. */
    public void abort() {
        IoUtils.safeClose(connection);
    }

    private void abortLater() {
        try {
            XnioExecutor.Key _ =
                    connection
                            .getIoThread()
                            .executeAfter(this::abort, GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException _) {
            abort();
        }
    }

    /** A server that has stopped has no I/O threads, nor connections that need them. */
    private void onIoThread(Runnable task) {
        try {
            connection.getIoThread().execute(task);
        } catch (RejectedExecutionException _) {
            abort();
        }
    }

    private void give(Frame frame, boolean now) {
        lock.lock();
        try {
            if (closeSent || gone) {
                return;
            }
            out.add(frame);
            if (now && !writing) {
                write();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Nothing follows, nor a pong that is owed. With the lock held. */
    private void giveLast(Frame close) {
        out.dropPong();
        give(close, true);
        closeSent = true;
    }

    /** Writes what the socket takes; the rest is the I/O thread's. With the lock held. */
    private void write() {
        ConduitStreamSinkChannel sink = connection.getSinkChannel();
        try {
            boolean waits = !out.write(sink);
            if (waits == writing) {
                return;
            }
            writing = waits;
            if (waits) {
                sink.resumeWrites();
            } else {
                sink.suspendWrites();
            }
        } catch (IOException _) {
            out.clear();
            // Not here: whoever is told that it is closed must not find our lock held.
            onIoThread(this::abort);
        }
    }

    private void writable() {
        lock.lock();
        try {
            write();
        } finally {
            lock.unlock();
        }
        Listener target = listener;
        if (target != null) {
            target.drained();
        }
    }

    private void readable(ConduitStreamSourceChannel source) {
        try (PooledByteBuffer pooled = pool.allocate()) {
            ByteBuffer buffer = pooled.getBuffer();
            while (!paused) {
                buffer.clear();
                int read = source.read(buffer);
                if (read < 0) {
                    abort();
                    return;
                }
                boolean more = !buffer.hasRemaining();
                buffer.flip();
                take(buffer);
                if (!more) {
                    return;
                }
            }
        } catch (IOException _) {
            abort();
        }
    }

    private void take(ByteBuffer bytes) {
        if (deaf) {
            return;
        }
        try {
            reader.read(bytes);
        } catch (FrameReader.Violation e) {
            close(e.code(), e.reason());
            // What follows such a frame cannot be told apart: it is read until the client goes.
            deaf = true;
        }
    }

    private void ended() {
        Listener target = listener;
        lock.lock();
        try {
            if (gone) {
                return;
            }
            gone = true;
            out.clear();
        } finally {
            lock.unlock();
        }
        abort();
        if (target != null) {
            target.drained();
            target.closed();
        }
    }

    /** What the reader found. */
    private final class Incoming implements FrameReader.Target {
        @Override
        public void text(String message) {
            Listener target = listener;
            if (target != null) {
                target.text(message);
            }
        }

        @Override
        public void binary() {
            Listener target = listener;
            if (target != null) {
                target.binary();
            }
        }

        @Override
        public void ping(byte[] payload) {
            lock.lock();
            try {
                if (!closeSent && !gone) {
                    out.pong(Frame.pong(payload));
                    if (!writing) {
                        write();
                    }
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void closed(int code) {
            boolean answered;
            lock.lock();
            try {
                answered = closeSent;
                if (!answered) {
                    giveLast(Frame.close(code == NO_CODE ? NORMAL : code, ""));
                }
            } finally {
                lock.unlock();
            }
            pause();
            if (answered || pendingFrames() == 0) {
                abort();
            } else {
                abortLater();
            }
        }

        @Override
        public boolean isPaused() {
            return paused;
        }
    }
}
