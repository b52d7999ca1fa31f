package dev.parley.ops;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;

import java.io.IOException;
import java.io.PrintWriter;

/** Writes JSON values, one a line. One thread. */
final class JsonLines implements AutoCloseable {
    /** Shared by reading and writing. A line to read is bounded, by whoever cuts it. */
    static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                    .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(64).build())
                    .build();

    private static final int CHECK_MASK = (1 << 10) - 1;

    /** Writes one value. */
    @FunctionalInterface
    interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    private final PrintWriter out;
    private final JsonGenerator json;
    private int lines;

    JsonLines(PrintWriter out) throws IOException {
        this.out = out;
        json = FACTORY.createGenerator(out).setRootValueSeparator(null);
    }

    /** A single line. */
    static void print(PrintWriter out, Content content) throws IOException {
        try (JsonLines lines = new JsonLines(out)) {
            lines.line(content);
        }
    }

    void line(Content content) throws IOException {
        content.write(json);
        json.writeRaw('\n');
        if ((++lines & CHECK_MASK) == 0) {
            json.flush();
            failIfClosed(out);
        }
    }

    @Override
    public void close() throws IOException {
        json.close();
        failIfClosed(out);
    }

    /** Ends the work where nobody takes what it prints; without a word where that is meant. */
    static void failIfClosed(PrintWriter out) {
        if (out.checkError()) {
            throw out instanceof Output output && output.isBrokenPipe()
                    ? Failure.unread()
                    : Failure.environment("output cannot be written. Check the disk it goes to.");
        }
    }
}
