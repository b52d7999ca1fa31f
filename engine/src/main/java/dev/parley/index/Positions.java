package dev.parley.index;

import java.util.Arrays;

/** Ascending positions of one stream or tag within a batch, and how they lie in the store. */
final class Positions {
    /** Most positions of one key: what a question for a few of them has to read. */
    static final int CHUNK = 1_024;

    private long[] all = new long[2];
    private int count;

    /** A key's position, and the value that holds those behind it. */
    interface Chunk {
        void put(long first, byte[] rest);
    }

    void add(long position) {
        if (count == all.length) {
            all = Arrays.copyOf(all, 2 * count);
        }
        all[count++] = position;
    }

    void chunks(Chunk into) {
        for (int at = 0; at < count; at += CHUNK) {
            int end = Math.min(count, at + CHUNK);
            into.put(all[at], IndexKeys.longs(all, at + 1, end));
        }
    }

    /** How many positions a key with this value stands for. */
    static int count(byte[] rest) {
        return 1 + rest.length / Long.BYTES;
    }

    /** The one at {@code i}: the key's own is the first. */
    static long at(long first, byte[] rest, int i) {
        return i == 0 ? first : IndexKeys.longAt(rest, (i - 1) * Long.BYTES);
    }
}
