package dev.parley.domain;

import java.util.Arrays;
import java.util.Objects;

/**
 * A view of bytes that the domain passes on and never reads: sealed envelopes, mostly. One owner at
 * a time; a decoder re-wraps its slice for the next record, so whoever must keep the bytes calls
 * {@link #copy()}.
 */
public final class Slice {
    /** No bytes. Never re-wrapped. */
    public static final Slice EMPTY = new Slice();

    private byte[] array = new byte[0];
    private int offset;
    private int length;

    /** A slice over all of {@code bytes}. */
    public static Slice of(byte[] bytes) {
        return new Slice().wrap(bytes, 0, bytes.length);
    }

    /**
     * Points this slice at {@code length} bytes of {@code array} from {@code offset}; answers
     * itself.
     *
     * @throws IndexOutOfBoundsException where the array has not so many
     */
    public Slice wrap(byte[] array, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, array.length);
        this.array = array;
        this.offset = offset;
        this.length = length;
        return this;
    }

    public byte[] array() {
        return array;
    }

    public int offset() {
        return offset;
    }

    /** Length in bytes. */
    public int length() {
        return length;
    }

    /** The bytes, in an array of their own. */
    public byte[] toBytes() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    /** A slice with bytes of its own, safe to keep. */
    public Slice copy() {
        return length == 0 ? EMPTY : of(toBytes());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Slice that
                && Arrays.equals(
                        array,
                        offset,
                        offset + length,
                        that.array,
                        that.offset,
                        that.offset + that.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }

    @Override
    public String toString() {
        return "Slice[" + length + " bytes]";
    }
}
