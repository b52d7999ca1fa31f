package dev.parley.ring;

import java.util.Arrays;

/**
 * How far the views and whoever follows may see: set by the reader once it has folded, awaited by
 * {@link Lookout}s.
 */
final class Visible {
    /** Replaced, never changed: the reader walks it without a lock or garbage. */
    private volatile Lookout[] lookouts = new Lookout[0];

    private volatile long before;
    private volatile boolean ended;

    /** Everything below this position may be seen. */
    long before() {
        return before;
    }

    /** Wakes nobody: the reader lets answers go first, so that one wake-up serves both. */
    void moveTo(long position) {
        before = position;
    }

    /** Nothing more will become visible. */
    void end() {
        ended = true;
        wakeAll();
    }

    boolean hasEnded() {
        return ended;
    }

    /** Has everybody who waits look again. */
    void wakeAll() {
        for (Lookout each : lookouts) {
            each.wake();
        }
    }

    synchronized void add(Lookout lookout) {
        Lookout[] more = Arrays.copyOf(lookouts, lookouts.length + 1);
        more[more.length - 1] = lookout;
        lookouts = more;
    }

    synchronized void remove(Lookout lookout) {
        lookouts = Arrays.stream(lookouts).filter(each -> each != lookout).toArray(Lookout[]::new);
    }
}
