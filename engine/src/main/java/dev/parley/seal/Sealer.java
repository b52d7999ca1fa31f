package dev.parley.seal;

import dev.parley.domain.Limits;
import dev.parley.domain.Slice;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.random.RandomGenerator;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals personal fields before the ring and opens them behind the log. AES-256-GCM by the JDK.
 *
 * <pre>
 *   envelope:  0 key id, 8 bytes little endian   8 nonce, 12 bytes   20 ciphertext   end-16 tag, 16 bytes
 *   AAD, 32 bytes little endian:  0 shop id (u64)   8 key id (u64)   16 field id (u32)   20 nonce (12 bytes)
 * </pre>
 *
 * So an envelope opens only as the field of the shop it was sealed for. Facts that belong to no
 * shop (agents, accounts) use shop 0. Field id: event type id &lt;&lt; 16 | field id of the schema.
 *
 * <p>Threads: any. Figures: engine/ARCHITECTURE.md. Never called by the writer thread.
 */
public final class Sealer {
    public static final int NONCE_BYTES = 12;
    public static final int TAG_BYTES = 16;

    /** Bytes of an envelope beyond those of its plain text. */
    public static final int OVERHEAD_BYTES = 8 + NONCE_BYTES + TAG_BYTES;

    public static final int MAX_PLAINTEXT_BYTES = Limits.COMMAND_BYTES;

    private static final int AAD_BYTES = 32;
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final KeyStore keys;
    private final RandomGenerator random;

    /**
     * {@code random} must be safe for use by many threads and unpredictable: a SecureRandom outside
     * of tests.
     *
     * <p>Nonces are 96 random bits each. Two messages under one key share a nonce with probability
     * n^2 / 2^97 for n messages: 2^-33 for the 2^32 that NIST SP 800-38D allows, and 2^-57 for the
     * 2^20 events that one conversation may have; only the log's own key can come near the former.
     * Not a prefix with a counter: a virtual machine resumed twice from one snapshot would repeat
     * it, and that gives both plain texts away.
     */
    public Sealer(KeyStore keys, RandomGenerator random) {
        this.keys = keys;
        this.random = random;
    }

    /**
     * An envelope around {@code plaintext}. Throws KeyStoreException(KEY_MISSING) where the key is
     * gone, IllegalArgumentException where the text is too long: callers check both before.
     */
    public byte[] seal(long keyId, long shop, int fieldId, byte[] plaintext) {
        if (plaintext.length > MAX_PLAINTEXT_BYTES) {
            throw new IllegalArgumentException(
                    "plaintextBytes=" + plaintext.length + " exceeds " + MAX_PLAINTEXT_BYTES);
        }
        byte[] envelope = new byte[plaintext.length + OVERHEAD_BYTES];
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        LONG.set(envelope, 0, keyId);
        System.arraycopy(nonce, 0, envelope, 8, NONCE_BYTES);
        ReadyKey key = keys.require(keyId);
        Cipher cipher = key.borrowCipher();
        try {
            start(cipher, Cipher.ENCRYPT_MODE, key, envelope, 0, shop, fieldId);
            cipher.doFinal(plaintext, 0, plaintext.length, envelope, 8 + NONCE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM of the JDK failed to seal", e);
        }
        key.giveBack(cipher);
        return envelope;
    }

    /** {@link #open(byte[], int, int, long, int)} of a slice; one without bytes opens as none. */
    public Opening open(Slice envelope, long shop, int fieldId) {
        return envelope.length() == 0
                ? new Opening.Opened(Slice.EMPTY)
                : open(envelope.array(), envelope.offset(), envelope.length(), shop, fieldId);
    }

    /** Opens the envelope at {@code offset}. Never throws for what the bytes hold. */
    public Opening open(byte[] bytes, int offset, int length, long shop, int fieldId) {
        return open(bytes, offset, length, shop, fieldId, new Slice());
    }

    /**
     * The same for one who opens many: the plain text comes into the array of {@code into} where
     * that is long enough, else into a new one, and {@code into} is what is answered.
     */
    public Opening open(byte[] bytes, int offset, int length, long shop, int fieldId, Slice into) {
        if (length < OVERHEAD_BYTES || length > MAX_PLAINTEXT_BYTES + OVERHEAD_BYTES) {
            return new Opening.Refused(0);
        }
        long keyId = keyId(bytes, offset);
        ReadyKey key = keys.ready(keyId);
        if (key.state() != KeyState.PRESENT) {
            return new Opening.MissingKey(keyId, key.state());
        }
        Cipher cipher = key.borrowCipher();
        try {
            start(cipher, Cipher.DECRYPT_MODE, key, bytes, offset, shop, fieldId);
            int plain = length - OVERHEAD_BYTES;
            byte[] plaintext = into.array().length >= plain ? into.array() : new byte[plain];
            cipher.doFinal(bytes, offset + 8 + NONCE_BYTES, length - 8 - NONCE_BYTES, plaintext, 0);
            key.giveBack(cipher);
            return new Opening.Opened(into.wrap(plaintext, 0, plain));
        } catch (AEADBadTagException _) {
            return new Opening.Refused(keyId);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM of the JDK failed to open", e);
        }
    }

    /** The key id that an envelope of at least 8 bytes names. */
    public static long keyId(byte[] envelope, int offset) {
        return (long) LONG.get(envelope, offset);
    }

    private static void start(
            Cipher cipher,
            int mode,
            ReadyKey key,
            byte[] envelope,
            int offset,
            long shop,
            int fieldId)
            throws GeneralSecurityException {
        cipher.init(
                mode,
                key.key(),
                new GCMParameterSpec(TAG_BYTES * 8, envelope, offset + 8, NONCE_BYTES));
        byte[] aad = new byte[AAD_BYTES];
        LONG.set(aad, 0, shop);
        LONG.set(aad, 8, keyId(envelope, offset));
        INT.set(aad, 16, fieldId);
        System.arraycopy(envelope, offset + 8, aad, 20, NONCE_BYTES);
        cipher.updateAAD(aad);
    }
}
