package dev.parley.search;

import dev.parley.domain.Header;
import dev.parley.domain.PartialEvents;
import dev.parley.domain.Slice;
import dev.parley.seal.KeyState;
import dev.parley.seal.KeyStore;
import dev.parley.seal.Opening;
import dev.parley.seal.SealedField;
import dev.parley.seal.Sealer;

import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;
import org.apache.lucene.search.TotalHits;
import org.apache.lucene.util.BytesRef;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Answers queries over a reader of the index. Any thread. */
final class Asking {
    /** A query that takes longer answers what it has found. */
    static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** Up to here messages are counted one by one. */
    private static final int COUNTED = 10_000;

    private static final Sort NEWEST =
            new Sort(
                    new SortField(Documents.AT, SortField.Type.LONG, true),
                    new SortField(Documents.POSITION, SortField.Type.LONG, true));

    private final KeyStore keys;
    private final Sealer sealer;
    private final Texts texts;
    private final LongSupplier nanos;

    Asking(KeyStore keys, Sealer sealer, Texts texts, LongSupplier nanos) {
        this.keys = keys;
        this.sealer = sealer;
        this.texts = texts;
        this.nanos = nanos;
    }

    /**
     * What was found, and the keys of what must not be shown any more.
     *
     * @param erased keys whose documents the index still holds although they are erased
     */
    record Found(SearchResult result, Set<Long> erased) {}

    Found ask(IndexReader reader, SearchQuery query, long indexedBefore) throws IOException {
        QueryWords words = new QueryWords(query.text());
        if (words.query().isEmpty()) {
            return new Found(new SearchResult(List.of(), 0, true, true, indexedBefore), Set.of());
        }
        IndexSearcher searcher = new IndexSearcher(reader);
        // A cache would hold what one account asked for beyond the life of the question.
        searcher.setQueryCache(null);
        long deadline = nanos.getAsLong() + MOST_NANOS;
        searcher.setTimeout(() -> nanos.getAsLong() - deadline > 0);
        int wanted = query.skip() + query.limit();
        TopFieldDocs top =
                searcher.search(
                        within(query).add(words.query().get(), Occur.FILTER).build(),
                        new TopFieldCollectorManager(NEWEST, wanted, null, COUNTED));
        Set<Long> erased = new HashSet<>();
        List<Hit> hits = new ArrayList<>();
        StoredFields stored = reader.storedFields();
        for (int i = query.skip(); i < top.scoreDocs.length; i++) {
            hit(row(stored, top.scoreDocs[i]), words, erased).ifPresent(hits::add);
        }
        return new Found(
                new SearchResult(
                        hits,
                        top.totalHits.value(),
                        top.totalHits.relation() == TotalHits.Relation.EQUAL_TO,
                        !searcher.timedOut(),
                        indexedBefore),
                erased);
    }

    private static BooleanQuery.Builder within(SearchQuery query) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        only(all, Documents.ACCOUNT, query.account());
        only(all, Documents.SHOP, query.shop());
        only(all, Documents.IN_CONVERSATION, query.conversation());
        if (query.since() != Long.MIN_VALUE || query.until() != Long.MAX_VALUE) {
            // Exclusive, and there is no instant before the first.
            long last = query.until() == Long.MIN_VALUE ? query.until() : query.until() - 1;
            all.add(
                    NumericDocValuesField.newSlowRangeQuery(Documents.AT, query.since(), last),
                    Occur.FILTER);
        }
        return all;
    }

    private static void only(BooleanQuery.Builder all, String field, long id) {
        if (id != 0) {
            all.add(new TermQuery(Documents.term(field, id)), Occur.FILTER);
        }
    }

    private static Row row(StoredFields stored, ScoreDoc found) throws IOException {
        BytesRef bytes = stored.document(found.doc).getBinaryValue(Documents.ROW);
        return Row.of(Objects.requireNonNull(bytes, "a message without its row"));
    }

    private Optional<Hit> hit(Row row, QueryWords words, Set<Long> erased) {
        if (keys.state(row.keyId()) == KeyState.ERASED) {
            erased.add(row.keyId());
            return Optional.empty();
        }
        return text(row)
                .map(
                        text -> {
                            String normal = Words.normal(text);
                            Snippet snippet = Snippet.of(normal, words);
                            return new Hit(
                                    row.account(),
                                    row.shop(),
                                    row.conversation(),
                                    row.number(),
                                    row.message(),
                                    row.seq(),
                                    row.position(),
                                    row.at(),
                                    row.from(),
                                    row.actor(),
                                    row.note(),
                                    normal,
                                    snippet.text(),
                                    snippet.marks());
                        });
    }

    private Optional<String> text(Row row) {
        OneText one = new OneText(row.shop());
        texts.play(row.textPosition(), one);
        return one.text;
    }

    /** The text of the message in one event; what cannot be opened is not there. */
    private final class OneText implements PartialEvents {
        private final long shop;
        private Optional<String> text = Optional.empty();

        OneText(long shop) {
            this.shop = shop;
        }

        @Override
        public void messagePosted(
                Header h, long message, boolean note, Slice content, Slice attributes) {
            open(content, SealedField.MESSAGE_CONTENT);
        }

        @Override
        public void messageUpdated(
                Header h,
                long message,
                int messageSeq,
                boolean note,
                Slice content,
                Slice attributes) {
            open(content, SealedField.MESSAGE_UPDATED_CONTENT);
        }

        @Override
        public void messageImported(Header h, long message, Slice content) {
            open(content, SealedField.IMPORTED_CONTENT);
        }

        private void open(Slice content, SealedField field) {
            if (sealer.open(content, shop, field.id()) instanceof Opening.Opened opened) {
                text = Optional.of(opened.text());
            }
        }
    }
}
