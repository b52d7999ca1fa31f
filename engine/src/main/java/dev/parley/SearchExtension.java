package dev.parley;

import dev.parley.axon.ColdProjection;
import dev.parley.seal.Sealer;
import dev.parley.search.SearchQuery;
import dev.parley.search.SearchResult;
import dev.parley.search.TranscriptSearch;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Full-text search over the transcripts of an engine, its index in DIR/search. Any thread once the
 * engine is open.
 */
public final class SearchExtension implements Extension {
    private volatile Optional<TranscriptSearch> search = Optional.empty();

    @Override
    public List<ColdProjection> projections(Ground ground) throws IOException {
        Reading reading = ground.reading();
        TranscriptSearch opened =
                TranscriptSearch.open(
                        TranscriptSearch.in(ground.config().data()),
                        new TranscriptSearch.Parts(
                                ground.keys(),
                                new Sealer(ground.keys(), ground.environment().random()),
                                (position, target) -> {
                                    // What is forced may be found before it may be shown.
                                    if (position < reading.released()) {
                                        reading.play(new long[] {position}, target);
                                    }
                                },
                                reading.released(),
                                ground.environment().nanos()));
        search = Optional.of(opened);
        return List.of(opened);
    }

    /** What matches. Throws IllegalStateException while no engine has opened this. */
    public SearchResult search(SearchQuery query) {
        return search.orElseThrow(() -> new IllegalStateException("no engine has opened this"))
                .search(query);
    }

    @Override
    public void close() throws IOException {
        Optional<TranscriptSearch> opened = search;
        if (opened.isPresent()) {
            opened.get().close();
        }
    }
}
