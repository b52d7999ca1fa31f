package dev.parley.ops;

import dev.parley.domain.Slice;
import dev.parley.log.EventReader;
import dev.parley.log.LogRecord;
import dev.parley.log.ReadOnlyLog;
import dev.parley.log.SegmentSource;
import dev.parley.log.chronicle.LogDirectory;
import dev.parley.seal.KeyStore;
import dev.parley.seal.Opening;
import dev.parley.seal.Sealer;

import java.io.IOException;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A log and its keys, opened for reading: without a lock, beside a live server, on a copy, on
 * read-only media. Shows what is proved to have been forced. One thread.
 */
final class OpenLog implements AutoCloseable {
    private final int shard;
    private final ReadOnlyLog log;
    private final KeyStore keys;
    private final Sealer sealer;

    private OpenLog(int shard, ReadOnlyLog log, KeyStore keys) {
        this.shard = shard;
        this.log = log;
        this.keys = keys;
        // Never seals, so chance is never asked for.
        this.sealer = new Sealer(keys, new SplittableRandom(0));
    }

    static OpenLog open(DataOptions options) throws IOException {
        int shard = options.shard();
        ReadOnlyLog log = LogDirectory.read(options.data(), shard);
        return new OpenLog(shard, log, KeyStore.openReadOnly(options.keys()));
    }

    /** The raw bytes of the log's segments. */
    static SegmentSource source(DataOptions options) throws IOException {
        return LogDirectory.source(options.data(), options.shard());
    }

    int shard() {
        return shard;
    }

    /** Exclusive end of what is shown. */
    long provedBefore() {
        return log.provedBefore();
    }

    /** A reader from position 0. */
    EventReader reader() {
        return log.reader();
    }

    /** Plain text of an envelope, or nothing where the key is missing or does not fit. */
    Optional<String> text(Slice envelope, long shop, int fieldId) {
        return sealer.open(envelope, shop, fieldId) instanceof Opening.Opened opened
                ? Optional.of(opened.text())
                : Optional.empty();
    }

    KeyStore keys() {
        return keys;
    }

    Sealer sealer() {
        return sealer;
    }

    /** What to do with each record; false ends the walk. */
    @FunctionalInterface
    interface Step {
        boolean take(LogRecord record) throws IOException;
    }

    /** Walks all that is proved, from position 0, telling {@code progress}. */
    void walk(Progress progress, Step step) throws IOException {
        try (EventReader reader = log.reader()) {
            while (reader.next(log.provedBefore())) {
                progress.at(reader.record().position());
                if (!step.take(reader.record())) {
                    break;
                }
            }
        }
        progress.end();
    }

    @Override
    public void close() throws IOException {
        keys.close();
        log.close();
    }
}
