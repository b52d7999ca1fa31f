package dev.parley.search;

import java.util.List;

/**
 * What was found, the newest first. Immutable.
 *
 * @param total messages found, or at least this many where {@code totalIsExact} is false
 * @param complete false where time ran out: there may be more, and newer ones
 * @param indexedBefore every message below this position was looked at
 */
public record SearchResult(
        List<Hit> hits, long total, boolean totalIsExact, boolean complete, long indexedBefore) {
    public SearchResult {
        hits = List.copyOf(hits);
    }
}
