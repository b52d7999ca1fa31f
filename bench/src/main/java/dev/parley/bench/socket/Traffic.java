package dev.parley.bench.socket;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;

import org.HdrHistogram.Histogram;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One measurement. Open loop: message i is due at i / rate, whatever became of those before it; a
 * late event loop sends all that are due at once and their latency counts from when they were due.
 * Closed loop (rate 0): each visitor has one message under way. What never arrives counts with the
 * whole time waited for it. Event loop's thread.
 */
final class Traffic {
    private static final long DRAIN_MILLIS = 3_000;
    private static final long CHECK_MILLIS = 20;
    static final long HIGHEST_NANOS = TimeUnit.SECONDS.toNanos(120);
    static final int DIGITS = 3;

    private final EventLoop loop;
    private final List<Peer> visitors;
    private final int base;
    private final double rate;
    private final long millis;
    private final Histogram ack = new Histogram(HIGHEST_NANOS, DIGITS);
    private final Histogram see = new Histogram(HIGHEST_NANOS, DIGITS);

    /** By number minus base; 0 where answered. */
    private long[] dueForAck = new long[0];

    private long[] dueForSight = new long[0];

    private long begin;
    private long end;
    private int sent;
    private int acked;
    private int seen;
    private int seenInTime;
    private int refused;
    private boolean over;
    private CompletableFuture<Round> done = new CompletableFuture<>();

    Traffic(EventLoop loop, List<Peer> visitors, int firstNumber, double rate, long millis) {
        this.loop = loop;
        this.visitors = visitors;
        // In a closed loop a message's visitor is known by its number.
        this.base = firstNumber + Math.floorMod(-firstNumber, visitors.size());
        this.rate = rate;
        this.millis = millis;
    }

    /** How long it may take with all waits. */
    long limitMillis() {
        return millis + DRAIN_MILLIS + 10_000;
    }

    void begin(CompletableFuture<Round> whenDone) {
        done = whenDone;
        begin = System.nanoTime();
        end = begin + TimeUnit.MILLISECONDS.toNanos(millis);
        if (rate > 0) {
            size((int) Math.ceil(rate * millis / 1_000) + 1);
            offer();
        } else {
            size(visitors.size() * 64);
            for (int i = 0; i < visitors.size(); i++) {
                send(i, System.nanoTime());
            }
            Future<?> _ = loop.schedule(this::stop, millis, TimeUnit.MILLISECONDS);
        }
    }

    /** What a connection's {@link Dialect} read. */
    void heard(long read) {
        if (read == Dialect.REFUSED) {
            refused++;
        }
        if (over || read < 0) {
            return;
        }
        long now = System.nanoTime();
        boolean sight = read >= Dialect.SEEN;
        long index = (sight ? read - Dialect.SEEN : read) - base;
        if (index < 0 || index >= sentBound()) {
            return;
        }
        int at = (int) index;
        long[] due = sight ? dueForSight : dueForAck;
        if (due[at] == 0) {
            return;
        }
        (sight ? see : ack).recordValue(Math.min(now - due[at], HIGHEST_NANOS));
        due[at] = 0;
        if (sight) {
            seen++;
            seenInTime += now < end ? 1 : 0;
        } else {
            acked++;
        }
        if (rate == 0 && now < end && dueForAck[at] == 0 && dueForSight[at] == 0) {
            send(at + visitors.size(), now);
        }
    }

    void lost(String why) {
        if (!over) {
            over = true;
            done.completeExceptionally(new IllegalStateException("a connection was lost: " + why));
        }
    }

    private void offer() {
        long now = System.nanoTime();
        long due = due(sent);
        while (due <= now && due < end) {
            send(sent, due);
            due = due(sent);
        }
        if (due < end) {
            Future<?> _ = loop.schedule(this::offer, due - now, TimeUnit.NANOSECONDS);
        } else {
            stop();
        }
    }

    private long due(int index) {
        return begin + (long) (index * 1e9 / rate);
    }

    private void send(int index, long due) {
        if (index >= dueForAck.length) {
            size(index * 2);
        }
        sent++;
        dueForAck[index] = due;
        dueForSight[index] = due;
        visitors.get(index % visitors.size()).post(base + index);
    }

    private void size(int messages) {
        dueForAck = Arrays.copyOf(dueForAck, Math.max(messages, dueForAck.length));
        dueForSight = Arrays.copyOf(dueForSight, dueForAck.length);
    }

    /** Exclusive end of the indexes in use: in a closed loop fast visitors are further on. */
    private int sentBound() {
        return rate > 0 ? sent : dueForAck.length;
    }

    private void stop() {
        await(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DRAIN_MILLIS));
    }

    private void await(long deadline) {
        long now = System.nanoTime();
        if ((acked >= sent && seen >= sent) || now >= deadline || over) {
            finish(now);
        } else {
            Future<?> _ = loop.schedule(() -> await(deadline), CHECK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void finish(long now) {
        if (over) {
            return;
        }
        over = true;
        for (int i = 0; i < sentBound(); i++) {
            missing(dueForAck[i], now, ack);
            missing(dueForSight[i], now, see);
        }
        done.complete(
                new Round(
                        sent,
                        acked,
                        seen,
                        refused,
                        seenInTime * 1e3 / millis,
                        base + Math.max(sent, sentBound()),
                        ack,
                        see));
    }

    private static void missing(long due, long now, Histogram histogram) {
        if (due != 0) {
            histogram.recordValue(Math.min(now - due, HIGHEST_NANOS));
        }
    }
}
