package dev.parley.index;

import dev.parley.domain.Hash;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Layout of keys and values; drawn on the package's page. */
final class IndexKeys {
    /** Raised with every change of the layout: an index of another format is made anew. */
    static final int FORMAT = 5;

    static final byte STATE = 0;
    static final byte STREAM = 1;
    static final byte NUMBER = 2;
    static final byte HASH = 3;
    static final byte VISITOR = 4;
    static final byte TOKEN = 5;
    static final byte TAG = 6;
    static final byte TIME = 7;

    /** Keys of one stream begin alike so far, and those of one tag. */
    static final int ALIKE_BYTES = 9;

    static final int PAIR_BYTES = 17;
    static final int HASH_BYTES = 18;
    static final int STATE_BYTES = 32;
    static final int TAG_BYTES = 25;

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private IndexKeys() {}

    static byte[] state() {
        return new byte[] {STATE};
    }

    static byte[] stateValue(IndexState state) {
        byte[] value = new byte[STATE_BYTES];
        INT.set(value, 0, FORMAT);
        LONG.set(value, 4, state.before());
        LONG.set(value, 12, state.fingerprint());
        INT.set(value, 20, state.place());
        LONG.set(value, 24, state.latest());
        return value;
    }

    static IndexState stateOf(byte[] value) {
        return new IndexState(
                longAt(value, 4), longAt(value, 12), intAt(value, 20), longAt(value, 24));
    }

    /** Writes {@code table, major, minor} into the 17 bytes of {@code key}; answers it. */
    static byte[] pair(byte[] key, byte table, long major, long minor) {
        key[0] = table;
        LONG.set(key, 1, major);
        LONG.set(key, 9, minor);
        return key;
    }

    /** Writes {@code TAG, hash, position} into the 25 bytes of {@code key}; answers it. */
    static byte[] tag(byte[] key, long hi, long lo, long position) {
        key[0] = TAG;
        LONG.set(key, 1, hi);
        LONG.set(key, 9, lo);
        LONG.set(key, 17, position);
        return key;
    }

    /** Writes {@code position} into the last eight bytes of a key. */
    static void last(byte[] key, long position) {
        LONG.set(key, key.length - Long.BYTES, position);
    }

    /** A time as it sorts in a key: those before 1970 first. */
    static long sortable(long micros) {
        return micros ^ Long.MIN_VALUE;
    }

    static byte[] hash(Lookup kind, long hi, long lo) {
        byte[] key = new byte[HASH_BYTES];
        key[0] = HASH;
        key[1] = kind.code();
        LONG.set(key, 2, hi);
        LONG.set(key, 10, lo);
        return key;
    }

    static byte[] token(long agent) {
        byte[] key = new byte[9];
        key[0] = TOKEN;
        LONG.set(key, 1, agent);
        return key;
    }

    static byte[] hashValue(long hi, long lo) {
        byte[] value = new byte[16];
        LONG.set(value, 0, hi);
        LONG.set(value, 8, lo);
        return value;
    }

    static byte[] longValue(long number) {
        byte[] value = new byte[8];
        LONG.set(value, 0, number);
        return value;
    }

    static Hash hashOf(byte[] value) {
        return new Hash(longAt(value, 0), longAt(value, 8));
    }

    static long longAt(byte[] bytes, int offset) {
        return (long) LONG.get(bytes, offset);
    }

    static int intAt(byte[] bytes, int offset) {
        return (int) INT.get(bytes, offset);
    }

    static void putInt(byte[] bytes, int offset, int number) {
        INT.set(bytes, offset, number);
    }
}
