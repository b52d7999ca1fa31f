package dev.parley.api.ws;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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

    /** Bytes of the longest head. */
    private static final int HEAD = 10;

    /** Writes a payload. */
    public interface Writing {
        void write(OutputStream payload) throws IOException;
    }

    private final byte[] bytes;
    private final int start;

    /**
     * @param bytes the payload behind {@link #HEAD} bytes to write the head into; the frame's own
     */
    private Frame(int opcode, byte[] bytes) {
        int length = bytes.length - HEAD;
        int head = length <= MAX_SHORT ? 2 : length <= MAX_16 ? 4 : HEAD;
        this.bytes = bytes;
        this.start = HEAD - head;
        ByteBuffer out = ByteBuffer.wrap(bytes, start, head);
        out.put((byte) (FIN | opcode));
        switch (head) {
            case 2 -> out.put((byte) length);
            case 4 -> out.put((byte) LENGTH_16).putShort((short) length);
            default -> out.put((byte) LENGTH_64).putLong(length);
        }
    }

    /** A text frame around the UTF-8 that {@code payload} writes. */
    public static Frame text(Writing payload) {
        Payload written = new Payload();
        try {
            payload.write(written);
        } catch (IOException e) {
            throw new IllegalStateException("a frame could not be written", e);
        }
        return new Frame(TEXT, written.bytes);
    }

    /** Grows to what is written: one array for what comes at once, as what Jackson writes does. */
    private static final class Payload extends OutputStream {
        private byte[] bytes = new byte[HEAD];

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            int end = bytes.length;
            bytes = Arrays.copyOf(bytes, end + length);
            System.arraycopy(from, offset, bytes, end, length);
        }
    }

    static Frame pong(byte[] payload) {
        return new Frame(
                PONG, ByteBuffer.allocate(HEAD + payload.length).put(HEAD, payload).array());
    }

    static Frame close(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.US_ASCII);
        int length = Math.min(text.length, MAX_REASON);
        ByteBuffer payload = ByteBuffer.allocate(HEAD + 2 + length);
        payload.putShort(HEAD, (short) code).put(HEAD + 2, text, 0, length);
        return new Frame(CLOSE, payload.array());
    }

    /** Bytes on the wire. */
    public int length() {
        return bytes.length - start;
    }

    ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes, start, length());
    }
}
