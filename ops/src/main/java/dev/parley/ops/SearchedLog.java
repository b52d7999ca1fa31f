package dev.parley.ops;

import dev.parley.axon.LoggedEvent;
import dev.parley.codec.EventTypes;
import dev.parley.domain.Events;
import dev.parley.log.EventReader;
import dev.parley.log.LogRecord;
import dev.parley.log.RecordKind;
import dev.parley.replay.RecordEvents;
import dev.parley.search.SearchQuery;
import dev.parley.search.SearchResult;
import dev.parley.search.StoredSearch;
import dev.parley.search.TranscriptSearch;

import picocli.CommandLine.Model.CommandSpec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A log that can be searched: by the index that lies beside it, or by one made for the occasion,
 * which goes when this is closed. One thread.
 */
final class SearchedLog implements AutoCloseable {
    private static final int SHOP_TYPE = EventTypes.id("ShopRegistered");

    private static final int BATCH = 4_096;

    private final EventReader texts;
    private final RecordEvents events = new RecordEvents();
    private final Shops shops = new Shops();
    private final OpenLog log;
    private Optional<StoredSearch> stored = Optional.empty();
    private Optional<TranscriptSearch> made = Optional.empty();
    private Optional<Path> temporary = Optional.empty();

    private SearchedLog(OpenLog log) {
        this.log = log;
        this.texts = log.reader();
    }

    static SearchedLog open(OpenLog log, DataOptions data, boolean fresh, CommandSpec spec)
            throws IOException {
        SearchedLog searched = new SearchedLog(log);
        try {
            if (!fresh) {
                searched.stored =
                        StoredSearch.open(
                                        TranscriptSearch.in(data.data()),
                                        log.keys(),
                                        log.sealer(),
                                        searched::play,
                                        System::nanoTime)
                                .filter(index -> isOf(index, log));
            }
            searched.fold(
                    searched.stored.isPresent(),
                    new Progress(
                            spec.commandLine().getErr(),
                            searched.stored.isPresent()
                                    ? "read up to position"
                                    : "indexed for this question up to position",
                            log.provedBefore()));
            return searched;
        } catch (IOException | RuntimeException e) {
            searched.close();
            throw e;
        }
    }

    Shops shops() {
        return shops;
    }

    SearchResult search(SearchQuery query) throws IOException {
        return stored.isPresent() ? stored.get().search(query) : made.orElseThrow().search(query);
    }

    @Override
    public void close() throws IOException {
        if (stored.isPresent()) {
            stored.get().close();
        }
        if (made.isPresent()) {
            made.get().close();
        }
        if (temporary.isPresent()) {
            delete(temporary.get());
        }
        texts.close();
    }

    /** An index beyond the log is that of another one, or of a tail that a power cut took. */
    private static boolean isOf(StoredSearch index, OpenLog log) {
        if (index.indexedBefore() <= log.provedBefore()) {
            return true;
        }
        try {
            index.close();
        } catch (IOException _) {
            // Nothing was to be written.
        }
        return false;
    }

    private void fold(boolean indexed, Progress progress) throws IOException {
        if (!indexed) {
            Path directory = Files.createTempDirectory("parley-search-");
            temporary = Optional.of(directory);
            made =
                    Optional.of(
                            TranscriptSearch.open(
                                    TranscriptSearch.in(directory),
                                    new TranscriptSearch.Parts(
                                            log.keys(),
                                            log.sealer(),
                                            this::play,
                                            log.provedBefore(),
                                            System::nanoTime)));
        }
        log.walk(
                progress,
                record -> {
                    take(record);
                    return true;
                });
        made.ifPresent(search -> search.commit(log.provedBefore()));
    }

    private void take(LogRecord record) {
        if (record.kind() != RecordKind.EVENT) {
            return;
        }
        if (record.eventType() == SHOP_TYPE) {
            events.tell(record, shops);
        }
        made.ifPresent(
                search -> {
                    search.take(LoggedEvent.of(record));
                    if (record.position() % BATCH == 0) {
                        search.commit(record.position() + 1);
                    }
                });
    }

    private void play(long position, Events target) {
        texts.seek(position);
        if (texts.next(log.provedBefore())) {
            events.tell(texts.record(), target);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> below = Files.walk(directory)) {
            for (Path each : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
