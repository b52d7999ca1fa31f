package dev.parley.api.ws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

final class FrameReaderTest {
    private static final int MAX = 1_000;
    private static final int MASK = 0x1234_5678;

    private final List<String> told = new ArrayList<>();
    private boolean paused;
    private final FrameReader reader =
            new FrameReader(
                    MAX,
                    new FrameReader.Target() {
                        @Override
                        public void text(String message) {
                            told.add(message);
                        }

                        @Override
                        public void binary() {
                            told.add("binary");
                        }

                        @Override
                        public void ping(byte[] payload) {
                            told.add("ping " + new String(payload, StandardCharsets.UTF_8));
                        }

                        @Override
                        public void closed(int code) {
                            told.add("closed " + code);
                        }

                        @Override
                        public boolean isPaused() {
                            return paused;
                        }
                    });

    @Test
    void readsFramesHoweverTheyAreCut() throws FrameReader.Violation {
        ByteBuffer all = ByteBuffer.allocate(4_096);
        all.put(frame(0x81, "zażółć")).put(frame(0x89, "p")).put(frame(0x81, "x".repeat(300)));
        all.put(frame(0x01, "ge")).put(frame(0x8A, "")).put(frame(0x00, "teil"));
        all.put(frame(0x80, "t")).put(frame(0x88, "\3h"));
        byte[] bytes = new byte[all.flip().remaining()];
        all.get(bytes);
        for (int piece : new int[] {1, 2, 7, bytes.length}) {
            told.clear();
            for (int at = 0; at < bytes.length; at += piece) {
                reader.read(ByteBuffer.wrap(bytes, at, Math.min(piece, bytes.length - at)));
            }
            assertEquals(
                    List.of("zażółć", "ping p", "x".repeat(300), "geteilt", "closed 872"), told);
        }
    }

    @Test
    void leavesOffWherePausedAndGoesOn() throws FrameReader.Violation {
        paused = true;
        reader.read(ByteBuffer.wrap(frame(0x81, "a")));
        assertEquals(List.of(), told);
        paused = false;
        reader.read(ByteBuffer.wrap(frame(0x81, "b")));
        assertEquals(List.of("a", "b"), told);
    }

    @Test
    void refusesWhatIsTooLongBeforeItIsRead() {
        ByteBuffer head = ByteBuffer.allocate(10).put((byte) 0x81).put((byte) 0xFF);
        head.putLong(Long.MAX_VALUE).flip();
        assertEquals(FrameReader.CLOSE_TOO_BIG, violation(head).code());
    }

    @Test
    void refusesAPartWhoseLengthIsTheLargestThereIs() throws FrameReader.Violation {
        reader.read(ByteBuffer.wrap(frame(0x01, "a")));
        ByteBuffer head = ByteBuffer.allocate(14).put((byte) 0x80).put((byte) 0xFF);
        head.putLong(Long.MAX_VALUE).putInt(0).flip();
        assertEquals(FrameReader.CLOSE_TOO_BIG, violation(head).code());
    }

    @Test
    void refusesAMessageWhosePartsAreTooLongTogether() throws FrameReader.Violation {
        reader.read(ByteBuffer.wrap(frame(0x01, "x".repeat(MAX))));
        assertEquals(
                FrameReader.CLOSE_TOO_BIG, violation(ByteBuffer.wrap(frame(0x80, "y"))).code());
    }

    @Test
    void takesAPingInsideAMessageThatFillsTheBound() throws FrameReader.Violation {
        reader.read(ByteBuffer.wrap(frame(0x01, "x".repeat(MAX))));
        reader.read(ByteBuffer.wrap(frame(0x89, "p")));
        reader.read(ByteBuffer.wrap(frame(0x80, "")));
        assertEquals(List.of("ping p", "x".repeat(MAX)), told);
    }

    /** Else a client could make the server copy 64 KiB for each of its bytes. */
    @Test
    void copiesNoMoreThanItReadsHoweverAMessageIsCut() throws FrameReader.Violation {
        reader.read(ByteBuffer.wrap(frame(0x01, "x".repeat(MAX / 2))));
        byte[] nothing = frame(0x00, "");
        byte[] little = frame(0x00, "y");
        long before = allocated();
        for (int i = 0; i < MAX / 2; i++) {
            reader.read(ByteBuffer.wrap(nothing));
            reader.read(ByteBuffer.wrap(little));
        }
        byte[] slow = frame(0x80, "");
        reader.read(ByteBuffer.wrap(slow));
        byte[] whole = frame(0x81, "z".repeat(MAX));
        for (byte each : whole) {
            reader.read(ByteBuffer.wrap(new byte[] {each}));
        }
        long bytes = allocated() - before;
        assertEquals("x".repeat(MAX / 2) + "y".repeat(MAX / 2), told.get(0));
        assertEquals("z".repeat(MAX), told.get(1));
        assertTrue(bytes < 1_000L * MAX, bytes + " bytes were allocated");
    }

    /** Bytes of this thread. */
    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }

    @Test
    void refusesWhatIsNoFrame() {
        byte[] unmasked = {(byte) 0x81, 1, 'a'};
        assertEquals(FrameReader.CLOSE_PROTOCOL, violation(ByteBuffer.wrap(unmasked)).code());
        for (int first : new int[] {0xC1, 0x83, 0x8B, 0x80, 0x09, 0x08}) {
            assertEquals(
                    FrameReader.CLOSE_PROTOCOL,
                    violation(ByteBuffer.wrap(frame(first, "a"))).code(),
                    Integer.toHexString(first));
        }
    }

    @Test
    void refusesATextInsideAMessage() throws FrameReader.Violation {
        reader.read(ByteBuffer.wrap(frame(0x01, "a")));
        assertEquals(
                FrameReader.CLOSE_PROTOCOL, violation(ByteBuffer.wrap(frame(0x81, "b"))).code());
    }

    @Test
    void refusesTextThatIsNotUtf8ButTakesTheReplacementCharacter() throws FrameReader.Violation {
        reader.read(ByteBuffer.wrap(frame(0x81, "\uFFFD")));
        assertEquals(List.of("\uFFFD"), told);
        byte[] overlong = {(byte) 0xC0, (byte) 0x80};
        assertEquals(
                FrameReader.CLOSE_NOT_TEXT,
                violation(ByteBuffer.wrap(frame(0x81, overlong))).code());
    }

    @Test
    void provesThatTheKeyWasUnderstood() {
        // the example of RFC 6455, section 1.3
        assertEquals("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", Upgrade.accept("dGhlIHNhbXBsZSBub25jZQ=="));
    }

    private FrameReader.Violation violation(ByteBuffer bytes) {
        return assertThrows(FrameReader.Violation.class, () -> reader.read(bytes));
    }

    private static byte[] frame(int first, String payload) {
        return frame(first, payload.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] frame(int first, byte[] payload) {
        boolean longer = payload.length > 125;
        ByteBuffer frame = ByteBuffer.allocate(payload.length + (longer ? 8 : 6));
        frame.put((byte) first).put((byte) (0x80 | (longer ? 126 : payload.length)));
        if (longer) {
            frame.putShort((short) payload.length);
        }
        frame.putInt(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ (MASK >>> (24 - 8 * (i & 3)))));
        }
        return frame.array();
    }
}
