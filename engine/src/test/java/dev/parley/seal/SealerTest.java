package dev.parley.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.domain.Limits;
import dev.parley.domain.Slice;
import dev.parley.seal.KeyStoreException.Code;
import dev.parley.seal.Opening.MissingKey;
import dev.parley.seal.Opening.Opened;
import dev.parley.seal.Opening.Refused;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

class SealerTest {
    private static final long SHOP = 42;
    private static final int FIELD = 7 << 16 | 3;

    @TempDir Path temp;
    private KeyStore keys;
    private Sealer sealer;

    @BeforeEach
    void open() {
        keys = KeyStore.open(temp.resolve("keys"), new SecureRandom());
        sealer = new Sealer(keys, new SecureRandom());
    }

    @AfterEach
    void close() {
        keys.close();
    }

    @Test
    void opensWhatItSealed() {
        long seed = System.nanoTime();
        System.out.println("SealerTest round trip seed=" + seed);
        Random random = new Random(seed);
        Slice again = new Slice();
        for (int i = 0; i < 2_000; i++) {
            long key = random.nextInt(10) == 0 ? KeyStore.LOG_KEY : keys.take();
            long shop = random.nextLong() >>> 11;
            int field = random.nextInt();
            byte[] plain = new byte[i < 3 ? i : random.nextInt(2_000)];
            random.nextBytes(plain);
            byte[] envelope = sealer.seal(key, shop, field, plain);
            assertEquals(plain.length + Sealer.OVERHEAD_BYTES, envelope.length);
            assertEquals(key, Sealer.keyId(envelope, 0));
            int offset = random.nextInt(20);
            byte[] larger = new byte[offset + envelope.length + random.nextInt(20)];
            System.arraycopy(envelope, 0, larger, offset, envelope.length);
            assertEquals(
                    new Opened(Slice.of(plain)),
                    sealer.open(larger, offset, envelope.length, shop, field));
            assertEquals(
                    new Opened(Slice.of(plain)),
                    sealer.open(larger, offset, envelope.length, shop, field, again));
        }
    }

    @Test
    void refusesEveryFlippedBit() {
        byte[] envelope = sealer.seal(keys.take(), SHOP, FIELD, utf8("Where is my order?"));
        for (int bit = 0; bit < envelope.length * 8; bit++) {
            byte[] changed = envelope.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            Opening opening = sealer.open(changed, 0, changed.length, SHOP, FIELD);
            assertTrue(!(opening instanceof Opened), "bit " + bit + " of the envelope");
            if (bit >= 64) {
                assertInstanceOf(Refused.class, opening);
            }
        }
    }

    @Test
    void refusesEveryShortenedEnvelope() {
        byte[] envelope = sealer.seal(keys.take(), SHOP, FIELD, utf8("Where is my order?"));
        for (int length = 0; length < envelope.length; length++) {
            assertInstanceOf(Refused.class, sealer.open(envelope, 0, length, SHOP, FIELD));
        }
    }

    @Test
    void refusesAnotherShopFieldOrKey() {
        long other = keys.take();
        byte[] envelope = sealer.seal(keys.take(), SHOP, FIELD, utf8("blue, size 42"));
        int length = envelope.length;
        assertInstanceOf(Opened.class, sealer.open(envelope, 0, length, SHOP, FIELD));
        assertInstanceOf(Refused.class, sealer.open(envelope, 0, length, SHOP + 1, FIELD));
        assertInstanceOf(Refused.class, sealer.open(envelope, 0, length, SHOP, FIELD + 1));
        ByteBuffer.wrap(envelope).order(ByteOrder.LITTLE_ENDIAN).putLong(0, other);
        assertEquals(new Refused(other), sealer.open(envelope, 0, length, SHOP, FIELD));
    }

