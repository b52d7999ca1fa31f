package dev.parley.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.domain.Answer;
import dev.parley.domain.Rejection;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

class AppendingTest {
    @TempDir private Path directory;

    /** An error too: nobody else would ever end the caller's wait. */
    @Test
    void tellsTheCallerWhatALookFailsOf() {
        List<EventTag> tags = List.of(new EventTag("entity", "1"));
        NewEvent event =
                new NewEvent("id", "type", "1", new byte[1], Map.of(), Instant.EPOCH, tags);
        try (StoreInMemory opened = new StoreInMemory(directory);
                EventStore failing =
                        new EventStore(
                                opened.parts(
                                        () -> {
                                            throw new StackOverflowError("test");
                                        }))) {
            PreparedAppend prepared =
                    failing.prepare(
                            List.of(event), List.of(new Criterion(Set.of(), Set.copyOf(tags))), 0);
            Appending appending = failing.appending(prepared);
            appending.answered(Answer.refused(Rejection.CHECK_TOO_OLD));
            ExecutionException failed =
                    assertThrows(
                            ExecutionException.class, () -> appending.get(5, TimeUnit.SECONDS));
            assertInstanceOf(StackOverflowError.class, failed.getCause());
        }
    }

    @Test
    void refusesAConditionOfTooManyKeysBeforeAnythingIsSealedForIt() {
        try (StoreInMemory opened = new StoreInMemory(directory)) {
            List<Criterion> criteria =
                    IntStream.range(0, 1_025)
                            .mapToObj(i -> new Criterion(Set.of("type-" + i), Set.of()))
                            .toList();
            NewEvent event =
                    new NewEvent(
                            "id", "type", "1", new byte[1], Map.of(), Instant.EPOCH, List.of());
            IllegalArgumentException refused =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> opened.store().prepare(List.of(event), criteria, 0));
            assertEquals("keys=1025 of one condition exceed 1024", refused.getMessage());
            PreparedAppend most =
                    opened.store().prepare(List.of(event), criteria.subList(0, 1_024), 0);
            assertTrue(
                    opened.store().append(most).orTimeout(5, TimeUnit.SECONDS).join().accepted());
        }
    }
}
