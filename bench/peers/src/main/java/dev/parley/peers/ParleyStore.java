package dev.parley.peers;

import dev.parley.ParleyEventStore;
import dev.parley.bench.store.FilledStore;

import org.axonframework.conversion.PassThroughConverter;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Ours, in a copy of a directory that was filled once. */
final class ParleyStore implements OpenStore {
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
        store = FilledStore.open(copy, remembers);
    }

    static void fill(Path data, int stored) throws Exception {
        if (!Files.exists(filled(data, stored))) {
            FilledStore.fill(filled(data, stored), stored);
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
}
