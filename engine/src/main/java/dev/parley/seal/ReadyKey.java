package dev.parley.seal;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key of the store as it is used: with the cipher that has its key schedule, and for each purpose
 * of {@link Hashes} the Mac that has its sub-key. Making these took longer than sealing a message.
 *
 * <p>Any thread: what one has borrowed another makes anew, and one of the two is kept. Only a key
 * that is PRESENT may be borrowed from.
 */
final class ReadyKey {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final String MAC = "HmacSHA256";

    /** Kept at most, a power of two: the log's key is in use by many threads at once. */
    private static final int CIPHERS = 4;

    private final KeyState state;
    private final SecretKeySpec key;
    private final AtomicReferenceArray<@Nullable Cipher> ciphers =
            new AtomicReferenceArray<>(CIPHERS);
    private final AtomicReferenceArray<@Nullable Mac> macs =
            new AtomicReferenceArray<>(Purpose.values().length);

    private ReadyKey(KeyState state, byte[] bytes) {
        this.state = state;
        this.key = new SecretKeySpec(bytes, "AES");
    }

    /** What a slot holds; clears its bytes. */
    static ReadyKey of(PoolFile.Slot slot) {
        if (slot.state() != KeyState.PRESENT) {
            // A key cannot be empty.
            return new ReadyKey(slot.state(), new byte[1]);
        }
        ReadyKey ready = new ReadyKey(KeyState.PRESENT, slot.key());
        Arrays.fill(slot.key(), (byte) 0);
        return ready;
    }

    KeyState state() {
        return state;
    }

    SecretKeySpec key() {
        return key;
    }

    /** A cipher for this thread alone, to be initialised with {@link #key}; then give it back. */
    Cipher borrowCipher() {
        int first = place();
        for (int i = 0; i < CIPHERS; i++) {
            int place = (first + i) & (CIPHERS - 1);
            if (ciphers.getPlain(place) != null) {
                Cipher kept = ciphers.getAndSet(place, null);
                if (kept != null) {
                    return kept;
                }
            }
        }
        try {
            return Cipher.getInstance(CIPHER);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no " + CIPHER, e);
        }
    }

    void giveBack(Cipher borrowed) {
        int first = place();
        for (int i = 0; i < CIPHERS; i++) {
            int place = (first + i) & (CIPHERS - 1);
            if (ciphers.getPlain(place) == null) {
                ciphers.setRelease(place, borrowed);
                return;
            }
        }
    }

    /** Where this thread looks first, so that two do not take from one another. */
    private static int place() {
        return (int) Thread.currentThread().threadId() & (CIPHERS - 1);
    }

    /** A Mac under the sub-key of {@code purpose}, for this thread alone; then give it back. */
    Mac borrowMac(Purpose purpose) {
        Mac kept = macs.getAndSet(purpose.place(), null);
        if (kept != null) {
            return kept;
        }
        Mac under = mac(key.getEncoded());
        return mac(under.doFinal(purpose.label().getBytes(StandardCharsets.UTF_8)));
    }

    /** Takes it back in its state at first: behind a {@code doFinal}. */
    void giveBack(Purpose purpose, Mac borrowed) {
        macs.set(purpose.place(), borrowed);
    }

    private static Mac mac(byte[] bytes) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(bytes, MAC));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no " + MAC, e);
        }
    }
}
