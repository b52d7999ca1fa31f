package dev.parley.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;

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
}
