package dev.parley;

import dev.parley.index.StoredIndex;
import dev.parley.log.EventLog;
import dev.parley.log.chronicle.ChronicleOptions;
import dev.parley.ring.Ring;
import dev.parley.ring.Shard;
import dev.parley.ring.Sync;
import dev.parley.seal.Hashes;
import dev.parley.seal.KeyStore;
import dev.parley.seal.Sealer;
import dev.parley.store.EventStore;
import dev.parley.store.OwnEvents;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

/** What an engine and a store alone are put together from in the same way. */
final class Shared {
    /** Commands released at once where no force is waited for: more only makes them wait. */
    private static final int UNFORCED_BATCH = 256;

    private static final ThreadFactory ANSWERS =
            Thread.ofVirtual()
                    .name("parley-answer")
                    .inheritInheritableThreadLocals(false)
                    .factory();

    private Shared() {}

    /**
     * Runs what callers do with their answers, each on a virtual thread of its own, since it may
     * block. Not an executor service: that one keeps a set of its threads, a third of what telling
     * an answer cost.
     */
    static Executor answers() {
        return task -> ANSWERS.newThread(task).start();
    }

    /** Refuses a log with records whose keys are not there. */
    static void requireKeys(EventLog log, EngineConfig config) throws IOException {
        if (log.head() > 0 && !KeyStore.exists(config.keys())) {
            // New keys would make all that is sealed unreadable for good without a word.
            throw new IOException(
                    "keys="
                            + config.keys()
                            + " holds no keys although the log has records: say where they are");
        }
    }

    static ChronicleOptions options(EngineConfig config) {
        ChronicleOptions usual = ChronicleOptions.DEFAULT;
        return new ChronicleOptions(
                (long) config.segmentMebibytes() << 20,
                usual.prepareBytes(),
                (long) config.freeSpaceFloorMebibytes() << 20,
                usual.reserveBytes());
    }

    static Shard.Settings settings(EngineConfig config) {
        return new Shard.Settings(
                config.sync(),
                config.syncIntervalMillis() * 1_000L,
                config.idleMarkMillis() * 1_000L);
    }

    static Ring.Settings ringSettings(EngineConfig config) {
        int batch =
                config.sync() == Sync.BATCH
                        ? config.batch()
                        : Math.min(config.batch(), UNFORCED_BATCH);
        return new Ring.Settings(
                config.ringSlots(),
                (long) config.ringMebibytes() << 20,
                batch,
                config.drainMillis());
    }

    /**
     * A store over a shard.
     *
     * @param own null where the shard decides nothing
     */
    static EventStore store(
            Ring ring,
            Shard shard,
            StoredIndex index,
            EventLog log,
            KeyStore keys,
            Environment environment,
            EngineConfig config,
            @Nullable OwnEvents own) {
        return new EventStore(
                new EventStore.Parts(
                        ring,
                        shard::recentFrom,
                        index,
                        log::reader,
                        new Hashes(keys),
                        new Sealer(keys, environment.random()),
                        config.storeRemembered() * (Runtime.getRuntime().maxMemory() / 100),
                        own));
    }
}
