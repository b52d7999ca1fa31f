package dev.parley.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.api.http.Json;
import dev.parley.api.http.Problem;
import dev.parley.api.ws.Frame;
import dev.parley.api.ws.WebSocket;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One connection's way out. Events of a conversation leave in the order of its seq: while a resume
 * reads the log, live ones of that conversation are held back, then those that the log did not give
 * follow. For a moment after the welcome everything live is held, so that a client which resumes at
 * once gets nothing twice, unless much comes. What waits for a slow client is bounded; beyond that
 * it is cut off.
 */
final class Socket {
    /** Bytes that may wait, whatever their number of frames. */
    private static final long PENDING_BYTES = 8 << 20;

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Conversations whose cursor is kept; clients look at far fewer. */
    private static final int GATES = 4_096;

    /** An event that waits for a resume, or for the client to have settled. */
    private record Held(long conversation, int seq, Frame frame) {}

    /** Where the client is in a conversation that it resumed. */
    private static final class Gate {
        private int sentSeq;
        private boolean reading = true;

        Gate(int sentSeq) {
            this.sentSeq = sentSeq;
        }
    }

    private final WebSocket channel;
    private final int queue;
    private final Runnable cutOff;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition drained = lock.newCondition();
    private final Map<Long, Gate> gates = new HashMap<>();
    private final ArrayDeque<Held> held = new ArrayDeque<>();

    /** The pushing thread's: its flush is due. */
    private boolean waits;

    private boolean settling;
    private boolean closed;

    /** {@code cutOff} is told when the client was too slow. */
    Socket(WebSocket channel, int queue, Runnable cutOff) {
        this.channel = channel;
        this.queue = queue;
        this.cutOff = cutOff;
    }

    /** Sends a frame that is no event. */
    void send(String name, ObjectNode value) {
        send(frame(name, value));
    }

    /** The same of a frame that is made already. */
    void send(Frame frame) {
        give(frame, true);
    }

    /** Lets a frame that is no event wait for {@link #flush}. */
    void add(Frame frame) {
        give(frame, false);
    }

    private void give(Frame frame, boolean now) {
        lock.lock();
        try {
            transmit(frame, now);
        } finally {
            lock.unlock();
        }
    }

    /** Sends an error; the connection goes on. */
    void error(String requestId, Problem problem) {
        ObjectNode error = Json.object();
        error.put("request_id", requestId.isEmpty() ? null : requestId);
        error.put("code", problem.code());
        error.put("detail", problem.detail());
        error.set("errors", problem.fieldErrors());
        send("error", error);
    }

    /** Begins to hold live events, then runs {@code welcome}. */
    void settle(Runnable welcome) {
        lock.lock();
        try {
            settling = true;
            welcome.run();
        } finally {
            lock.unlock();
        }
    }

    /** Lets go what was held since {@link #settle}. */
    void settled() {
        lock.lock();
        try {
            settling = false;
            release();
        } finally {
            lock.unlock();
        }
    }

    /**
     * A live event; conversation 0 for one outside conversations. It may wait until {@link #flush}.
     */
    void push(long conversation, int seq, Frame frame) {
        lock.lock();
        try {
            if (settling && held.size() >= queue / 2) {
                // So much happens that a resume need not come first: its seq tells what is double.
                settling = false;
                release();
            }
            if (settling || isReading(conversation)) {
                if (held.size() >= queue) {
                    cutOff();
                    return;
                }
                held.add(new Held(conversation, seq, frame));
            } else {
                pass(conversation, seq, frame, false);
            }
        } finally {
            lock.unlock();
        }
    }

    /** From here until {@link #caughtUp} live events of the conversation are held. */
    boolean resume(long conversation, int afterSeq) {
        lock.lock();
        try {
            if (gates.size() >= GATES && !gates.containsKey(conversation)) {
                return false;
            }
            gates.put(conversation, new Gate(afterSeq));
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Highest seq that the resume of the conversation has sent. */
    int resumedSeq(long conversation) {
        lock.lock();
        try {
            Gate gate = gates.get(conversation);
            return gate == null ? 0 : gate.sentSeq;
        } finally {
            lock.unlock();
        }
    }

    /**
     * An event out of the log. Waits while much is pending, cuts off a client that stands still.
     */
    void replay(long conversation, int seq, Frame frame) {
        lock.lock();
        try {
            long left = PATIENCE_NANOS;
            while (!closed && isFull(queue / 2, PENDING_BYTES / 2)) {
                left = drained.awaitNanos(left);
                if (left <= 0) {
                    cutOff();
                }
            }
            pass(conversation, seq, frame, true);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** The log has been read to its end: what was held follows. */
    void caughtUp(long conversation) {
        lock.lock();
        try {
            Gate gate = gates.get(conversation);
            if (gate != null) {
                gate.reading = false;
            }
            if (!settling) {
                release();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether nothing was noted to wait since the last {@link #flush}. Thread of the pushes. */
    boolean beginsToWait() {
        boolean first = !waits;
        waits = true;
        return first;
    }

    /** Sends what {@link #push} and {@link #add} have let wait. Thread of the pushes. */
    void flush() {
        waits = false;
        channel.flush();
    }

    /** The client has taken some of what waited. */
    void drained() {
        lock.lock();
        try {
            drained.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void close(int code, String reason) {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                drained.signalAll();
                channel.close(code, reason);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isReading(long conversation) {
        Gate gate = gates.get(conversation);
        return gate != null && gate.reading;
    }

    private void release() {
        int count = held.size();
        for (int i = 0; i < count; i++) {
            Held each = held.removeFirst();
            if (isReading(each.conversation)) {
                held.addLast(each);
            } else {
                pass(each.conversation, each.seq, each.frame, true);
            }
        }
    }

    /** Sends what the client does not have. */
    private void pass(long conversation, int seq, Frame frame, boolean now) {
        Gate gate = gates.get(conversation);
        if (gate != null) {
            if (seq <= gate.sentSeq) {
                return;
            }
            gate.sentSeq = seq;
        }
        transmit(frame, now);
    }

    private void transmit(Frame frame, boolean now) {
        if (closed) {
            return;
        }
        if (isFullFor(frame)) {
            // What only waits for its stretch to end is not the client's doing.
            channel.flush();
        }
        if (isFullFor(frame)) {
            cutOff();
        } else if (now) {
            channel.send(frame);
        } else {
            channel.add(frame);
        }
    }

    private boolean isFullFor(Frame frame) {
        return isFull(queue, PENDING_BYTES - frame.length() + 1);
    }

    private boolean isFull(int frames, long bytes) {
        return channel.pendingFrames() >= frames || channel.pendingBytes() >= bytes;
    }

    /** Without a closing handshake: whoever does not read will not answer one. */
    private void cutOff() {
        if (!closed) {
            closed = true;
            drained.signalAll();
            cutOff.run();
            channel.abort();
        }
    }

    static Frame frame(String name, ObjectNode value) {
        return frame(name, out -> out.writeTree(value));
    }

    /** The same of a value that is not made before. */
    static Frame frame(String name, Json.Piece value) {
        return Frame.text(
                payload ->
                        Json.write(
                                out -> {
                                    out.writeStartObject();
                                    out.writeFieldName(name);
                                    value.write(out);
                                    out.writeEndObject();
                                },
                                payload));
    }
}
