package dev.parley.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

class OthersTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void namesTheBusiestFirstAndNoneThatHardlyWorked() {
        Map<Long, Others.Used> before =
                Map.of(1L, used("old", 9_000), 2L, used("idle", 50_000), 4L, used("gone", 1));
        Map<Long, Others.Used> after =
                Map.of(1L, used("old", 9_300), 2L, used("idle", 50_004), 3L, used("new", 900));
        assertEquals(
                "new 90 % of a core, old 30 % of a core", Others.busiest(before, after, SECOND));
    }

    private static Others.Used used(String name, long millis) {
        return new Others.Used(name, Duration.ofMillis(millis));
    }
}
