package dev.parley.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

class PositionsTest {
    @Test
    void liesInChunksThatGiveBackWhatWasAdded() {
        for (int count : new int[] {1, 2, 1_024, 1_025, 3_000}) {
            Positions positions = new Positions();
            for (int i = 0; i < count; i++) {
                positions.add(7 + 3L * i);
            }
            List<Long> found = new ArrayList<>();
            int[] chunks = {0};
            positions.chunks(
                    (first, rest) -> {
                        chunks[0]++;
                        for (int i = 0; i < Positions.count(rest); i++) {
                            found.add(Positions.at(first, rest, i));
                        }
                    });
            assertEquals(LongStream.range(0, count).map(i -> 7 + 3 * i).boxed().toList(), found);
            assertEquals((count + Positions.CHUNK - 1) / Positions.CHUNK, chunks[0]);
        }
    }
}
