package dev.parley.projection;

import java.util.Arrays;

/** Durations in microseconds, all kept, so that percentiles are exact. One thread. */
public final class Durations {
    private static final int FIRST = 16;

    private long[] values = new long[FIRST];
    private int size;
    private boolean sorted = true;

    void add(long micros) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = micros;
        sorted = false;
    }

    public int count() {
        return size;
    }

    /** By nearest rank: 0 is the least, 100 the greatest; -1 where there are none. */
    public long percentile(int percent) {
        if (size == 0) {
            return -1;
        }
        if (!sorted) {
            Arrays.sort(values, 0, size);
            sorted = true;
        }
        long rank = ((long) size * percent + 99) / 100;
        return values[(int) Math.max(1, rank) - 1];
    }
}
