package dev.parley.index;

import java.util.Arrays;

/**
 * Where the records of one stream or tag lie, and how that is kept: a key has its first position
 * and, in the value, eight bytes a record: how far behind the first it is and its place, u32 each.
 * What a batch brings is appended to the key begun last until that is full, without reading it.
 */
final class Positions {
    /** Most records of one key: what a question for a few of them has to read. */
    static final int CHUNK = 256;

    private static final int ENTRY_BYTES = 8;
    private static final long MAX_DISTANCE = 0xFFFF_FFFFL;
    private static final long[] NO_POSITIONS = {};
    private static final int[] NO_PLACES = {};

    private final byte[] key;
    private long[] positions = NO_POSITIONS;
    private int[] places = NO_PLACES;
    private int count;
    private long first;
    private int held = CHUNK;

    /**
     * Of the stream or tag that {@code key} names, whose last eight bytes are a position's.
     *
     * @param key its own from now on
     */
    Positions(byte[] key) {
        this.key = key;
    }

    /** Takes what is to be appended to the value at a key. */
    interface Appends {
        void append(byte[] key, byte[] entries);
    }

    /** Whether nothing was added since {@link #flush}. */
    boolean isEmpty() {
        return count == 0;
    }

    void add(long position, int place) {
        if (count == positions.length) {
            positions = Arrays.copyOf(positions, Math.max(2, 2 * count));
            places = Arrays.copyOf(places, positions.length);
        }
        positions[count] = position;
        places[count++] = place;
    }

    /** Hands over what was added, and forgets it. */
    void flush(Appends into) {
        int at = 0;
        while (at < count) {
            if (held == CHUNK || positions[at] - first > MAX_DISTANCE) {
                first = positions[at];
                held = 0;
                IndexKeys.last(key, first);
            }
            int end = Math.min(count, at + CHUNK - held);
            while (positions[end - 1] - first > MAX_DISTANCE) {
                end--;
            }
            into.append(key, entries(at, end));
            held += end - at;
            at = end;
        }
        count = 0;
        positions = NO_POSITIONS;
        places = NO_PLACES;
    }

    /** How many records a value stands for. */
    static int count(byte[] entries) {
        return entries.length / ENTRY_BYTES;
    }

    /** Position of the one at {@code i}, {@code first} being the key's. */
    static long position(long first, byte[] entries, int i) {
        return first + Integer.toUnsignedLong(IndexKeys.intAt(entries, i * ENTRY_BYTES));
    }

    /** Place of the one at {@code i}. */
    static int place(byte[] entries, int i) {
        return IndexKeys.intAt(entries, i * ENTRY_BYTES + Integer.BYTES);
    }

    private byte[] entries(int from, int to) {
        byte[] entries = new byte[(to - from) * ENTRY_BYTES];
        for (int i = from; i < to; i++) {
            int at = (i - from) * ENTRY_BYTES;
            IndexKeys.putInt(entries, at, (int) (positions[i] - first));
            IndexKeys.putInt(entries, at + Integer.BYTES, places[i]);
        }
        return entries;
    }
}
