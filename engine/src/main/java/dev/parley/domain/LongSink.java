package dev.parley.domain;

/** Takes the canonical description of a state, value by value; a digest or a snapshot. */
@FunctionalInterface
public interface LongSink {
    void put(long value);

    /** Many values, as if one by one. */
    default void put(long[] values, int from, int count) {
        for (int i = from; i < from + count; i++) {
            put(values[i]);
        }
    }
}
