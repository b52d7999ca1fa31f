package dev.parley.ops;

import dev.parley.EndState;
import dev.parley.Engine;
import dev.parley.EngineConfig;
import dev.parley.Environment;
import dev.parley.api.ApiConfig;
import dev.parley.api.ApiServer;
import dev.parley.api.Backend;
import dev.parley.api.Envelopes;
import dev.parley.api.Provisioner;
import dev.parley.api.Secrets;
import dev.parley.seal.Hashes;
import dev.parley.seal.Sealer;

import java.io.IOException;
import java.net.BindException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Engine and server, put together and running. Closing takes no more work, answers what is under
 * way, forces the log and marks its end; any thread, once.
 */
final class Service implements AutoCloseable {
    private final Engine engine;
    private final ApiServer server;
    private final Optional<Demo> demo;

    private Service(Engine engine, ApiServer server, Optional<Demo> demo) {
        this.engine = engine;
        this.server = server;
        this.demo = demo;
    }

    static Service start(EngineConfig engineConfig, ApiConfig apiConfig, boolean withDemo)
            throws IOException {
        Environment environment = Environment.system();
        Extensions extensions = Extensions.standard(apiConfig.answerMillis());
        Engine engine = Engine.open(engineConfig, environment, extensions.all());
        try {
            Sealer sealer = new Sealer(engine.keys(), environment.random());
            Hashes hashes = new Hashes(engine.keys());
            Optional<Demo> demo = Optional.empty();
            Optional<byte[]> page = Optional.empty();
            if (withDemo) {
                Envelopes envelopes = new Envelopes(sealer);
                Secrets secrets = new Secrets(environment.random());
                Provisioner provisioner =
                        new Provisioner(engine::submit, engine.keys(), envelopes, hashes, secrets);
                Demo prepared = Demo.prepare(engine, provisioner, envelopes);
                DemoDesk.prepare(
                        extensions.desk(), prepared.account(), prepared.agents().getLast().id());
                demo = Optional.of(prepared);
                page = Optional.of(prepared.page());
            }
            ApiServer server =
                    new ApiServer(
                            apiConfig,
                            new ApiServer.Parts(
                                    Backend.of(engine),
                                    extensions.desk(),
                                    engine.keys(),
                                    sealer,
                                    hashes,
                                    environment.random(),
                                    InstantSource.system(),
                                    environment.nanos(),
                                    page,
                                    extensions.search(),
                                    extensions.reports()));
            return new Service(engine, server, demo);
        } catch (IOException | RuntimeException | Error e) {
            engine.close();
            if (isTaken(e)) {
                throw Failure.environment(
                        "port "
                                + apiConfig.port()
                                + " of "
                                + apiConfig.host()
                                + " is taken. Choose another with --port, or 0 for a free one.");
            }
            throw e;
        }
    }

    int port() {
        return server.port();
    }

    Optional<Demo> demo() {
        return demo;
    }

    /** Completes with the cause if the shard stops by itself. */
    CompletableFuture<Throwable> halted() {
        return engine.halted();
    }

    /** What it all had come to, once it is closed; empty if it could not be closed in order. */
    Optional<EndState> endState() {
        return engine.endState();
    }

    @Override
    public void close() {
        try {
            server.close();
        } finally {
            engine.close();
        }
    }

    private static boolean isTaken(Throwable e) {
        for (Throwable each = e; each != null; each = each.getCause()) {
            if (each instanceof BindException) {
                return true;
            }
        }
        return false;
    }
}
