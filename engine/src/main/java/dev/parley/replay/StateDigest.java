package dev.parley.replay;

import dev.parley.domain.LongSink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 over a canonical description: the name of its version, then each value in eight bytes,
 * little endian. A description that changes its meaning changes the name. Used once, by one thread.
 */
public final class StateDigest implements LongSink {
    private static final String VERSION = "parley-state/3";
    private static final int BUFFER_BYTES = 1 << 16;

    private final MessageDigest sha256 = sha256();
    private final ByteBuffer buffer =
            ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    /** Of nothing yet. */
    public StateDigest() {
        sha256.update(VERSION.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void put(long value) {
        if (buffer.remaining() < Long.BYTES) {
            drain();
        }
        buffer.putLong(value);
    }

    /** The digest of all that was put, 64 hexadecimal digits; nothing may be put after. */
    public String hex() {
        return HexFormat.of().formatHex(bytes());
    }

    /** The same in 32 bytes. */
    byte[] bytes() {
        drain();
        return sha256.digest();
    }

    private void drain() {
        sha256.update(buffer.array(), 0, buffer.position());
        buffer.clear();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
