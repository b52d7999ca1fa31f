package dev.parley.bench.load;

import org.HdrHistogram.Histogram;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What one thread does without waiting for anything: 200 bytes under AES-256-GCM by the JDK alone,
 * each with a nonce of its own; fresh memory touched. Beside a rate that only computes they tell a
 * slower machine from slower code: where a machine is virtual, a page can cost more than a message.
 */
final class ComputingFloor {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int PAGE = 4_096;

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

    /**
     * Nanoseconds of each of so many pages of a file, mapped for this process alone: each becomes a
     * page of memory, and nothing is written to the disk.
     */
    static Histogram touched(Path file, int pages) throws IOException {
        Histogram nanos = Latencies.histogram();
        long bytes = (long) pages * PAGE;
        try (FileChannel channel =
                        FileChannel.open(
                                file,
                                StandardOpenOption.CREATE_NEW,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE);
                Arena arena = Arena.ofConfined()) {
            channel.write(ByteBuffer.allocate(1), bytes - 1);
            MemorySegment memory = channel.map(FileChannel.MapMode.PRIVATE, 0, bytes, arena);
            for (long at = 0; at < bytes; at += PAGE) {
                long start = System.nanoTime();
                memory.set(ValueLayout.JAVA_BYTE, at, (byte) 1);
                nanos.recordValue(Math.max(1, System.nanoTime() - start));
            }
        }
        return nanos;
    }
}
