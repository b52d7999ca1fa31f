package dev.parley.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page on adding an entity quotes the desk as it is compiled. */
final class EntitiesPageTest {
    private static final Pattern BLOCK =
            Pattern.compile("```java\n// (\\w+\\.java)\n(.*?)```", Pattern.DOTALL);

    @Test
    void quotesWhatIsCompiled() throws IOException {
        Matcher blocks = BLOCK.matcher(Files.readString(Path.of("ENTITIES.md")));
        Set<String> quoted = new TreeSet<>();
        while (blocks.find()) {
            Path file = Path.of("src/main/java/dev/parley/desk", blocks.group(1));
            assertTrue(
                    squeezed(Files.readString(file)).contains(squeezed(blocks.group(2))),
                    () -> file + " does not hold:\n" + blocks.group(2));
            quoted.add(blocks.group(1));
        }
        assertEquals(6, quoted.size(), quoted::toString);
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", " ").strip();
    }
}
