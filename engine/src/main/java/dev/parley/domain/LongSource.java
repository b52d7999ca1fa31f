package dev.parley.domain;

/**
 * Gives a canonical description back, value by value, in the order in which a {@link LongSink} took
 * it. Throws IllegalStateException where it has no more, or what it has cannot be meant.
 */
@FunctionalInterface
public interface LongSource {
    long next();

    /** Many values, as if one by one. */
    default void next(long[] into, int from, int count) {
        for (int i = from; i < from + count; i++) {
            into[i] = next();
        }
    }

    /** The next value where it can only be an int. */
    default int nextInt() {
        long value = next();
        if (value != (int) value) {
            throw new IllegalStateException("value=" + value + " is not an int");
        }
        return (int) value;
    }

    /** The next value where it says how many follow. */
    default int nextCount() {
        int count = nextInt();
        if (count < 0) {
            throw new IllegalStateException("count=" + count + " is below 0");
        }
        return count;
    }

    /** The next value where it is a set of so many flags. */
    default int nextFlags(int flags) {
        int value = nextInt();
        if (value < 0 || value >= 1 << flags) {
            throw new IllegalStateException("value=" + value + " is not " + flags + " flags");
        }
        return value;
    }
}
