package dev.parley.domain;

/**
 * Identifiers of at most 53 bits, so that JavaScript keeps them exact: 10 bits of shard, 43 bits of
 * counter. The shard makes them in order, one counter for all kinds of things.
 */
public final class Ids {
    public static final int COUNTER_BITS = 43;
    public static final long MAX_COUNTER = (1L << COUNTER_BITS) - 1;
    public static final int MAX_SHARD = (1 << 10) - 1;
    public static final long MAX_ID = (1L << 53) - 1;

    private Ids() {}

    /** The id with this counter on this shard. Throws IllegalStateException outside the bounds. */
    public static long of(int shard, long counter) {
        if (shard < 0 || shard > MAX_SHARD || counter < 1 || counter > MAX_COUNTER) {
            throw new IllegalStateException(
                    "shard=" + shard + " counter=" + counter + " exceed an id of 53 bits");
        }
        return (long) shard << COUNTER_BITS | counter;
    }

    public static int shard(long id) {
        return (int) (id >>> COUNTER_BITS);
    }

    public static long counter(long id) {
        return id & MAX_COUNTER;
    }
}
