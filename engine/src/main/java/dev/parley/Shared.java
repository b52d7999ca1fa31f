package dev.parley;

import dev.parley.index.StoredIndex;
import dev.parley.log.EventLog;
import dev.parley.log.chronicle.ChronicleOptions;
import dev.parley.ring.Ring;
import dev.parley.ring.Shard;
import dev.parley.seal.Hashes;
import dev.parley.seal.KeyStore;
import dev.parley.seal.Sealer;
import dev.parley.store.EventStore;
import dev.parley.store.OwnEvents;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/** What an engine and a store alone are put together from in the same way. */
final class Shared {
    private Shared() {}

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
        return new Ring.Settings(
                config.ringSlots(),
                (long) config.ringMebibytes() << 20,
                config.batch(),
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
            @Nullable OwnEvents own) {
        return new EventStore(
                new EventStore.Parts(
                        ring,
                        shard::recentFrom,
                        index,
                        log::reader,
                        new Hashes(keys),
                        new Sealer(keys, environment.random()),
                        own));
    }
}
