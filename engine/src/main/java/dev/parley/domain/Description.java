package dev.parley.domain;

import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/**
 * Parts of canonical descriptions, each with the way back beside it: what one puts, the other
 * reads. A digest is taken over a description and a snapshot keeps it, so both are one text.
 */
public final class Description {
    private Description() {}

    /** The values in the order of their keys: a hash map's own order depends on its history. */
    public static <T> void values(LongSink sink, Long2ObjectHashMap<T> map, Consumer<T> each) {
        sink.put(map.size());
        for (long key : sorted(map.keySet().iterator(), map.size())) {
            T value = map.get(key);
            if (value != null) {
                each.accept(value);
            }
        }
    }

    /** Runs {@code each} as often as there were values; it reads one. */
    public static void values(LongSource source, Runnable each) {
        for (int left = source.nextCount(); left > 0; left--) {
            each.run();
        }
    }

    /** Keys and values, in the order of the keys. */
    public static void pairs(LongSink sink, Long2LongHashMap map) {
        sink.put(map.size());
        long[] keys = new long[map.size()];
        int size = 0;
        Long2LongHashMap.KeyIterator each = map.keySet().iterator();
        while (each.hasNext()) {
            keys[size++] = each.nextValue();
        }
        Arrays.sort(keys);
        for (long key : keys) {
            sink.put(key);
            sink.put(map.get(key));
        }
    }

    /** Keys and values into {@code map}. */
    public static void pairs(LongSource source, Long2LongHashMap map) {
        for (int left = source.nextCount(); left > 0; left--) {
            map.put(source.next(), source.next());
        }
    }

    /** The members of a chain by their ids, first to last. */
    public static <T extends Chain.Link<T>> void chain(
            LongSink sink, Chain<T> chain, ToLongFunction<T> id) {
        sink.put(chain.size());
        for (T each = chain.first(); each != null; each = each.next()) {
            sink.put(id.applyAsLong(each));
        }
    }

    /** Puts the members, which must be there already, into {@code chain}. */
    public static <T extends Chain.Link<T>> void chain(
            LongSource source, Chain<T> chain, LongFunction<@Nullable T> find) {
        for (int left = source.nextCount(); left > 0; left--) {
            long id = source.next();
            T member = find.apply(id);
            if (member == null) {
                throw new IllegalStateException("id=" + id + " of a chain is not there");
            }
            chain.addLast(member);
        }
    }

    /** Length, then the bytes in words of eight, zeros behind the last. */
    public static void bytes(LongSink sink, Slice slice) {
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

    /** The bytes, in an array of their own. */
    public static Slice bytes(LongSource source) {
        int length = source.nextCount();
        if (length == 0) {
            return Slice.EMPTY;
        }
        if (length > Limits.COMMAND_BYTES) {
            throw new IllegalStateException("bytes=" + length + " exceeds " + Limits.COMMAND_BYTES);
        }
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i += Long.BYTES) {
            long word = source.next();
            for (int j = i; j < Math.min(length, i + Long.BYTES); j++) {
                bytes[j] = (byte) (word >>> (56 - 8 * (j - i)));
            }
        }
        return Slice.of(bytes);
    }

    private static <T> long[] sorted(Long2ObjectHashMap<T>.KeyIterator each, int count) {
        long[] keys = new long[count];
        int size = 0;
        while (each.hasNext()) {
            keys[size++] = each.nextLong();
        }
        Arrays.sort(keys);
        return keys;
    }
}
