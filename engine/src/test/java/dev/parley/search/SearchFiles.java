package dev.parley.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Looks at the files of an index. */
final class SearchFiles {
    private SearchFiles() {}

    /** A field that is set before each test. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    static <T> T unset() {
        return null;
    }

    static List<Path> of(Path directory) {
        try (var files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many files hold these bytes anywhere. */
    static long holding(Path directory, String text) {
        return of(directory).stream()
                .filter(file -> new String(bytes(file), StandardCharsets.ISO_8859_1).contains(text))
                .count();
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
