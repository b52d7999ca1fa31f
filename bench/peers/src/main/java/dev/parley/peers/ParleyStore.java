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
    private ParleyEventStore store;

    ParleyStore(Path data, int stored) throws Exception {
        copy = Files.createTempDirectory(data, "parley-copy-");
        String from = filled(data, stored) + "/.";
        Process process =
                new ProcessBuilder("cp", "-a", "--sparse=always", from, copy.toString())
                        .inheritIO()
                        .start();
        if (process.waitFor() != 0) {
            throw new IOException("cannot copy " + from);
        }
        store = open(copy);
    }

    static void fill(Path data, int stored) throws Exception {
        if (Files.exists(filled(data, stored))) {
            return;
        }
        try (ParleyEventStore store = open(filled(data, stored))) {
            Population.fill(store.engine(PassThroughConverter.INSTANCE), stored);
            awaitIndexed(store, stored);
        }
    }

    @Override
    public EventStorageEngine engine() {
        return store.engine(PassThroughConverter.INSTANCE);
    }

    @Override
    public void forget() throws IOException {
        store.close();
        store = open(copy);
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

    private static ParleyEventStore open(Path directory) throws IOException {
        ParleyEventStore store =
                ParleyEventStore.open(
                        EngineConfig.in(directory).with("free.floor", 0), Environment.system());
        awaitIndexed(store, store.store().head());
        return store;
    }

    private static void awaitIndexed(ParleyEventStore store, long position) {
        if (!store.awaitIndexed(position, TimeUnit.SECONDS.toNanos(INDEX_SECONDS))) {
            throw new IllegalStateException("the index has not come to " + position);
        }
    }
}
