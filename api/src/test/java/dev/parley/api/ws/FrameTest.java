package dev.parley.api.ws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.util.Random;

/** What a frame is on the wire, by RFC 6455. */
final class FrameTest {
    private static final long SEED = 6_455;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536, 200_000})
    void saysItsLengthInTheShortestWay(int length) {
        byte[] payload = new byte[length];
        new Random(SEED).nextBytes(payload);
        int piece = 8_000;
        Frame frame =
                Frame.text(
                        out -> {
                            for (int at = 0; at < length; at += piece) {
                                out.write(payload, at, Math.min(piece, length - at));
                            }
                        });
        ByteBuffer wire = frame.buffer();
        assertEquals(frame.length(), wire.remaining());
        assertEquals((byte) 0x81, wire.get());
        int first = wire.get();
        assertEquals(length <= 125 ? length : length <= 65_535 ? 126 : 127, first);
        assertEquals(
                length,
                switch (first) {
                    case 126 -> Short.toUnsignedInt(wire.getShort());
                    case 127 -> wire.getLong();
                    default -> first;
                });
        byte[] behind = new byte[wire.remaining()];
        wire.get(behind);
        assertArrayEquals(payload, behind);
    }

    @Test
    void takesSingleBytesToo() {
        Frame frame =
                Frame.text(
                        out -> {
                            out.write('{');
                            out.write('}');
                        });
        byte[] wire = new byte[frame.length()];
        frame.buffer().get(wire);
        assertArrayEquals(new byte[] {(byte) 0x81, 2, '{', '}'}, wire);
    }

    @Test
    void answersPingsAndSaysGoodbye() {
        byte[] pong = new byte[3];
        Frame.pong(new byte[] {7}).buffer().get(pong);
        assertArrayEquals(new byte[] {(byte) 0x8A, 1, 7}, pong);
        byte[] close = new byte[6];
        Frame.close(1_001, "ab").buffer().get(close);
        assertArrayEquals(new byte[] {(byte) 0x88, 4, 0x03, (byte) 0xE9, 'a', 'b'}, close);
    }
}
