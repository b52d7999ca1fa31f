package dev.parley.api;

import dev.parley.Following;
import dev.parley.ReportsExtension;
import dev.parley.SearchExtension;
import dev.parley.api.http.ForwardedFor;
import dev.parley.api.http.Route;
import dev.parley.api.http.Router;
import dev.parley.api.ws.Upgrade;
import dev.parley.desk.Desk;
import dev.parley.projection.AccountView;
import dev.parley.seal.Hashes;
import dev.parley.seal.KeyStore;
import dev.parley.seal.Sealer;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;

import org.xnio.Options;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * HTTP, WebSockets and pages in front of one engine.
 *
 * <p>Threads: Undertow's I/O threads read and write, never wait; each request and each busy socket
 * has a virtual thread; one timer thread; one follower thread pushes. Owns none of what it is
 * given. Starts on construction; errors: whatever keeps the port from being bound.
 */
public final class ApiServer implements AutoCloseable {
    /** The other half is the shard's and the pushes': a reader more only splits what comes. */
    private static final int IO_THREADS =
            Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private static final int GOING_AWAY = 1001;

    private final Undertow undertow;
    private final List<Route> routes;
    private final Sockets sockets = new Sockets();
    private final Meters meters = new Meters();
    private final Presences presences;
    private final Status status;
    private final Following follower;
    private final ExecutorService executor =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("api-", 0).factory());
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("api-timer").daemon(true).factory());

    /**
     * What the server stands on.
     *
     * @param desk of the same engine
     * @param random unpredictable and safe for many threads: SecureRandom but in tests
     * @param nanos a monotonic clock
     * @param demo what {@code /demo.json} says, where there is a demo
     * @param search of the same engine
     * @param reports of the same engine
     */
    public record Parts(
            Backend backend,
            Desk desk,
            KeyStore keys,
            Sealer sealer,
            Hashes hashes,
            RandomGenerator random,
            InstantSource clock,
            LongSupplier nanos,
            Optional<byte[]> demo,
            SearchExtension search,
            ReportsExtension reports) {}

    public ApiServer(ApiConfig config, Parts parts) {
        Backend backend = parts.backend();
        Envelopes envelopes = new Envelopes(parts.sealer());
        Secrets secrets = new Secrets(parts.random());
        Reads reads = new Reads(backend.reading(), envelopes, parts.keys());
        Writes writes =
                new Writes(
                        backend, envelopes, parts.hashes(), parts.random(), config.answerMillis());
        VisitorShapes visitorShapes = new VisitorShapes(reads);
        AgentShapes agentShapes = new AgentShapes(reads, visitorShapes, parts.desk());
        PubsubTokens tokens =
                new PubsubTokens(
                        parts.random(), parts.clock(), Duration.ofSeconds(config.pubsubSeconds()));
        Rates rates =
                new Rates(
                        parts.nanos(),
                        config.contactsPerMinute(),
                        config.contactsPerMinuteInbox(),
                        config.visitorPerSecond());
        Typing typing = new Typing(sockets, timer);
        presences =
                new Presences(
                        timer,
                        command -> executor.execute(() -> writes.outcome(writes.submit(command))),
                        config.graceMillis());
        Contacts contacts =
                new Contacts(
                        reads,
                        writes,
                        visitorShapes,
                        envelopes,
                        parts.hashes(),
                        parts.keys(),
                        secrets,
                        tokens,
                        rates);
        Staff staff =
                new Staff(
                        reads,
                        writes,
                        agentShapes,
                        envelopes,
                        parts.hashes(),
                        parts.keys(),
                        secrets,
                        presences);
        WordSearch words = new WordSearch(parts.search()::search, backend.reading()::released);
        status = new Status(backend, meters);
        List<Route> served = new ArrayList<>();
        served.addAll(
                Routes.table(
                        contacts,
                        new VisitorApi(contacts, reads, writes, visitorShapes, typing),
                        staff,
                        new ListApi(staff, reads, words, agentShapes),
                        new AgentApi(staff, reads, writes, agentShapes, visitorShapes),
                        new ErasureApi(staff, reads, writes, sockets),
                        new Routes.DeskApis(
                                new CannedResponses(staff, parts.desk()),
                                new LabelsApi(staff, reads, parts.desk()),
                                new CustomFilters(staff, parts.desk(), envelopes)),
                        status));
        served.addAll(
                Routes.cold(
                        new FindApi(staff, reads, words),
                        new ReportsApi(staff, parts.reports().book(), parts.clock()),
                        new ProcessorApi(staff, backend)));
        routes = List.copyOf(served);
        Router router =
                new Router(
                        executor,
                        config.inFlight(),
                        config.requestMillis(),
                        parts.nanos(),
                        meters::answered);
        Cors cors =
                new Cors(
                        reads, parts.hashes(), router.over(routes, new Pages(parts.demo())::serve));
        Live live = new Live(sockets);
        follower =
                backend.follow(
                        backend.reading().released(),
                        new EventFrames(reads, envelopes, agentShapes, visitorShapes, live),
                        live::flush);
        SocketEndpoint endpoint =
                new SocketEndpoint(
                        config,
                        new SocketEndpoint.Parts(
                                sockets,
                                new Frames(
                                        reads,
                                        writes,
                                        typing,
                                        new Resumes(reads, envelopes, agentShapes, visitorShapes),
                                        live,
                                        this::tell),
                                staff,
                                cors,
                                presences,
                                tokens,
                                reads,
                                rates,
                                parts.clock(),
                                timer,
                                executor,
                                meters,
                                backend.sync()));
        meters.gauge("parley.sockets.agents", "Agents' sockets", sockets::agentCount);
        meters.gauge("parley.sockets.visitors", "Visitors' sockets", sockets::visitorCount);
        meters.gauge(
                "parley.log.released", "End of what may be shown", backend.reading()::released);
        meters.gauge("parley.log.durable", "End of what is forced to disk", backend::durable);
        meters.gauge(
                "parley.index.fed",
                "1 while the index is fed, 0 while that fails",
                () -> backend.isIndexing() ? 1 : 0);
        meters.gauge(
                "parley.index.lag",
                "Events on disk that the index does not hold yet",
                () -> Status.indexLag(backend));
        meters.processors(backend);
        parts.desk().listen(new DeskNews(sockets, parts.desk(), timer)::tell);
        for (AccountView account : backend.reading().ask(views -> views.directory().accounts())) {
            presences.started(
                    backend.reading().ask(views -> views.directory().agents(account.id())));
        }
        CompletableFuture<Long> _ =
                follower.ended().whenComplete((_, failure) -> followed(failure != null));
        undertow = undertow(config, endpoint, cors);
        try {
            undertow.start();
        } catch (RuntimeException e) {
            follower.close();
            timer.shutdownNow();
            executor.shutdownNow();
            throw e;
        }
    }

    /** An answer to a post; without pushes each has a thread of its own. */
    private void tell(Runnable answer) {
        if (!follower.run(answer)) {
            Thread _ = Thread.startVirtualThread(answer);
        }
    }

    /** Without pushes the server is not ready, and nobody is left to wait for them. */
    private void followed(boolean failed) {
        if (failed) {
            status.stopping();
            sockets.closeAll(SocketEndpoint.CLOSE_FAILED, "pushes have ended");
        }
    }

    /** The port it listens on. */
    public int port() {
        return ((InetSocketAddress) undertow.getListenerInfo().getFirst().getAddress()).getPort();
    }

    /** Takes no more work, tells sockets to go, and waits at most {@link #STOP_SECONDS}. */
    @Override
    public void close() {
        status.stopping();
        presences.close();
        sockets.closeAll(GOING_AWAY, "the server is stopping");
        undertow.stop();
        timer.shutdownNow();
        executor.shutdown();
        try {
            if (!executor.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
            follower.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** What {@link #close} waits for requests under way. */
    public static final int STOP_SECONDS = 2;

    /** The URL table, for the test that compares it with openapi.yaml. */
    List<Route> routes() {
        return routes;
    }

    private static Undertow undertow(ApiConfig config, SocketEndpoint endpoint, HttpHandler cors) {
        HttpHandler all =
                Handlers.path(cors)
                        .addExactPath("/ws", new Upgrade(config.frameBytes(), endpoint::connected));
        return Undertow.builder()
                .addHttpListener(config.port(), config.host())
                .setIoThreads(IO_THREADS)
                .setWorkerThreads(1)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, (long) config.bodyBytes())
                .setServerOption(UndertowOptions.MAX_HEADER_SIZE, 16_384)
                .setServerOption(UndertowOptions.MAX_HEADERS, 100)
                .setServerOption(UndertowOptions.MAX_PARAMETERS, 100)
                .setServerOption(UndertowOptions.IDLE_TIMEOUT, config.idleMillis())
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, config.idleMillis())
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, config.requestMillis())
                .setServerOption(UndertowOptions.ALWAYS_SET_DATE, true)
                .setSocketOption(Options.CONNECTION_HIGH_WATER, config.connections())
                .setSocketOption(Options.CONNECTION_LOW_WATER, config.connections())
                .setHandler(config.proxies() > 0 ? new ForwardedFor(config.proxies(), all) : all)
                .build();
    }
}
