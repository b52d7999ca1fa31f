package dev.parley.projection;

import dev.parley.domain.LongSink;
import dev.parley.domain.LongSource;

import java.util.Arrays;

/** The numbers of one side's messages that the other has not seen, ascending. */
final class Unread {
    private static final int[] NONE = {};
    private int[] seqs = NONE;
    private int size;

    int size() {
        return size;
    }

    void add(int seq) {
        if (size == seqs.length) {
            seqs = Arrays.copyOf(seqs, Math.max(4, 2 * size));
        }
        seqs[size++] = seq;
    }

    /** Everything up to {@code seen} has been seen. */
    void seen(int seen) {
        int first = 0;
        while (first < size && seqs[first] <= seen) {
            first++;
        }
        size -= first;
        System.arraycopy(seqs, first, seqs, 0, size);
    }

    void describe(LongSink sink) {
        sink.put(size);
        for (int i = 0; i < size; i++) {
            sink.put(seqs[i]);
        }
    }

    void restore(LongSource source) {
        for (int left = source.nextCount(); left > 0; left--) {
            add(source.nextInt());
        }
    }
}