    @Test
    void findsNoKeyAfterErasureNorAfterARestart() {
        long key = keys.take();
        byte[] envelope = sealer.seal(key, SHOP, FIELD, utf8("to be forgotten"));
        keys.erase(key);
        MissingKey gone = new MissingKey(key, KeyState.ERASED);
        assertEquals(gone, sealer.open(envelope, 0, envelope.length, SHOP, FIELD));
        assertEquals(
                Code.KEY_ERASED,
                assertThrows(
                                KeyStoreException.class,
                                () -> sealer.seal(key, SHOP, FIELD, utf8("more")))
                        .code());
        close();
        open();
        assertEquals(gone, sealer.open(envelope, 0, envelope.length, SHOP, FIELD));
    }

    @Test
    void opensFromAnotherDirectoryAsAMissingKey() {
        byte[] envelope = sealer.seal(keys.take(), SHOP, FIELD, utf8("hello"));
        try (KeyStore none = KeyStore.openReadOnly(temp.resolve("none"))) {
            assertEquals(
                    new MissingKey(Sealer.keyId(envelope, 0), KeyState.ABSENT),
                    new Sealer(none, new SecureRandom())
                            .open(envelope, 0, envelope.length, SHOP, FIELD));
        }
    }

    @Test
    void sealsWithTheDocumentedBytes() throws GeneralSecurityException {
        long key = keys.take();
        byte[] envelope = sealer.seal(key, SHOP, FIELD, utf8("hello"));
        ByteBuffer view = ByteBuffer.wrap(envelope).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(key, view.getLong(0));
        byte[] nonce = Arrays.copyOfRange(envelope, 8, 20);
        byte[] aad = new byte[32];
        ByteBuffer.wrap(aad)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(SHOP)
                .putLong(key)
                .putInt(FIELD)
                .put(nonce);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(keys.find(key).key(), "AES"),
                new GCMParameterSpec(128, nonce));
        cipher.updateAAD(aad);
        assertArrayEquals(
                utf8("hello"), cipher.doFinal(Arrays.copyOfRange(envelope, 20, envelope.length)));
    }

    @Test
    void neverRepeatsANonce() {
        Set<String> nonces = new HashSet<>();
        long key = keys.take();
        for (int i = 0; i < 5_000; i++) {
            byte[] envelope = sealer.seal(key, SHOP, FIELD, utf8("same"));
            assertTrue(nonces.add(Arrays.toString(Arrays.copyOfRange(envelope, 8, 20))));
        }
    }

    @Test
    void boundsThePlainText() {
        long key = keys.take();
        byte[] largest = new byte[Sealer.MAX_PLAINTEXT_BYTES];
        byte[] envelope = sealer.seal(key, SHOP, FIELD, largest);
        assertInstanceOf(Opened.class, sealer.open(envelope, 0, envelope.length, SHOP, FIELD));
        IllegalArgumentException tooLong =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> sealer.seal(key, SHOP, FIELD, new byte[largest.length + 1]));
        assertTrue(
                String.valueOf(tooLong.getMessage()).contains("exceeds " + Limits.COMMAND_BYTES));
        assertTrue(Sealer.OVERHEAD_BYTES <= Limits.SEAL_OVERHEAD_BYTES);
    }

    @Test
    void opensASliceWithoutBytesAsNoText() {
        assertEquals(new Opened(Slice.EMPTY), sealer.open(Slice.EMPTY, SHOP, FIELD));
        Slice sealed = Slice.of(sealer.seal(keys.take(), SHOP, FIELD, utf8("grüezi")));
        assertEquals("grüezi", ((Opened) sealer.open(sealed, SHOP, FIELD)).text());
    }

    @Test
    void servesManyThreadsAtOnce() throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            Callable<Integer> work =
                    () -> {
                        long key = keys.take();
                        byte[] plain = utf8("key " + key);
                        for (int i = 0; i < 500; i++) {
                            byte[] envelope = sealer.seal(key, SHOP, FIELD, plain);
                            assertEquals(
                                    new Opened(Slice.of(plain)),
                                    sealer.open(envelope, 0, envelope.length, SHOP, FIELD));
                        }
                        return 500;
                    };
            for (Future<Integer> done : pool.invokeAll(List.copyOf(Collections.nCopies(8, work)))) {
                assertEquals(500, done.get(30, TimeUnit.SECONDS));
            }
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
