package dev.parley.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

class PositionsTest {
    private final Positions positions = new Positions(new byte[IndexKeys.PAIR_BYTES]);
    private final List<Long> found = new ArrayList<>();
    private final List<Integer> places = new ArrayList<>();
    private final List<Long> keys = new ArrayList<>();

    @Test
    void keysAreFilledOneBehindTheOtherWhateverTheBatches() {
        int count = 3_000;
        int batch = 1;
        for (int i = 0; i < count; i++) {
            positions.add(7 + 3L * i, 4 * i);
            if (i % batch == 0) {
                flush();
                batch = 1 + batch % 700;
            }
        }
        flush();
        assertEquals(LongStream.range(0, count).map(i -> 7 + 3 * i).boxed().toList(), found);
        assertEquals(IntStream.range(0, count).map(i -> 4 * i).boxed().toList(), places);
        assertEquals(
                LongStream.iterate(7, first -> first + 3L * Positions.CHUNK)
                        .limit((count + Positions.CHUNK - 1) / Positions.CHUNK)
                        .boxed()
                        .toList(),
                keys);
    }

    @Test
    void whatLiesTooFarBehindBeginsAKey() {
        positions.add(5, 1);
        positions.add(5 + 0xFFFF_FFFFL, 2);
        positions.add(5 + 0x1_0000_0000L, 3);
        flush();
        assertEquals(List.of(5L, 5 + 0xFFFF_FFFFL, 5 + 0x1_0000_0000L), found);
        assertEquals(List.of(1, 2, 3), places);
        assertEquals(List.of(5L, 5 + 0x1_0000_0000L), keys);
    }

    private void flush() {
        positions.flush(
                (key, entries) -> {
                    long first = IndexKeys.longAt(key, key.length - Long.BYTES);
                    if (!keys.contains(first)) {
                        keys.add(first);
                    }
                    for (int i = 0; i < Positions.count(entries); i++) {
                        found.add(Positions.position(first, entries, i));
                        places.add(Positions.place(entries, i));
                    }
                });
    }
}
