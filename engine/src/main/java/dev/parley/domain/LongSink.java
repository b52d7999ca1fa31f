package dev.parley.domain;

/** Takes the canonical description of a state, value by value; a digest or a snapshot. */
@FunctionalInterface
public interface LongSink {
    void put(long value);
}
