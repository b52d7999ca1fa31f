package dev.parley.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/** What is kept of keys is bounded, and no erased key is used again. */
class ReadyKeysTest {
    private static final int USERS = 4;
    private static final int ROUNDS = 400;
    private static final byte[] TEXT = "where is my parcel".getBytes(StandardCharsets.UTF_8);

    @TempDir Path temp;

    @Test
    void looksAKeyUpOnceWhileItIsKept() {
        AtomicInteger lookUps = new AtomicInteger();
        ReadyKeys ready = new ReadyKeys(2, _ -> found(lookUps));
        for (int i = 0; i < 5; i++) {
            assertEquals(KeyState.PRESENT, ready.get(7).state());
        }
        assertEquals(1, lookUps.get());
        ready.forget(7);
        assertEquals(KeyState.PRESENT, ready.get(7).state());
        assertEquals(2, lookUps.get());
    }

    @Test
    void keepsNoMoreThanItsBound() {
        ReadyKeys ready = new ReadyKeys(16, _ -> found(new AtomicInteger()));
        for (int i = 0; i < 1_000; i++) {
            assertEquals(KeyState.PRESENT, ready.get(i).state());
            assertTrue(ready.size() <= 16, () -> "kept=" + ready.size());
        }
        assertEquals(16, ready.size());
    }

    @Test
    void keepsNothingOfAKeyThatIsNotThere() {
        AtomicInteger lookUps = new AtomicInteger();
        ReadyKeys ready =
                new ReadyKeys(
                        16,
                        _ -> {
                            lookUps.incrementAndGet();
                            return new PoolFile.Slot(KeyState.ERASED);
                        });
        assertEquals(KeyState.ERASED, ready.get(7).state());
        assertEquals(KeyState.ERASED, ready.get(7).state());
        assertEquals(2, lookUps.get());
        assertEquals(0, ready.size());
    }

    @Test
    void looksEachTimeWhereNothingMayBeKept() {
        AtomicInteger lookUps = new AtomicInteger();
        ReadyKeys ready = new ReadyKeys(0, _ -> found(lookUps));
        assertEquals(KeyState.PRESENT, ready.get(7).state());
        assertEquals(KeyState.PRESENT, ready.get(7).state());
        assertEquals(2, lookUps.get());
    }

    @Test
    void isUsedByNobodyWhoAsksAfterTheErasure() throws Exception {
        try (KeyStore keys = KeyStore.open(temp.resolve("keys"), new SecureRandom())) {
            Sealer sealer = new Sealer(keys, new SecureRandom());
            Hashes hashes = new Hashes(keys);
            long[] ids = new long[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                ids[i] = keys.take();
            }
            AtomicLongArray erased = new AtomicLongArray(ROUNDS);
            List<Future<Integer>> users = new ArrayList<>();
            try (ExecutorService threads = Executors.newFixedThreadPool(USERS)) {
                for (int user = 0; user < USERS; user++) {
                    users.add(threads.submit(() -> useUntilErased(sealer, hashes, ids, erased)));
                }
                for (int i = 0; i < ROUNDS; i++) {
                    assertEquals(KeyState.PRESENT, keys.erase(ids[i]));
                    erased.set(i, 1);
                }
                for (Future<Integer> each : users) {
                    assertEquals(ROUNDS, each.get(60, TimeUnit.SECONDS));
                }
            }
        }
    }

    /** Uses each key until it is refused, which it must be at the latest once it was erased. */
    private static int useUntilErased(
            Sealer sealer, Hashes hashes, long[] ids, AtomicLongArray erased) {
        int refused = 0;
        for (int i = 0; i < ids.length; i++) {
            boolean gone = false;
            while (!gone) {
                boolean wasErased = erased.get(i) == 1;
                try {
                    byte[] envelope = sealer.seal(ids[i], 1, 2, TEXT);
                    assertEquals(hashes.payload(ids[i], TEXT), hashes.payload(ids[i], TEXT));
                    assertFalse(wasErased, "used after it was erased");
                    Opening _ = sealer.open(envelope, 0, envelope.length, 1, 2);
                } catch (KeyStoreException e) {
                    assertEquals(KeyStoreException.Code.KEY_ERASED, e.code());
                    gone = true;
                }
            }
            refused++;
        }
        return refused;
    }

    private static PoolFile.Slot found(AtomicInteger lookUps) {
        lookUps.incrementAndGet();
        return PoolFile.Slot.of(new byte[PoolFile.KEY_BYTES]);
    }
}
