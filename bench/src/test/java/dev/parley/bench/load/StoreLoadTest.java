package dev.parley.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** Each kind of load of a store runs, again too, and nothing of it is refused. */
class StoreLoadTest {
    private static final int STORED = 10_000;
    private static final long NANOS = 20_000_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "store.any.50",
                "store.first.1.full",
                "store.append.1",
                "store.append.32",
                "store.create.32"
            })
    void runsAsOftenAsAsked(String name, @TempDir Path directory) throws IOException {
        assertTrue(StoreLoad.names().contains(name));
        try (StoreLoad load = StoreLoad.open(name, directory, STORED)) {
            for (int i = 0; i < 2; i++) {
                Run run = load.run(NANOS);
                assertTrue(run.answered() > 0);
                assertEquals(run.answered(), run.latencies().getTotalCount());
                assertTrue(run.held());
            }
        }
    }

    @Test
    void tellsOfEachCallerThatFailed() throws IOException {
        Histogram taken = Latencies.histogram();
        taken.recordValue(1_000);
        Future<Histogram> ended = CompletableFuture.completedFuture(taken);
        Future<Histogram> first = CompletableFuture.failedFuture(new IOException("first"));
        Future<Histogram> last = CompletableFuture.failedFuture(new IOException("last"));
        IOException thrown =
                assertThrows(
                        IOException.class, () -> StoreLoad.together(List.of(first, ended, last)));
        assertEquals("first", said(thrown));
        assertEquals("last", said(thrown.getSuppressed()[0]));
        assertEquals(2, StoreLoad.together(List.of(ended, ended)).getTotalCount());
    }

    /** What the caller itself said. */
    private static String said(Throwable told) {
        Throwable last = told;
        for (Throwable next = told; next != null; next = next.getCause()) {
            last = next;
        }
        return String.valueOf(last.getMessage());
    }
}
