package dev.parley.ops;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Standard output or error in UTF-8, whatever the locale: a container's is often C, which has no
 * letters but ASCII. Knows a reader that went away, such as {@code head}, from a disk that is full.
 */
final class Output extends PrintWriter {
    private final Sink sink;

    private Output(Sink sink) {
        super(new OutputStreamWriter(new BufferedOutputStream(sink), StandardCharsets.UTF_8));
        this.sink = sink;
    }

    static Output to(FileDescriptor descriptor) {
        return new Output(new Sink(new FileOutputStream(descriptor)));
    }

    /** Whether the reader at the other end of a pipe went away. */
    boolean isBrokenPipe() {
        return sink.brokenPipe;
    }

    private static final class Sink extends FilterOutputStream {
        private boolean brokenPipe;

        Sink(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                brokenPipe = String.valueOf(e.getMessage()).contains("Broken pipe");
                throw e;
            }
        }
    }
}
