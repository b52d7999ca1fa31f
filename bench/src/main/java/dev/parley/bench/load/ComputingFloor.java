package dev.parley.bench.load;

import org.HdrHistogram.Histogram;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What one thread computes without waiting for anything: 200 bytes under AES-256-GCM by the JDK
 * alone, each with a nonce of its own. Beside a rate that only computes it tells a slower machine
 * from slower code.
 */
final class ComputingFloor {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private ComputingFloor() {}

    /** Nanoseconds of each. */
    static Histogram sealed(int count) {
        Histogram nanos = Latencies.histogram();
        SecretKeySpec key = new SecretKeySpec(new byte[KEY_BYTES], "AES");
        ByteBuffer nonce = ByteBuffer.allocate(NONCE_BYTES);
        byte[] text = new byte[Traffic.TEXT_BYTES];
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            for (int i = 0; i < count; i++) {
                long start = System.nanoTime();
                GCMParameterSpec with =
                        new GCMParameterSpec(TAG_BITS, nonce.putInt(0, i).array().clone());
                cipher.init(Cipher.ENCRYPT_MODE, key, with);
                text[0] = cipher.doFinal(text)[0];
                nanos.recordValue(Math.max(1, System.nanoTime() - start));
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no AES-256-GCM", e);
        }
        return nanos;
    }
}
