package dev.parley.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.List;

class RoundsTest {
    @Test
    void aRoundStandsBesideTheOneThatItTookTurnsWith() {
        Rounds longest = new Rounds();
        Rounds shortest = new Rounds();
        for (int i = 1; i <= 3; i++) {
            longest.add("append", 10.0 * i);
            shortest.add("append", i);
        }

        assertEquals(
                List.of(new Round(10, 1), new Round(20, 2), new Round(30, 3)),
                longest.beside("append", shortest));
    }

    @Test
    void aNumberWithoutFloorStandsBesideNothing() {
        Rounds rounds = new Rounds();
        rounds.add("replay", 7);

        assertEquals(List.of(new Round(7, 0)), rounds.beside("replay", ""));
    }
}
