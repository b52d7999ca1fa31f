package dev.parley.ops;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.net.URI;
import java.nio.file.Path;

/** Whose processors: of a directory, or of a running server. */
final class ProcessorOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Data directory of a stopped server. Or PARLEY_DATA in the environment.")
    private @Nullable Path data;

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

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "A running server, such as http://127.0.0.1:8080.")
    private @Nullable URI url;

    @Option(
            names = "--token",
            paramLabel = "T",
            defaultValue = "${env:PARLEY_TOKEN}",
            description =
                    "Token of a supervisor, for --url. Better in PARLEY_TOKEN in the environment:"
                            + " arguments can be seen by others on the machine.")
    private @Nullable String token;

    ProcessorOptions() {}

    /** Where to ask. */
    ProcessorAccess access() {
        URI server = url;
        Path directory = data;
        if (server != null) {
            if (directory != null) {
                throw new ParameterException(
                        spec.commandLine(), "--data and --url are two ways: give one");
            }
            String supervisor = token;
            if (supervisor == null || supervisor.isEmpty()) {
                throw new ParameterException(
                        spec.commandLine(), "--url needs --token or PARLEY_TOKEN, of a supervisor");
            }
            return new LiveProcessors(server, supervisor);
        }
        String inEnvironment = System.getenv("PARLEY_DATA");
        if (directory == null && inEnvironment != null) {
            directory = Path.of(inEnvironment);
        }
        if (directory == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "give --data DIR of a stopped server, or --url URL of a running one");
        }
        return new StoredProcessors(DataOptions.of(directory, keys, shard));
    }
}
