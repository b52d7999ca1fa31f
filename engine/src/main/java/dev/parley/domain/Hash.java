package dev.parley.domain;

/**
 * A keyed hash of 128 bits. {@link #NONE} stands for "not given"; a real hash is never zero in both
 * halves.
 */
public record Hash(long hi, long lo) {
    public static final Hash NONE = new Hash(0, 0);

    /** Whether a hash was given. */
    public boolean isPresent() {
        return (hi | lo) != 0;
    }
}
