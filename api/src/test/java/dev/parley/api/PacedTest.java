package dev.parley.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

final class PacedTest {
    private final ArrayDeque<Runnable> intervals = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();
    private final Paced<String, Set<String>> paced =
            new Paced<>(intervals::add, PacedTest::both, this::tell);

    private static Set<String> both(Set<String> before, Set<String> now) {
        Set<String> all = new TreeSet<>(before);
        all.addAll(now);
        return all;
    }

    private void tell(String key, Set<String> news) {
        if (news.contains("bad")) {
            throw new IllegalStateException("cannot be told");
        }
        told.add(key + news);
    }

    @Test
    void tellsAtOnceAndThenAllThatCameInAnInterval() {
        paced.put("ada", Set.of("a"));
        paced.put("ada", Set.of("c"));
        paced.put("ben", Set.of("a"));
        paced.put("ada", Set.of("b", "c"));
        assertEquals(List.of("ada[a]", "ben[a]"), told);
        endInterval();
        assertEquals("ada[b, c]", told.getLast());
        paced.put("ada", Set.of("d"));
        assertEquals("ada[b, c]", told.getLast());
    }

    @Test
    void tellsAtOnceAgainBehindAnIntervalInWhichNothingCame() {
        paced.put("ada", Set.of("a"));
        endInterval();
        assertEquals(0, intervals.size());
        paced.put("ada", Set.of("b"));
        assertEquals(List.of("ada[a]", "ada[b]"), told);
    }

    @Test
    void keepsItsPaceWhenATellingFails() {
        assertThrows(IllegalStateException.class, () -> paced.put("ada", Set.of("bad")));
        paced.put("ada", Set.of("bad"));
        assertEquals(List.of(), told);
        endInterval();
        paced.put("ada", Set.of("a"));
        endInterval();
        assertEquals(List.of("ada[a]"), told);
        assertEquals(1, intervals.size());
    }

    private void endInterval() {
        intervals.remove().run();
    }
}
