package dev.parley.peers;

import dev.parley.EngineConfig;
import dev.parley.Environment;
import dev.parley.ParleyEventStore;

import org.axonframework.conversion.PassThroughConverter;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Ours, in a copy of a directory that was filled once. */
final class ParleyStore implements OpenStore {
    private static final long INDEX_SECONDS = 300;

    private final Path copy;
    private final ParleyEventStore store;

    /**
     * @param remembers whether it keeps opened events for when they are sourced again
     */
    ParleyStore(Path data, int stored, boolean remembers) throws Exception {
        copy = Files.createTempDirectory(data, "parley-copy-");
        String from = filled(data, stored) + "/.";
        Process process =
                new ProcessBuilder("cp", "-a", "--sparse=always", from, copy.toString())
                        .inheritIO()
                        .start();
        if (process.waitFor() != 0) {
            throw new IOException("cannot copy " + from);
        }
        EngineConfig config = config(copy);
        store = open(remembers ? config : config.with("store.remembered", 0));
    }

    static void fill(Path data, int stored) throws Exception {
        if (Files.exists(filled(data, stored))) {
            return;
        }
        try (ParleyEventStore store = open(config(filled(data, stored)))) {
            Population.fill(store.engine(PassThroughConverter.INSTANCE), stored);
            awaitIndexed(store, stored);
        }
    }

    @Override
    public EventStorageEngine engine() {
        return store.engine(PassThroughConverter.INSTANCE);
    }

    @Override
    public void close() throws IOException {
        store.close();
        try (Stream<Path> files = Files.walk(copy)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static Path filled(Path data, int stored) {
        return data.resolve("parley-" + stored);
    }

    private static EngineConfig config(Path directory) {
        return EngineConfig.in(directory).with("free.floor", 0);
    }

    private static ParleyEventStore open(EngineConfig config) throws IOException {
        ParleyEventStore store = ParleyEventStore.open(config, Environment.system());
        awaitIndexed(store, store.store().head());
        return store;
    }

    private static void awaitIndexed(ParleyEventStore store, long position) {
        if (!store.awaitIndexed(position, TimeUnit.SECONDS.toNanos(INDEX_SECONDS))) {
            throw new IllegalStateException("the index has not come to " + position);
        }
    }
}
