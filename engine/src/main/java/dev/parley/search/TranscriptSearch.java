package dev.parley.search;

import dev.parley.axon.ColdProjection;
import dev.parley.axon.LoggedEvent;
import dev.parley.seal.KeyStore;
import dev.parley.seal.Sealer;

import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The search index of a running engine: fed behind the log, asked from any thread.
 *
 * <p>The position to go on from lies in Lucene's commit, so that index and position move together.
 * A commit is made at most each {@link #COMMIT_NANOS} and at close, since each forces a dozen files
 * on the disk that the log is forced on; what is not yet committed is found all the same, and fed
 * again after a crash. An index that is damaged, of another format, or ahead of the log is made
 * anew.
 *
 * <p>Erasing: once a person's erasure is taken in, nothing of it is found, and a second later its
 * terms are in no file of the index. A key erased without one is noticed when one of its messages
 * is found, and within a sweep over all keys that goes on in the background.
 *
 * <p>Errors: a failed disk ends writing for this run and is thrown to the processor; searching goes
 * on with what is there; the next start goes on from the last commit.
 */
public final class TranscriptSearch implements ColdProjection, AutoCloseable {
    /** Name of the processor. */
    public static final String NAME = "search";

    private static final String DIRECTORY = "search";

    static final long COMMIT_NANOS = TimeUnit.SECONDS.toNanos(15);

    private static final Logger LOG = LoggerFactory.getLogger(TranscriptSearch.class);

    /** How old an answer may be while messages stream in: a refresh writes a small segment. */
    private static final long REFRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** A refresh that took long, as in a replay, is not made again before this many times that. */
    private static final int REFRESH_SHARE = 20;

    private static final long REFRESH_MOST_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final long TICK_MILLIS = 1_000;
    private static final long STOP_SECONDS = 10;

    /** Finding erased documents, deleting them, and asking again: enough for any page. */
    private static final int TRIES = 3;

    private final Path path;
    private final OwnerOnly directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final LoggedEvent.Teller teller = new LoggedEvent.Teller();
    private final Indexing indexing;
    private final Forgetting forgetting;
    private final Asking asking;
    private final LongSupplier nanos;
    private final ScheduledExecutorService timer;

    private long next;
    private volatile long committed;
    private long committedAtNanos;
    private volatile long refreshedAtNanos;
    private volatile long visibleBefore;
    private volatile boolean checked;

    private TranscriptSearch(Path path, OwnerOnly directory, long next, Parts parts)
            throws IOException {
        this.path = path;
        this.directory = directory;
        this.next = next;
        this.committed = next;
        this.visibleBefore = next;
        this.nanos = parts.nanos();
        writer = IndexFiles.writer(directory);
        searchers = new SearcherManager(writer, new SearcherFactory());
        forgetting = new Forgetting(writer, searchers, parts.keys(), nanos);
        indexing = new Indexing(writer, searchers, parts.sealer(), forgetting, seen());
        asking = new Asking(parts.keys(), parts.sealer(), parts.texts(), nanos);
        committedAtNanos = nanos.getAsLong();
        refreshedAtNanos = committedAtNanos - REFRESH_NANOS;
        timer =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("parley-search").daemon(true).factory());
    }

    /** Where the index of a data directory lies. */
    public static Path in(Path data) {
        return data.resolve(DIRECTORY);
    }

    /**
     * What it stands on.
     *
     * @param texts tells the released event at a position
     * @param logHead exclusive end of the log: an index beyond it belongs to another one
     * @param nanos a clock that only runs forward
     */
    public record Parts(
            KeyStore keys, Sealer sealer, Texts texts, long logHead, LongSupplier nanos) {}

    /**
     * Opens the index in {@code path}, or makes it.
     *
     * @throws IOException if the directory cannot be used
     */
    public static TranscriptSearch open(Path path, Parts parts) throws IOException {
        OwnerOnly directory = OwnerOnly.open(path);
        OptionalLong next = IndexFiles.next(path, directory);
        if (next.isEmpty() || next.getAsLong() > parts.logHead()) {
            IndexFiles.wipe(path);
        }
        TranscriptSearch search =
                new TranscriptSearch(
                        path,
                        directory,
                        next.isPresent() && next.getAsLong() <= parts.logHead()
                                ? next.getAsLong()
                                : 0,
                        parts);
        ScheduledFuture<?> _ =
                search.timer.scheduleWithFixedDelay(
                        search::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        return search;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void on(EventMessage event) {
        if (event.payload() instanceof LoggedEvent logged) {
            take(logged);
        }
    }

    /**
     * Takes one event, as a tool feeds it. The position stays until {@link #commit}: an event
     * parked before this one may not yet be on the disk.
     */
    public synchronized void take(LoggedEvent event) {
        teller.tell(event, indexing);
        indexing.told(event.position());
    }

    /** Takes note; the commit itself follows within {@link #COMMIT_NANOS}. */
    @Override
    public synchronized void commit(long nextPosition) {
        if (!writer.isOpen()) {
            throw new IllegalStateException(
                    "the search index in " + path + " cannot be written",
                    writer.getTragicException());
        }
        next = Math.max(next, nextPosition);
        if (nanos.getAsLong() - committedAtNanos >= COMMIT_NANOS) {
            commitNow();
        }
    }

    @Override
    public synchronized void flush() {
        commitNow();
    }

    @Override
    public long committed() {
        return committed;
    }

    @Override
    public synchronized void clear() {
        try {
            writer.deleteAll();
            indexing.clear();
            next = 0;
            commitNow();
            visibleBefore = 0;
            searchers.maybeRefreshBlocking();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What matches, as far as the events of the log have been taken in. */
    public SearchResult search(SearchQuery query) {
        try {
            for (int i = 1; ; i++) {
                refresh();
                Asking.Found found = ask(query);
                if (found.erased().isEmpty() || i == TRIES) {
                    return found.result();
                }
                forgetting.delete(found.erased());
                expungeSoon();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Commits and closes. */
    @Override
    public void close() throws IOException {
        timer.shutdown();
        try {
            if (!timer.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                timer.shutdownNow();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            if (writer.isOpen() && (next != committed || writer.hasUncommittedChanges())) {
                commitNow();
            }
            searchers.close();
            writer.close();
            directory.close();
        }
    }

    /** What is done each second, apart from events and questions. */
    void tick() {
        try {
            if (!checked) {
                check();
            }
            synchronized (this) {
                boolean due = nanos.getAsLong() - committedAtNanos >= COMMIT_NANOS;
                if (due && (next != committed || writer.hasUncommittedChanges())) {
                    commitNow();
                }
            }
            if (forgetting.sweep()) {
                expunge();
            }
        } catch (AlreadyClosedException e) {
            LOG.debug("the search index is closed", e);
        } catch (IOException | RuntimeException e) {
            LOG.error("search index in {}", path, e);
        }
    }

    private long seen() throws IOException {
        Map<String, String> last = new HashMap<>();
        Iterable<Map.Entry<String, String>> commit = writer.getLiveCommitData();
        if (commit != null) {
            commit.forEach(each -> last.put(each.getKey(), each.getValue()));
        }
        return IndexFiles.seen(last);
    }

    private Asking.Found ask(SearchQuery query) throws IOException {
        long before = visibleBefore;
        IndexSearcher searcher = searchers.acquire();
        try {
            return asking.ask(searcher.getIndexReader(), query, before);
        } finally {
            searchers.release(searcher);
        }
    }

    private void refresh() throws IOException {
        long now = nanos.getAsLong();
        if (now - refreshedAtNanos >= REFRESH_NANOS) {
            long before;
            synchronized (this) {
                before = next;
            }
            searchers.maybeRefreshBlocking();
            visibleBefore = before;
            long took = nanos.getAsLong() - now;
            refreshedAtNanos = now + Math.min(REFRESH_SHARE * took, REFRESH_MOST_NANOS);
        }
    }

    /** At the next tick: who asks does not wait for a merge. */
    private void expungeSoon() {
        forgetting.wanted();
    }

    private void expunge() throws IOException {
        forgetting.expunge();
        synchronized (this) {
            commitNow();
        }
        searchers.maybeRefreshBlocking();
        // What the last reader held open is only now free to be removed.
        writer.deleteUnusedFiles();
    }

    private void commitNow() {
        try {
            writer.setLiveCommitData(IndexFiles.commit(next, indexing.seen()).entrySet());
            writer.commit();
            committed = next;
            committedAtNanos = nanos.getAsLong();
        } catch (IOException e) {
            throw new UncheckedIOException("search index in " + path, e);
        }
    }

    /** Once a start, not before it: an index of a million messages takes a second to read. */
    private void check() throws IOException {
        checked = true;
        IndexSearcher searcher = searchers.acquire();
        try {
            IndexFiles.check(((DirectoryReader) searcher.getIndexReader()).leaves());
        } catch (IOException e) {
            if (IndexFiles.isDamage(e)) {
                IndexFiles.mark(path);
                LOG.error("search index in {} is damaged; a restart makes it anew", path, e);
                return;
            }
            throw e;
        } finally {
            searchers.release(searcher);
        }
    }
}
