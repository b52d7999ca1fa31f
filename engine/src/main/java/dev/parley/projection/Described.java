package dev.parley.projection;

import dev.parley.domain.LongSink;
import dev.parley.domain.Slice;

import org.agrona.collections.Long2ObjectHashMap;

import java.util.Arrays;
import java.util.function.Consumer;

/** Parts of canonical descriptions that several views share. */
final class Described {
    private Described() {}

    /** Length, then the bytes in words of eight, zeros behind the last. */
    static void bytes(LongSink sink, Slice slice) {
        sink.put(slice.length());
        byte[] array = slice.array();
        int end = slice.offset() + slice.length();
        for (int i = slice.offset(); i < end; i += Long.BYTES) {
            long word = 0;
            for (int j = i; j < i + Long.BYTES; j++) {
                word = word << 8 | (j < end ? array[j] & 0xff : 0);
            }
            sink.put(word);
        }
    }

    /** The values in the order of their keys: a hash map's own order depends on its history. */
    static <T> void inOrder(Long2ObjectHashMap<T> map, LongSink sink, Consumer<T> action) {
        sink.put(map.size());
        long[] keys = new long[map.size()];
        int size = 0;
        Long2ObjectHashMap<T>.KeyIterator each = map.keySet().iterator();
        while (each.hasNext()) {
            keys[size++] = each.nextLong();
        }
        Arrays.sort(keys);
        for (long key : keys) {
            T value = map.get(key);
            if (value != null) {
                action.accept(value);
            }
        }
    }
}
