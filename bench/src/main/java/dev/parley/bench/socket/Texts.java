package dev.parley.bench.socket;

import io.netty.buffer.ByteBuf;

import java.nio.charset.StandardCharsets;

/** Texts of messages, which carry their number, and how a number is found again in a frame. */
final class Texts {
    /** Length of a message's text. */
    static final int BYTES = 200;

    private static final String FILLING =
            " does this coat come in a longer size, and if I order it today will it be here by"
                + " Saturday? I could also come by the shop in the afternoon, should you still have"
                + " one there. Thank you very much, and have a good day!";

    private Texts() {}

    static String of(int number) {
        String start = "m" + number;
        return start + FILLING.substring(0, BYTES - start.length());
    }

    /** The digits behind the first {@code mark} in the frame; -1 where there are none. */
    static long numberBehind(ByteBuf frame, byte[] mark) {
        int end = frame.writerIndex() - mark.length;
        for (int at = frame.readerIndex(); at <= end; at++) {
            if (frame.getByte(at) == mark[0] && isAt(frame, at, mark)) {
                return number(frame, at + mark.length);
            }
        }
        return -1;
    }

    static boolean startsWith(ByteBuf frame, byte[] start) {
        return frame.readableBytes() >= start.length && isAt(frame, frame.readerIndex(), start);
    }

    static byte[] mark(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The digits from {@code at} on; -1 where there are none. */
    static long number(ByteBuf frame, int at) {
        long number = -1;
        for (int i = at; i < frame.writerIndex(); i++) {
            int digit = frame.getByte(i) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            number = Math.max(number, 0) * 10 + digit;
        }
        return number;
    }

    private static boolean isAt(ByteBuf frame, int at, byte[] mark) {
        for (int i = 0; i < mark.length; i++) {
            if (frame.getByte(at + i) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
