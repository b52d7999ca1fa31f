package dev.parley.log.chronicle;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

import java.nio.file.Path;

/** A test that cannot have its disk is skipped, and does not fail. */
class CommandsTest {
    @TempDir Path temp;

    @Test
    void skipsWhatCannotBeMounted() {
        assertThrows(TestAbortedException.class, () -> Commands.mountOrSkip("no size", temp));
    }

    @Test
    void skipsWhatNeedsADiskThatCannotBeMade() {
        Path nowhere = temp.resolve("nowhere");
        assertThrows(TestAbortedException.class, () -> Commands.diskOrSkip(nowhere));
    }
}
