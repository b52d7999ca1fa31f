package dev.parley.ring;

import java.util.function.BooleanSupplier;

/** One thread's wait for more to become visible. Woken by any thread. */
public final class Lookout implements AutoCloseable {
    private static final long SLEEP_NANOS = 3_600_000_000_000L;

    private final Visible visible;
    private final BooleanSupplier enough;
    private final Bell bell = new Bell();
    private final BooleanSupplier ready = this::isReady;

    /** The waiter's. */
    private long seen;

    /**
     * @param enough what else ends a wait; whoever makes it true has to {@link #wake}
     */
    Lookout(Visible visible, BooleanSupplier enough) {
        this.visible = visible;
        this.enough = enough;
        visible.add(this);
    }

    /**
     * Waits until something at or above {@code position} may be seen, until it is enough, or until
     * the ring has ended. The one waiter's.
     */
    public void awaitBeyond(long position) {
        seen = position;
        while (!isReady()) {
            bell.await(ready, SLEEP_NANOS);
        }
    }

    /** Has the waiter look again. */
    public void wake() {
        bell.ring();
    }

    @Override
    public void close() {
        visible.remove(this);
    }

    private boolean isReady() {
        return visible.before() > seen || visible.hasEnded() || enough.getAsBoolean();
    }
}
