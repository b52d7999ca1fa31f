package dev.parley.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.domain.ActorKind;
import dev.parley.search.Hit;
import dev.parley.search.SearchQuery;
import dev.parley.search.SearchResult;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** How far a look for conversations goes, over a search whose messages are in one each. */
final class WordSearchTest {
    private static final SearchQuery LAMP = SearchQuery.of("lamp", 7, SearchQuery.LIMIT);

    private final List<SearchQuery> asked = new ArrayList<>();
    private int found;
    private int inTime = Integer.MAX_VALUE;
    private final WordSearch words = new WordSearch(this::search, () -> 0);

    @Test
    void findsNothingWithOneSearch() {
        WordSearch.Found none = words.conversations(LAMP, SearchQuery.DEPTH);
        assertTrue(none.newest().isEmpty());
        assertTrue(none.complete());
        assertEquals(1, asked.size());
    }

    @Test
    void looksAtAsManyMessagesAsASearchIsDeep() {
        found = SearchQuery.DEPTH;
        WordSearch.Found all = words.conversations(LAMP, SearchQuery.DEPTH);
        assertEquals(SearchQuery.DEPTH, all.newest().size());
        assertTrue(all.complete());
        assertTrue(asked.stream().allMatch(each -> each.account() == 7));
    }

    @Test
    void saysWhereThereAreMoreMessagesThanItLooksAt() {
        found = SearchQuery.DEPTH + 1;
        WordSearch.Found newest = words.conversations(LAMP, SearchQuery.DEPTH);
        assertEquals(SearchQuery.DEPTH, newest.newest().size());
        assertFalse(newest.complete());
        assertEquals(SearchQuery.DEPTH / SearchQuery.LIMIT, asked.size());
    }

    @Test
    void asksNoMoreWhereASearchRanOutOfTime() {
        found = SearchQuery.DEPTH;
        inTime = 1;
        WordSearch.Found some = words.conversations(LAMP, SearchQuery.DEPTH);
        assertEquals(2 * SearchQuery.LIMIT, some.newest().size());
        assertFalse(some.complete());
        assertEquals(2, asked.size());
    }

    @Test
    void asksNoMoreThanIsWanted() {
        found = SearchQuery.DEPTH;
        WordSearch.Found some = words.conversations(LAMP.skipping(30), 45);
        assertTrue(some.newest().size() >= 45);
        assertEquals(1, asked.size());
        assertEquals(0, asked.getFirst().skip());
    }

    /** Only what the first search looked at is known to be looked at. */
    @Test
    void saysHowFarTheIndexHadComeAtFirst() {
        found = 2 * SearchQuery.LIMIT;
        assertEquals(1, words.conversations(LAMP, SearchQuery.DEPTH).result().indexedBefore());
        assertEquals(2, asked.size());
    }

    private SearchResult search(SearchQuery query) {
        asked.add(query);
        int end = Math.min(found, query.skip() + query.limit());
        return new SearchResult(
                LongStream.range(query.skip(), end).mapToObj(WordSearchTest::hit).toList(),
                found,
                true,
                asked.size() <= inTime,
                asked.size());
    }

    private static Hit hit(long id) {
        return new Hit(
                7, 1, id, id, id, 1, id, 0, ActorKind.VISITOR, 1, false, "lamp", "lamp", List.of());
    }
}
