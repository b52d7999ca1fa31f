package dev.parley.seal;

import dev.parley.domain.Hash;
import dev.parley.seal.KeyStoreException.Code;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * 128-bit keyed hashes: what a record may say of a secret or of plain text without giving it away.
 *
 * <pre>
 *   sub-key = HMAC-SHA-256(key, "parley/1/" + purpose)     so that no hash of one purpose is one of another
 *   hash    = first 16 bytes, big endian, of HMAC-SHA-256(sub-key, parts), each part behind its length (u32 LE)
 * </pre>
 *
 * Look-ups and foreign tags are hashed under the log's key and outlive every subject. What is made
 * of a subject's words is hashed under the subject's key first: once that is erased, nobody can
 * test a guess against the log.
 *
 * <p>Threads: any; at most {@link #MACS} idle Macs are kept. Errors: KeyStoreException(KEY_MISSING)
 * where the subject's key is gone.
 */
public final class Hashes {
    private static final int MACS = 64;
    private static final String ALGORITHM = "HmacSHA256";

    private final KeyStore keys;
    private final ArrayBlockingQueue<Mac> idle = new ArrayBlockingQueue<>(MACS);
    private final byte[] tagKey;
    private final byte[] typeKey;
    private final byte[] sourceKey;
    private final byte[] inboxKey;
    private final byte[] tokenKey;
    private final byte[] externalKey;

    /** Reads the log's key once. */
    public Hashes(KeyStore keys) {
        this.keys = keys;
        tagKey = subKey(KeyStore.LOG_KEY, "tag");
        typeKey = subKey(KeyStore.LOG_KEY, "event-type");
        sourceKey = subKey(KeyStore.LOG_KEY, "source-id");
        inboxKey = subKey(KeyStore.LOG_KEY, "inbox-identifier");
        tokenKey = subKey(KeyStore.LOG_KEY, "access-token");
        externalKey = subKey(KeyStore.LOG_KEY, "external-id");
    }

    /**
     * Of an idempotency key, under the sender's key: the visitor's where bound, else the account's.
     */
    public Hash idempotencyKey(long keyId, String idempotencyKey) {
        return underSubject(keyId, "idempotency-key", utf8(idempotencyKey));
    }

    /** Of a command's canonical plain payload, under the same key; parts cannot run together. */
    public Hash payload(long keyId, byte[]... parts) {
        return underSubject(keyId, "payload", parts);
    }

    /** Of a tag without personal content; {@code account} keeps tenants' tags apart. */
    public Hash tag(long account, byte[] name, byte[] value) {
        return hash(tagKey, number(account), name, value);
    }

    /** Of the name of an event type of others. */
    public Hash type(String name) {
        return hash(typeKey, utf8(name));
    }

    /** Of a tag made of personal content: through its subject's key, then the log's. */
    public Hash personalTag(long account, long keyId, byte[] name, byte[] value) {
        Hash inner = underSubject(keyId, "tag", name, value);
        return hash(tagKey, number(account), name, number(inner.hi()), number(inner.lo()));
    }

    /** Of a visitor's secret {@code source_id}. */
    public Hash sourceId(String sourceId) {
        return hash(sourceKey, utf8(sourceId));
    }

    /** Of an inbox's secret identifier. */
    public Hash inboxIdentifier(String identifier) {
        return hash(inboxKey, utf8(identifier));
    }

    /** Of an agent's access token. */
    public Hash token(String token) {
        return hash(tokenKey, utf8(token));
    }

    /** Of the id that another system gave to an imported conversation of this account's shop. */
    public Hash externalId(long account, String shop, String externalId) {
        return hash(externalKey, number(account), utf8(shop), utf8(externalId));
    }

    private Hash underSubject(long keyId, String purpose, byte[]... parts) {
        byte[] subKey = subKey(keyId, purpose);
        Hash hash = hash(subKey, parts);
        Arrays.fill(subKey, (byte) 0);
        return hash;
    }

    private byte[] subKey(long keyId, String purpose) {
        PoolFile.Slot slot = keys.find(keyId);
        if (slot.state() != KeyState.PRESENT) {
            throw new KeyStoreException(
                    Code.KEY_MISSING, keyId, "keyId=" + keyId + " is " + slot.state());
        }
        byte[] subKey = mac(slot.key(), "parley/1/" + purpose);
        Arrays.fill(slot.key(), (byte) 0);
        return subKey;
    }

    private byte[] mac(byte[] key, String text) {
        Mac mac = borrow(key);
        byte[] result = mac.doFinal(utf8(text));
        idle.offer(mac);
        return result;
    }

    private Hash hash(byte[] key, byte[]... parts) {
        Mac mac = borrow(key);
        for (byte[] part : parts) {
            mac.update((byte) part.length);
            mac.update((byte) (part.length >>> 8));
            mac.update((byte) (part.length >>> 16));
            mac.update((byte) (part.length >>> 24));
            mac.update(part);
        }
        ByteBuffer result = ByteBuffer.wrap(mac.doFinal());
        idle.offer(mac);
        long hi = result.getLong();
        long lo = result.getLong();
        // All zeros mean "no hash" in a record; one of 2^128.
        return (hi | lo) == 0 ? new Hash(0, 1) : new Hash(hi, lo);
    }

    private Mac borrow(byte[] key) {
        Mac pooled = idle.poll();
        try {
            Mac mac = pooled == null ? Mac.getInstance(ALGORITHM) : pooled;
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no " + ALGORITHM, e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] number(long value) {
        byte[] bytes = new byte[Long.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
        return bytes;
    }
}
