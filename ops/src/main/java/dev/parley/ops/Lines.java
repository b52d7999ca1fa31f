package dev.parley.ops;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Cuts a stream into lines of bytes, keeping none that is longer than the bound. One thread. */
final class Lines {
    private final InputStream in;
    private final int maxBytes;
    private long number;
    private boolean tooLong;

    /**
     * @param in buffered; stays the caller's
     */
    Lines(InputStream in, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /** Steps to the next line and puts it into {@code line}; answers whether there was one. */
    boolean next(ByteArrayOutputStream line) throws IOException {
        line.reset();
        tooLong = false;
        int each = in.read();
        if (each < 0) {
            return false;
        }
        number++;
        while (each >= 0 && each != '\n') {
            if (line.size() == maxBytes) {
                tooLong = true;
            } else {
                line.write(each);
            }
            each = in.read();
        }
        return true;
    }

    /** Number of the line stepped to, from 1. */
    long number() {
        return number;
    }

    /** Whether the line stepped to is longer than the bound. */
    boolean isTooLong() {
        return tooLong;
    }
}
