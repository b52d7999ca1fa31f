package dev.parley.api.ws;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Takes a client's bytes apart into messages and control frames, RFC 6455 section 5. Holds bytes
 * only of what is not whole yet. One thread at a time.
 */
final class FrameReader {
    static final int CLOSE_PROTOCOL = 1002;
    static final int CLOSE_NOT_TEXT = 1007;
    static final int CLOSE_TOO_BIG = 1009;

    private static final int FIN = 0x80;
    private static final int RESERVED = 0x70;
    private static final int OPCODE = 0x0F;
    private static final int MASKED = 0x80;
    private static final int LENGTH = 0x7F;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final int MAX_CONTROL = 125;
    private static final int MASK_BYTES = 4;

    private static final int CONTINUATION = 0x0;
    private static final int TEXT = 0x1;
    private static final int BINARY = 0x2;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int PONG = 0xA;

    private static final byte[] NONE = new byte[0];
    private static final char REPLACEMENT = '\uFFFD';

    /** What is told of what was read. */
    interface Target {
        void text(String message);

        void binary();

        void ping(byte[] payload);

        /** The client has closed, with this code or 1005 for none. */
        void closed(int code);

        /** Whether to leave off before the next frame. */
        boolean isPaused();
    }

    /** The connection has to be closed with a code. */
    static final class Violation extends Exception {
        private static final long serialVersionUID = 1L;

        private final int code;
        private final String reason;

        Violation(int code, String reason) {
            super(reason, null, false, false);
            this.code = code;
            this.reason = reason;
        }

        String reason() {
            return reason;
        }

        int code() {
            return code;
        }
    }

    private final int maxMessageBytes;
    private final Target target;

    /** Begins with the {@link #restBytes} of a frame that is not whole. */
    private byte[] rest = NONE;

    private int restBytes;

    /** Begins with the {@link #messageBytes} of a message's frames so far. */
    private byte[] message = NONE;

    private int messageBytes;

    /** Opcode of the message whose frames are coming; CONTINUATION for none. */
    private int messageOpcode = CONTINUATION;

    FrameReader(int maxMessageBytes, Target target) {
        this.maxMessageBytes = maxMessageBytes;
        this.target = target;
    }

    /** Takes all of {@code in}; tells what is whole, unless paused. */
    void read(ByteBuffer in) throws Violation {
        ByteBuffer all = in;
        if (restBytes > 0) {
            int more = in.remaining();
            rest = withRoom(rest, restBytes, more);
            in.get(rest, restBytes, more);
            all = ByteBuffer.wrap(rest, 0, restBytes + more);
        }
        while (!target.isPaused() && frame(all)) {
            // until what is left is not a whole frame
        }
        boolean isKept = restBytes > 0 && all.position() == 0;
        restBytes = all.remaining();
        if (!isKept) {
            rest = restBytes > 0 ? new byte[restBytes] : NONE;
            all.get(rest);
        }
    }

    /** {@code bytes}, or a longer copy: doubled, so that many small parts are not copied often. */
    private static byte[] withRoom(byte[] bytes, int used, int more) {
        return used + more <= bytes.length
                ? bytes
                : Arrays.copyOf(bytes, Math.max(used + more, 2 * bytes.length));
    }

    private boolean frame(ByteBuffer in) throws Violation {
        int available = in.remaining();
        if (available < 2) {
            return false;
        }
        int start = in.position();
        int first = in.get(start) & 0xFF;
        int second = in.get(start + 1) & 0xFF;
        int opcode = first & OPCODE;
        check(first, second, opcode);
        int shortLength = second & LENGTH;
        int head = 2 + (shortLength == LENGTH_16 ? 2 : shortLength == LENGTH_64 ? 8 : 0);
        if (available < head) {
            return false;
        }
        long length =
                switch (shortLength) {
                    case LENGTH_16 -> in.getShort(start + 2) & 0xFFFF;
                    case LENGTH_64 -> in.getLong(start + 2);
                    default -> shortLength;
                };
        long before = opcode >= CLOSE ? 0 : messageBytes;
        if (length < 0 || length > maxMessageBytes - before) {
            throw new Violation(CLOSE_TOO_BIG, "message exceeds " + maxMessageBytes + " bytes");
        }
        if (available < head + MASK_BYTES + length) {
            return false;
        }
        int mask = in.getInt(start + head);
        in.position(start + head + MASK_BYTES);
        byte[] payload = new byte[(int) length];
        in.get(payload);
        unmask(payload, mask);
        take((first & FIN) != 0, opcode, payload);
        return true;
    }

    private void check(int first, int second, int opcode) throws Violation {
        boolean control = opcode >= CLOSE;
        boolean inMessage = messageOpcode != CONTINUATION;
        if ((first & RESERVED) != 0
                || (second & MASKED) == 0
                || (control && ((first & FIN) == 0 || (second & LENGTH) > MAX_CONTROL))
                || (opcode == CONTINUATION && !inMessage)
                || ((opcode == TEXT || opcode == BINARY) && inMessage)
                || (opcode > BINARY && opcode < CLOSE)
                || opcode > PONG) {
            throw new Violation(CLOSE_PROTOCOL, "not a frame of RFC 6455");
        }
    }

    private void take(boolean last, int opcode, byte[] payload) throws Violation {
        switch (opcode) {
            case CLOSE -> target.closed(closeCode(payload));
            case PING -> target.ping(payload);
            case PONG -> {}
            default -> {
                int kind = opcode == CONTINUATION ? messageOpcode : opcode;
                messageOpcode = last ? CONTINUATION : kind;
                if (!last) {
                    add(payload);
                } else if (messageBytes == 0) {
                    tell(kind, payload);
                } else {
                    add(payload);
                    byte[] whole = Arrays.copyOf(message, messageBytes);
                    message = NONE;
                    messageBytes = 0;
                    tell(kind, whole);
                }
            }
        }
    }

    private void tell(int kind, byte[] whole) throws Violation {
        if (kind == BINARY) {
            target.binary();
        } else {
            target.text(utf8(whole));
        }
    }

    private void add(byte[] payload) {
        message = withRoom(message, messageBytes, payload.length);
        System.arraycopy(payload, 0, message, messageBytes, payload.length);
        messageBytes += payload.length;
    }

    private static void unmask(byte[] payload, int mask) {
        if (mask == 0) {
            return;
        }
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= (byte) (mask >>> (24 - 8 * (i & 3)));
        }
    }

    private static int closeCode(byte[] payload) throws Violation {
        if (payload.length == 0) {
            return 1005;
        }
        if (payload.length == 1) {
            throw new Violation(CLOSE_PROTOCOL, "half a close code");
        }
        return ByteBuffer.wrap(payload).getShort() & 0xFFFF;
    }

    /** The JDK puts U+FFFD where bytes are wrong; only a text that holds one is looked at again. */
    private static String utf8(byte[] bytes) throws Violation {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            try {
                CharBuffer _ = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            } catch (CharacterCodingException _) {
                throw new Violation(CLOSE_NOT_TEXT, "text is not UTF-8");
            }
        }
        return text;
    }
}
