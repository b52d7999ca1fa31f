package dev.parley.api.ws;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A server's frame as it goes over the wire; one may go to many connections. Immutable. */
public final class Frame {
    private static final int FIN = 0x80;
    private static final int TEXT = 0x1;
    private static final int CLOSE = 0x8;
    private static final int PONG = 0xA;
    private static final int MAX_SHORT = 125;
    private static final int MAX_16 = 0xFFFF;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final int MAX_REASON = 123;

    private final byte[] bytes;

    private Frame(int opcode, byte[] payload) {
        int length = payload.length;
        int head = length <= MAX_SHORT ? 2 : length <= MAX_16 ? 4 : 10;
        bytes = new byte[head + length];
        ByteBuffer out = ByteBuffer.wrap(bytes);
        out.put((byte) (FIN | opcode));
        switch (head) {
            case 2 -> out.put((byte) length);
            case 4 -> out.put((byte) LENGTH_16).putShort((short) length);
            default -> out.put((byte) LENGTH_64).putLong(length);
        }
        out.put(payload);
    }

    /** A text frame around UTF-8. */
    public static Frame text(byte[] utf8) {
        return new Frame(TEXT, utf8);
    }

    static Frame pong(byte[] payload) {
        return new Frame(PONG, payload);
    }

    static Frame close(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.US_ASCII);
        int length = Math.min(text.length, MAX_REASON);
        byte[] payload =
                ByteBuffer.allocate(2 + length).putShort((short) code).put(text, 0, length).array();
        return new Frame(CLOSE, payload);
    }

    /** Bytes on the wire. */
    public int length() {
        return bytes.length;
    }

    ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes);
    }
}
