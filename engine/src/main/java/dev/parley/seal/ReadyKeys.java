package dev.parley.seal;

import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;

/**
 * Keys that were used lately, ready for use; at most about {@code bound} of them, any of which may
 * have to make room. Any thread.
 *
 * <p>An erased key is not given out once {@link #forget} has returned, which is called behind the
 * erasure: a key is looked up under the lock of its entry, so a look-up that saw it before the
 * erasure has entered it before it is forgotten, and a later one finds it erased.
 */
final class ReadyKeys {
    private final int bound;
    private final LongFunction<PoolFile.Slot> find;
    private final ConcurrentHashMap<Long, ReadyKey> kept = new ConcurrentHashMap<>();

    /**
     * @param bound 0 where every use is to look the key up
     * @param find what the key's slot holds now
     */
    ReadyKeys(int bound, LongFunction<PoolFile.Slot> find) {
        this.bound = bound;
        this.find = find;
    }

    /** The key, or in which state it is instead. */
    ReadyKey get(long keyId) {
        ReadyKey known = kept.get(keyId);
        if (known != null) {
            return known;
        }
        if (bound == 0) {
            return ReadyKey.of(find.apply(keyId));
        }
        ReadyKey[] found = new ReadyKey[1];
        ReadyKey entered =
                kept.computeIfAbsent(
                        keyId,
                        id -> {
                            found[0] = ReadyKey.of(find.apply(id));
                            return isKept(found[0]) ? found[0] : null;
                        });
        makeRoom(keyId);
        return entered == null ? found[0] : entered;
    }

    void forget(long keyId) {
        kept.remove(keyId);
    }

    /** How many are kept. */
    int size() {
        return kept.size();
    }

    private static boolean isKept(ReadyKey key) {
        return key.state() == KeyState.PRESENT;
    }

    private void makeRoom(long but) {
        Iterator<Long> any = kept.keySet().iterator();
        while (kept.size() > bound && any.hasNext()) {
            if (any.next() != but) {
                any.remove();
            }
        }
    }
}
