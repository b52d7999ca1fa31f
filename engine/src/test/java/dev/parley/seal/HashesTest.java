package dev.parley.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.domain.Hash;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

class HashesTest {
    @TempDir Path temp;
    private KeyStore keys;
    private Hashes hashes;

    @BeforeEach
    void open() {
        keys = KeyStore.open(temp.resolve("keys"), new SecureRandom());
        hashes = new Hashes(keys);
    }

    @AfterEach
    void close() {
        keys.close();
    }

    @Test
    void givesTheSameHashAfterARestart() {
        long visitor = keys.take();
        Hash source = hashes.sourceId("s-1");
        Hash key = hashes.idempotencyKey(visitor, "echo-1");
        Hash tag = hashes.personalTag(1, visitor, utf8("order"), utf8("A-17"));
        close();
        open();
        assertEquals(source, hashes.sourceId("s-1"));
        assertEquals(key, hashes.idempotencyKey(visitor, "echo-1"));
        assertEquals(tag, hashes.personalTag(1, visitor, utf8("order"), utf8("A-17")));
    }

    @Test
    void keepsPurposesSubjectsAndTenantsApart() {
        long one = keys.take();
        long two = keys.take();
        byte[] x = utf8("x");
        List<Hash> all =
                List.of(
                        hashes.sourceId("x"),
                        hashes.inboxIdentifier("x"),
                        hashes.token("x"),
                        hashes.externalId(1, "", "x"),
                        hashes.externalId(2, "", "x"),
                        hashes.externalId(1, "x", ""),
                        hashes.tag(1, x, x),
                        hashes.tag(2, x, x),
                        hashes.personalTag(1, one, x, x),
                        hashes.personalTag(1, two, x, x),
                        hashes.idempotencyKey(one, "x"),
                        hashes.idempotencyKey(two, "x"),
                        hashes.payload(one, x),
                        hashes.payload(two, x));
        Set<Hash> distinct = new HashSet<>(all);
        assertEquals(all.size(), distinct.size());
        all.forEach(hash -> assertTrue(hash.isPresent()));
    }

    @Test
    void doesNotLetPartsRunTogether() {
        long key = keys.take();
        assertNotEquals(
                hashes.payload(key, utf8("ab"), utf8("c")),
                hashes.payload(key, utf8("a"), utf8("bc")));
        assertNotEquals(hashes.payload(key, utf8("a")), hashes.payload(key, utf8("a"), utf8("")));
    }

    /** A file that is lost must not look like a person who was erased. */
    @Test
    void tellsALostKeyFromAnErasedOne() {
        long lost = keys.take() + (1L << 45);
        KeyStoreException missing =
                assertThrows(KeyStoreException.class, () -> hashes.idempotencyKey(lost, "echo-1"));
        assertEquals(KeyStoreException.Code.KEY_MISSING, missing.code());
    }

    @Test
    void cannotBeAskedForAnErasedSubject() {
        long visitor = keys.take();
        keys.erase(visitor);
        KeyStoreException gone =
                assertThrows(
                        KeyStoreException.class, () -> hashes.idempotencyKey(visitor, "echo-1"));
        assertEquals(KeyStoreException.Code.KEY_ERASED, gone.code());
        assertEquals(visitor, gone.keyId());
    }

    @Test
    void hashesWithTheDocumentedBytes() throws GeneralSecurityException {
        byte[] subKey = hmac(keys.find(KeyStore.LOG_KEY).key(), utf8("parley/1/source-id"));
        ByteBuffer expected = ByteBuffer.wrap(hmac(subKey, new byte[] {3, 0, 0, 0, 'a', 'b', 'c'}));
        assertEquals(new Hash(expected.getLong(0), expected.getLong(8)), hashes.sourceId("abc"));
    }

    private static byte[] hmac(byte[] key, byte[] text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
