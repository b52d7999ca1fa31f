package dev.parley.bench.store;

import dev.parley.EngineConfig;
import dev.parley.Environment;
import dev.parley.ParleyEventStore;

import org.axonframework.conversion.PassThroughConverter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A store of ours in a directory that holds a {@link Population}. */
public final class FilledStore {
    private static final long INDEX_SECONDS = 300;

    private FilledStore() {}

    /** Makes one of {@code stored} events, and closes it. */
    public static void fill(Path directory, int stored) throws Exception {
        try (ParleyEventStore store = open(directory, true)) {
            Population.fill(store.engine(PassThroughConverter.INSTANCE), stored);
            awaitIndexed(store, stored);
        }
    }

    /**
     * Opens it, with all it holds in its index.
     *
     * @param remembers whether it keeps opened events for when they are sourced again
     */
    public static ParleyEventStore open(Path directory, boolean remembers) throws IOException {
        EngineConfig config = EngineConfig.in(directory).with("free.floor", 0);
        ParleyEventStore store =
                ParleyEventStore.open(
                        remembers ? config : config.with("store.remembered", 0),
                        Environment.system());
        awaitIndexed(store, store.store().head());
        return store;
    }

    private static void awaitIndexed(ParleyEventStore store, long position) {
        if (!store.awaitIndexed(position, TimeUnit.SECONDS.toNanos(INDEX_SECONDS))) {
            throw new IllegalStateException("the index has not come to " + position);
        }
    }
}
