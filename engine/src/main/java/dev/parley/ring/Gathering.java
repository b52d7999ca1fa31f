package dev.parley.ring;

import java.util.function.LongSupplier;

/**
 * Whether the writer waits for more commands before it forces those it has. Who was answered by the
 * last force mostly asks again at once; who then comes a moment too late waits for two forces, and
 * so few callers are divided into two groups that wait for each other's.
 *
 * <p>In circulation are those just answered and those that came meanwhile: while fewer are there it
 * waits, as long as a force takes, and at most {@link #MOST_NANOS}. That has paid where all came
 * and hardly anybody came behind them during the force; it has not where callers do something else
 * first, or come whether they are answered or not, and then it is given up as {@link Patience}
 * says. The same is known from databases as a commit delay. One thread, the writer's; allocates
 * nothing.
 */
final class Gathering {
    /** A slower disk leaves more time, but a core is kept busy meanwhile. */
    static final long MOST_NANOS = 250_000;

    /** One in so many is the newest one's share of the smoothed time of a force. */
    private static final int SHARE = 8;

    /** One for so many answered may come during a force where they go round together. */
    private static final int FEW = 4;

    private final LongSupplier nanos;
    private final int batch;
    private final boolean allowed;
    private final Patience patience = new Patience();
    private int circulating;
    private long forceNanos;
    private long begun;
    private boolean waited;

    /**
     * Nothing is known of forces yet, so the first is not waited with.
     *
     * @param nanos a monotonic clock
     * @param batch the most that one force may have
     */
    Gathering(LongSupplier nanos, int batch) {
        this(nanos, batch, Runtime.getRuntime().availableProcessors());
    }

    Gathering(LongSupplier nanos, int batch, int processors) {
        this.nanos = nanos;
        this.batch = batch;
        // Whoever is waited for needs the other one.
        this.allowed = processors > 1;
    }

    /** Whether to wait for more than the {@code taken} that are there. */
    boolean begin(int taken) {
        if (!allowed || taken == 0 || taken >= circulating || !patience.tries()) {
            return false;
        }
        begun = nanos.getAsLong();
        waited = true;
        return true;
    }

    /** Whether to look again, with so many there. */
    boolean goesOn(int taken) {
        return taken < circulating && nanos.getAsLong() - begun < Math.min(forceNanos, MOST_NANOS);
    }

    /**
     * What the last force did.
     *
     * @param answered commands that it answers
     * @param waiting commands that came meanwhile
     * @param took nanoseconds
     */
    void forced(int answered, int waiting, long took) {
        if (waited) {
            patience.tried(answered >= circulating && waiting * FEW <= answered);
            waited = false;
        }
        circulating = Math.min(batch, answered + waiting);
        forceNanos = forceNanos == 0 ? took : forceNanos + (took - forceNanos) / SHARE;
    }
}
