package dev.parley.domain.floor;

import org.agrona.collections.Long2ObjectHashMap;

import java.util.Arrays;
import java.util.function.Consumer;

/** Walks a map in the order of its keys: a hash map's own order depends on its history. */
final class Sorted {
    private Sorted() {}

    static <T> void forEach(Long2ObjectHashMap<T> map, Consumer<T> action) {
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
