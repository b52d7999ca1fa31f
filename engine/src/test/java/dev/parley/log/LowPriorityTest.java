package dev.parley.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

class LowPriorityTest {
    private static final int NICE_FIELD_BEHIND_NAME = 16;

    @Test
    @EnabledOnOs(OS.LINUX)
    void givesWayOnItsOwnThreadAlone() throws Exception {
        int before = nice();
        CompletableFuture<Integer> lowered = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().start(LowPriority.of(() -> lowered.complete(nice())));
        assertEquals(Math.max(before, 10), lowered.get(20, TimeUnit.SECONDS));
        thread.join(TimeUnit.SECONDS.toMillis(20));
        assertEquals(before, nice());
    }

    /** Of the calling thread, as Linux tells it. */
    private static int nice() {
        try {
            String stat = Files.readString(Path.of("/proc/thread-self/stat"));
            String behindName = stat.substring(stat.lastIndexOf(')') + 2);
            return Integer.parseInt(behindName.split(" ", -1)[NICE_FIELD_BEHIND_NAME]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
