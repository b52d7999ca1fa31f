package dev.parley.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.Map;

class OthersTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void namesTheBusiestFirstAndNoneForWhatItsChildrenDidBefore() {
        Map<Long, Others.Used> before =
                Map.of(
                        1L,
                        used("old", 900),
                        2L,
                        used("idle", 5_000),
                        4L,
                        used("gone", 6_000),
                        5L,
                        new Others.Used("its child", 4, 1_000));
        Map<Long, Others.Used> after =
                Map.of(1L, used("old", 7_930), 2L, used("idle", 5_000), 3L, used("new", 90));
        assertEquals(
                "new 90 % of a core, old 30 % of a core", Others.busiest(before, after, SECOND));
    }

    private static Others.Used used(String name, long ticks) {
        return new Others.Used(name, 1, ticks);
    }
}
