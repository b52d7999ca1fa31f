package dev.parley.search;

import dev.parley.seal.KeyState;
import dev.parley.seal.KeyStore;

import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.util.BytesRef;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Takes out of the index what is sealed under keys that are gone: hidden at once, then written out
 * of the files. Any thread.
 */
final class Forgetting {
    /** Keys looked at in a turn: a second's share of 8 microseconds each is nothing. */
    private static final int KEYS_A_TURN = 2_000;

    /** Between two beginnings of a sweep: each writes out what was taken in, a small segment. */
    private static final long SWEEP_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final KeyStore keys;
    private final LongSupplier nanos;
    private volatile boolean wanted;

    /** Where the sweep over all keys stands; empty at its beginning. Guarded by this. */
    private BytesRef sweptTo = new BytesRef();

    /** Guarded by this. */
    private long begunAtNanos;

    Forgetting(IndexWriter writer, SearcherManager searchers, KeyStore keys, LongSupplier nanos) {
        this.nanos = nanos;
        begunAtNanos = nanos.getAsLong() - SWEEP_NANOS;
        this.writer = writer;
        this.searchers = searchers;
        this.keys = keys;
    }

    /** Nothing of this key is found from the next refresh on. */
    void forget(long keyId) {
        try {
            writer.deleteDocuments(Documents.term(Documents.KEY, keyId));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        wanted();
    }

    /** Once this returns nothing of these keys is found. */
    void delete(Set<Long> keyIds) throws IOException {
        Term[] terms =
                keyIds.stream()
                        .map(keyId -> Documents.term(Documents.KEY, keyId))
                        .toArray(Term[]::new);
        writer.deleteDocuments(terms);
        searchers.maybeRefreshBlocking();
    }

    /** Something was deleted that the next turn should write out of the files. */
    void wanted() {
        wanted = true;
    }

    /** Rewrites every segment that holds a deleted document; a commit must follow. */
    void expunge() throws IOException {
        wanted = false;
        writer.forceMergeDeletes(true);
    }

    /**
     * Looks at the next keys of the index and deletes what belongs to erased ones; answers whether
     * there is something to write out.
     */
    synchronized boolean sweep() throws IOException {
        Set<Long> erased = new HashSet<>();
        if (sweptTo.length == 0) {
            long now = nanos.getAsLong();
            if (now - begunAtNanos < SWEEP_NANOS) {
                return wanted;
            }
            begunAtNanos = now;
            searchers.maybeRefreshBlocking();
        }
        IndexSearcher searcher = searchers.acquire();
        try {
            Terms terms = MultiTerms.getTerms(searcher.getIndexReader(), Documents.KEY);
            if (terms != null) {
                look(terms.iterator(), erased);
            }
        } finally {
            searchers.release(searcher);
        }
        if (!erased.isEmpty()) {
            delete(erased);
        }
        return wanted || !erased.isEmpty();
    }

    private void look(TermsEnum all, Set<Long> erased) throws IOException {
        boolean more = all.seekCeil(sweptTo) != TermsEnum.SeekStatus.END;
        for (int i = 0; more && i < KEYS_A_TURN; i++) {
            long keyId = Documents.id(all.term().utf8ToString());
            if (keys.state(keyId) == KeyState.ERASED) {
                erased.add(keyId);
            }
            more = all.next() != null;
        }
        sweptTo = more ? BytesRef.deepCopyOf(all.term()) : new BytesRef();
    }
}
