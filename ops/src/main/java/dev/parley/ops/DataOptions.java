package dev.parley.ops;

import dev.parley.EngineConfig;
import dev.parley.log.chronicle.LogDirectory;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which log a verb is about: {@code --data}, {@code --shard}, {@code --keys}. */
final class DataOptions {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            required = true,
            defaultValue = "${env:PARLEY_DATA}",
            description =
                    "Data directory: the log and, unless moved, its keys. Or PARLEY_DATA in the"
                            + " environment.")
    private Path data = Path.of("");

    @Option(
            names = "--keys",
            paramLabel = "DIR",
            defaultValue = "${env:PARLEY_KEYS}",
            description = "Directory of the keys. Default: keys in the data directory.")
    private @Nullable Path keys;

    @Option(
            names = "--shard",
            paramLabel = "N",
            defaultValue = "${env:PARLEY_SHARD}",
            description = "Which shard, where the directory holds several.")
    private @Nullable Integer shard;

    DataOptions() {}

    /** As if these had been given. */
    static DataOptions of(Path data, @Nullable Path keys, @Nullable Integer shard) {
        DataOptions options = new DataOptions();
        options.data = data;
        options.keys = keys;
        options.shard = shard;
        return options;
    }

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

    /** Settings of an engine over this directory, the rest out of the environment. */
    EngineConfig engineConfig() throws IOException {
        Map<String, String> environment = new HashMap<>(System.getenv());
        for (String key : List.of("data", "keys", "shard")) {
            environment.remove("PARLEY_" + key.toUpperCase(Locale.ROOT));
        }
        Integer wanted = shard;
        int only = LogDirectory.shards(data).length > 0 ? shard() : wanted == null ? 0 : wanted;
        Map<String, String> settings =
                Map.of(
                        "data",
                        data.toString(),
                        "keys",
                        keys().toString(),
                        "shard",
                        Integer.toString(only));
        try {
            return EngineConfig.of(settings, environment);
        } catch (IllegalArgumentException e) {
            throw Failure.usage(e.getMessage() + ". Settings come from PARLEY_... too.");
        }
    }
}
