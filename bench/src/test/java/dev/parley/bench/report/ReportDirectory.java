package dev.parley.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory with measurements, and the report that is made of them. */
record ReportDirectory(Path directory) {
    void add(String file, String text) throws IOException {
        Files.writeString(directory.resolve(file), text);
    }

    /** The first row with this in its name. */
    JsonNode row(String part) throws IOException {
        for (JsonNode row : results()) {
            if (row.path("name").asText().contains(part)) {
                return row;
            }
        }
        throw new AssertionError("no row " + part);
    }

    /** As it was written last. */
    String page() throws IOException {
        return Files.readString(directory.resolve("index.html"));
    }

    /** Writes both, and reads this. */
    JsonNode results() throws IOException {
        Report.write(directory, new PrintWriter(new StringWriter()));
        return new ObjectMapper().readTree(Files.readString(directory.resolve("results.json")));
    }
}
