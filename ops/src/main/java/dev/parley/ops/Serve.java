package dev.parley.ops;

import com.fasterxml.jackson.core.JsonGenerator;

import dev.parley.EndState;
import dev.parley.EngineConfig;
import dev.parley.api.ApiConfig;
import dev.parley.api.Provisioner;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** {@code parley serve}: engine, API and pages, until a signal ends them. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the engine, its API and the web pages.",
            "SIGTERM or Ctrl-C: takes no more work, answers what is under way, forces the log and"
                    + " ends with exit code 0.",
            "Every setting is also a key of --config FILE and an environment variable: `parley"
                    + " settings`."
        })
final class Serve implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Data directory. Default: parley-data, or with --demo a temporary one that goes"
                            + " when the server stops.")
    private @Nullable Path data;

    @Option(
            names = "--keys",
            paramLabel = "DIR",
            description = "Directory of the keys. Default: keys in the data directory.")
    private @Nullable Path keys;

    @Option(names = "--shard", paramLabel = "N", description = "Number of the shard. Default: 0.")
    private @Nullable Integer shard;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Port to listen on, 0 for a free one. Default: 8080.")
    private @Nullable Integer port;

    @Option(
            names = "--host",
            paramLabel = "H",
            description = "Loopback address to listen on. Default: 127.0.0.1.")
    private @Nullable String host;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Properties file; environment and command line win over it.")
    private @Nullable Path config;

    @Option(
            names = "--demo",
            description = "Adds a demo account with a shop page, two agents and a supervisor.")
    private boolean demo;

    @Option(
            names = "--json",
            description = {
                "Print one JSON object once ready,",
                "and one with position and state digest once stopped."
            })
    private boolean json;

    @Option(names = "--exit", hidden = true, description = "Stop once ready: for warming up.")
    private boolean exit;

    Serve() {}

    @Override
    public Integer call() throws IOException {
        Settings settings = settings();
        boolean temporary = demo && !settings.has("data");
        if (temporary) {
            settings.set("data", Files.createTempDirectory("parley-demo-"));
        }
        EngineConfig engine = settings.engine();
        ApiConfig api = settings.api();
        requireLoopback(api.host());
        Service service = Service.start(engine, api, demo);
        Closing closing =
                new Closing(service, temporary ? Optional.of(engine.data()) : Optional.empty());
        // Registered before anybody is told: whoever knows of the server may end it.
        Thread onSignal = new Thread(() -> closeAndHalt(closing), "parley-stop");
        Runtime.getRuntime().addShutdownHook(onSignal);
        tell(service, engine, api);
        if (exit) {
            Runtime.getRuntime().removeShutdownHook(onSignal);
            closing.close();
            return 0;
        }
        Throwable cause = awaitHalt(service);
        Runtime.getRuntime().removeShutdownHook(onSignal);
        closing.close();
        throw Failure.environment(
                "the shard stopped: "
                        + cause
                        + ". Check the disk and start again: the log is recovered.");
    }

    private Settings settings() throws IOException {
        Settings settings = new Settings();
        Path file = config;
        if (file != null) {
            settings.file(file);
        }
        settings.environment(System.getenv());
        given(settings, "data", data);
        given(settings, "keys", keys);
        given(settings, "shard", shard);
        given(settings, "port", port);
        given(settings, "host", host);
        return settings;
    }

    private static void given(Settings settings, String key, @Nullable Object value) {
        if (value != null) {
            settings.set(key, value);
        }
    }

    /** Tokens travel in plain text and nothing else signs anybody in. */
    private static void requireLoopback(String host) {
        try {
            if (Arrays.stream(InetAddress.getAllByName(host))
                    .allMatch(InetAddress::isLoopbackAddress)) {
                return;
            }
        } catch (UnknownHostException _) {
            throw Failure.usage("--host=" + host + " is not known on this machine.");
        }
        throw Failure.usage(
                "--host="
                        + host
                        + " is refused: no sign-in is configured. Listen on 127.0.0.1 and put a"
                        + " proxy with TLS in front.");
    }

    private void tell(Service service, EngineConfig engine, ApiConfig api) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        String name = api.host().contains(":") ? "[" + api.host() + "]" : api.host();
        String url = "http://" + name + ":" + service.port();
        if (json) {
            JsonLines.print(out, generator -> write(service, url, generator));
            return;
        }
        out.println("Parley runs at " + url + "/ with its log in " + engine.data());
        out.println("Agents' console: " + url + "/console");
        service.demo()
                .ifPresent(
                        made -> {
                            out.println("Demo shop with the chat: " + url + "/");
                            for (Provisioner.Agent agent : made.agents()) {
                                out.println("  token of " + agent.name() + ": " + agent.token());
                            }
                        });
        out.println("Ctrl-C stops it.");
        JsonLines.failIfClosed(out);
    }

    private static void write(Service service, String url, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("url", url);
        if (service.demo().isPresent()) {
            Demo made = service.demo().get();
            json.writeNumberField("account", made.account());
            made.write(json);
        }
        json.writeEndObject();
    }

    private static Throwable awaitHalt(Service service) {
        while (true) {
            try {
                return service.halted().get(1, TimeUnit.HOURS);
            } catch (TimeoutException _) {
                // still running, as it should
            } catch (ExecutionException e) {
                return e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return e;
            }
        }
    }

    /** Ends the process with 0: a stop that was asked for and done in order is no failure. */
    private void closeAndHalt(Closing closing) {
        int exitCode = 0;
        try {
            closing.close();
            tellEnd(closing.service().endState().orElseThrow(Serve::notInOrder));
        } catch (IOException | RuntimeException e) {
            spec.commandLine().getErr().println("parley serve: did not stop in order: " + e);
            spec.commandLine().getErr().flush();
            exitCode = 3;
        }
        Runtime.getRuntime().halt(exitCode);
    }

    private static Failure notInOrder() {
        return Failure.environment("the log was left as after a crash; the next start recovers it");
    }

    /** So that a later replay can be held against it. Whoever read us may be gone: no matter. */
    private void tellEnd(EndState end) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                json
                        ? "{\"position\":"
                                + end.position()
                                + ",\"digest\":\""
                                + end.digest()
                                + "\"}"
                        : "Stopped at position "
                                + end.position()
                                + ", state digest "
                                + end.digest());
        out.flush();
    }

    /** Everything that has to go, in order. */
    private record Closing(Service service, Optional<Path> temporary) {
        void close() throws IOException {
            service.close();
            if (temporary.isPresent()) {
                try (Stream<Path> all = Files.walk(temporary.get())) {
                    for (Path each : all.toList().reversed()) {
                        Files.delete(each);
                    }
                }
            }
        }
    }
}
