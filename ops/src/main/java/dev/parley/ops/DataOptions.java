package dev.parley.ops;

import dev.parley.log.chronicle.LogDirectory;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Which log a verb is about: {@code --data}, {@code --shard}, {@code --keys}. */
final class DataOptions {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            required = true,
            description = "Data directory: the log and, unless moved, its keys.")
    private Path data = Path.of("");

    @Option(
            names = "--keys",
            paramLabel = "DIR",
            description = "Directory of the keys. Default: keys in the data directory.")
    private @Nullable Path keys;

    @Option(
            names = "--shard",
            paramLabel = "N",
            description = "Which shard, where the directory holds several.")
    private @Nullable Integer shard;

    DataOptions() {}

    Path data() {
        return data;
    }

    Path keys() {
        Path moved = keys;
        return moved == null ? data.resolve("keys") : moved;
    }

    /** The shard asked for, or the only one there is. */
    int shard() throws IOException {
        List<Integer> found = Arrays.stream(LogDirectory.shards(data)).boxed().toList();
        Integer wanted = shard;
        if (wanted != null) {
            if (!found.contains(wanted)) {
                throw Failure.usage("--shard=" + wanted + " is not in " + data + ": " + found);
            }
            return wanted;
        }
        return switch (found.size()) {
            case 0 ->
                    throw Failure.environment(
                            data.toAbsolutePath()
                                    + " holds no log. Give the directory that serve or import"
                                    + " wrote to as --data.");
            case 1 -> found.getFirst();
            default -> throw Failure.usage(data + " holds shards " + found + ": say --shard N.");
        };
    }
}
