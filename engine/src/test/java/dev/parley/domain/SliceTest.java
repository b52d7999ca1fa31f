package dev.parley.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SliceTest {
    /** Who embeds the engine hears of it: on the writer it would end the shard. */
    @Test
    void refusesBytesThatItsArrayDoesNotHave() {
        byte[] array = new byte[8];
        for (int[] wrong : new int[][] {{0, 9}, {8, 1}, {-1, 1}, {0, -1}, {1, Integer.MAX_VALUE}}) {
            assertThrows(
                    IndexOutOfBoundsException.class,
                    () -> new Slice().wrap(array, wrong[0], wrong[1]));
        }
        assertEquals(0, new Slice().wrap(array, 8, 0).length());
        assertEquals(8, new Slice().wrap(array, 0, 8).length());
    }
}
