package dev.parley.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.api.http.Problem;
import dev.parley.api.http.Refused;
import dev.parley.api.http.Request;
import dev.parley.search.Hit;
import dev.parley.search.SearchQuery;
import dev.parley.search.SearchResult;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** What agents ask the search for by words: what is refused, and how far it looks. Any thread. */
final class WordSearch {
    private final Function<SearchQuery, SearchResult> search;
    private final LongSupplier released;

    /** {@code released} is the exclusive end of what may be shown. */
    WordSearch(Function<SearchQuery, SearchResult> search, LongSupplier released) {
        this.search = search;
        this.released = released;
    }

    /** The words of {@code q}; throws Refused where there are none, or too many. */
    static String words(Request request) {
        String words = request.query("q").orElse("");
        if (words.isBlank()) {
            throw new Refused(Problem.field("q", "REQUIRED", "is required"));
        }
        if (words.length() > SearchQuery.TEXT_CHARS) {
            throw new Refused(
                    Problem.field(
                            "q", "LIMIT_EXCEEDED", "exceeds " + SearchQuery.TEXT_CHARS + " chars"));
        }
        return words;
    }

    SearchResult messages(SearchQuery query) {
        return search.apply(query);
    }

    /**
     * Conversations with a message that was found.
     *
     * @param newest the newest of the messages found by conversation, the newest first
     * @param result of the whole look, without hits
     */
    record Found(Map<Long, Hit> newest, SearchResult result) {
        /** False where time ran out, or where more messages match than were looked at. */
        boolean complete() {
            return result.complete() && result.total() <= SearchQuery.DEPTH;
        }
    }

    /**
     * Looks at the newest {@link SearchQuery#DEPTH} messages that match, whatever page {@code
     * query} asks for, until {@code wanted} conversations are found. A search that ran out of time
     * is the last: the next would, too.
     */
    Found conversations(SearchQuery query, int wanted) {
        Map<Long, Hit> newest = new LinkedHashMap<>();
        SearchResult result = at(query, 0, newest);
        // A later look may know of more, but did not look at the newest messages again.
        long indexedBefore = result.indexedBefore();
        int read = SearchQuery.LIMIT;
        while (result.complete()
                && read < Math.min(result.total(), SearchQuery.DEPTH)
                && newest.size() < wanted) {
            result = at(query, read, newest);
            read += SearchQuery.LIMIT;
        }
        return new Found(
                newest,
                new SearchResult(
                        List.of(),
                        result.total(),
                        result.totalIsExact(),
                        result.complete(),
                        indexedBefore));
    }

    private SearchResult at(SearchQuery query, int skip, Map<Long, Hit> newest) {
        SearchResult result =
                search.apply(
                        new SearchQuery(
                                query.text(),
                                query.account(),
                                query.shop(),
                                query.conversation(),
                                query.since(),
                                query.until(),
                                skip,
                                SearchQuery.LIMIT));
        result.hits().forEach(hit -> newest.putIfAbsent(hit.conversation(), hit));
        return result;
    }

    /** Says in {@code meta} how much of the log was looked at. */
    void tell(ObjectNode meta, boolean complete, long indexedBefore) {
        meta.put("complete", complete)
                .put("indexed_before", indexedBefore)
                .put("released", released.getAsLong());
    }
}
