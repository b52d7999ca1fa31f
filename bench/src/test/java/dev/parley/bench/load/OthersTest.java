package dev.parley.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

    @Test
    void knowsTheThreadsOfTheKernelWhateverIsInAName() {
        assertTrue(
                OtherLoad.isKernel(
                        "97 (kworker/1:2H-kblockd) I 2 0 0 0 -1 69238880 0 0 0 0 0 7 0 0 0 -20 1"
                                + " 0"));
        assertFalse(
                OtherLoad.isKernel("812 (a) I 2) b) R 800 812 1 0 -1 4194304 9 0 0 0 5 6 0 0 20"));
        assertFalse(OtherLoad.isKernel(""));
    }

    private static Others.Used used(String name, long ticks) {
        return new Others.Used(name, 1, ticks);
    }
}
