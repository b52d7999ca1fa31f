package dev.parley.seal;

import dev.parley.domain.Hash;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

import javax.crypto.Mac;

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
 * <p>Threads: any. Errors: KeyStoreException(KEY_MISSING) where the subject's key is gone.
 */
public final class Hashes {
    private final KeyStore keys;

    public Hashes(KeyStore keys) {
        this.keys = keys;
    }

    /**
     * Of an idempotency key, under the sender's key: the visitor's where bound, else the account's.
     */
    public Hash idempotencyKey(long keyId, String idempotencyKey) {
        return hash(keyId, Purpose.IDEMPOTENCY_KEY, utf8(idempotencyKey));
    }

    /** Of a command's canonical plain payload, under the same key; parts cannot run together. */
    public Hash payload(long keyId, byte[]... parts) {
        return hash(keyId, Purpose.PAYLOAD, parts);
    }

    /** Of a tag without personal content; {@code account} keeps tenants' tags apart. */
    public Hash tag(long account, byte[] name, byte[] value) {
        return hash(KeyStore.LOG_KEY, Purpose.TAG, number(account), name, value);
    }

    /** Of the name of an event type of others. */
    public Hash type(String name) {
        return hash(KeyStore.LOG_KEY, Purpose.EVENT_TYPE, utf8(name));
    }

    /** Of a tag made of personal content: through its subject's key, then the log's. */
    public Hash personalTag(long account, long keyId, byte[] name, byte[] value) {
        Hash inner = hash(keyId, Purpose.TAG, name, value);
        return hash(
                KeyStore.LOG_KEY,
                Purpose.TAG,
                number(account),
                name,
                number(inner.hi()),
                number(inner.lo()));
    }

    /** Of a visitor's secret {@code source_id}. */
    public Hash sourceId(String sourceId) {
        return hash(KeyStore.LOG_KEY, Purpose.SOURCE_ID, utf8(sourceId));
    }

    /** Of an inbox's secret identifier. */
    public Hash inboxIdentifier(String identifier) {
        return hash(KeyStore.LOG_KEY, Purpose.INBOX_IDENTIFIER, utf8(identifier));
    }

    /** Of an agent's access token. */
    public Hash token(String token) {
        return hash(KeyStore.LOG_KEY, Purpose.ACCESS_TOKEN, utf8(token));
    }

    /** Of the id that another system gave to an imported conversation of this account's shop. */
    public Hash externalId(long account, String shop, String externalId) {
        return hash(
                KeyStore.LOG_KEY,
                Purpose.EXTERNAL_ID,
                number(account),
                utf8(shop),
                utf8(externalId));
    }

    private Hash hash(long keyId, Purpose purpose, byte[]... parts) {
        ReadyKey key = keys.require(keyId);
        Mac mac = key.borrowMac(purpose);
        ByteBuffer result = ByteBuffer.wrap(mac.doFinal(framed(parts)));
        key.giveBack(purpose, mac);
        long hi = result.getLong();
        long lo = result.getLong();
        // All zeros mean "no hash" in a record; one of 2^128.
        return (hi | lo) == 0 ? new Hash(0, 1) : new Hash(hi, lo);
    }

    /** Each part behind its length: at once, since each call of a Mac costs as much as a block. */
    private static byte[] framed(byte[][] parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += Integer.BYTES + part.length;
        }
        ByteBuffer framed = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        for (byte[] part : parts) {
            framed.putInt(part.length).put(part);
        }
        return framed.array();
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
