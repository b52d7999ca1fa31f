package dev.parley.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.api.http.Fields;
import dev.parley.api.http.Json;
import dev.parley.api.http.Origins;
import dev.parley.api.http.Problem;
import dev.parley.api.http.Refused;
import dev.parley.api.ws.WebSocket;
import dev.parley.projection.AgentView;
import dev.parley.projection.InboxView;
import dev.parley.projection.VisitorView;

import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/** {@code /ws}: takes connections, finds out who they are, and lets them go. Any thread. */
final class SocketEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(SocketEndpoint.class);

    /** Longest token that can be one of ours. */
    private static final int TOKEN_BYTES = 4_096;

    static final int CLOSE_POLICY = 1008;
    static final int CLOSE_FAILED = 1011;

    private final ApiConfig config;
    private final Sockets sockets;
    private final Frames frames;
    private final Staff staff;
    private final Cors cors;
    private final Presences presences;
    private final PubsubTokens tokens;
    private final Reads reads;
    private final Rates rates;
    private final InstantSource clock;
    private final ScheduledExecutorService timer;
    private final ExecutorService executor;
    private final Meters meters;
    private final String sync;

    /** What the endpoint works with; all of it is shared by all connections. */
    record Parts(
            Sockets sockets,
            Frames frames,
            Staff staff,
            Cors cors,
            Presences presences,
            PubsubTokens tokens,
            Reads reads,
            Rates rates,
            InstantSource clock,
            ScheduledExecutorService timer,
            ExecutorService executor,
            Meters meters,
            String sync) {}

    SocketEndpoint(ApiConfig config, Parts parts) {
        this.config = config;
        this.sockets = parts.sockets();
        this.frames = parts.frames();
        this.staff = parts.staff();
        this.cors = parts.cors();
        this.presences = parts.presences();
        this.tokens = parts.tokens();
        this.reads = parts.reads();
        this.rates = parts.rates();
        this.clock = parts.clock();
        this.timer = parts.timer();
        this.executor = parts.executor();
        this.meters = parts.meters();
        this.sync = parts.sync();
    }

    /** A new connection, with the headers of its request. I/O thread. */
    void connected(WebSocket channel, HeaderMap request) {
        Socket socket = new Socket(channel, config.socketQueue(), meters::socketCutOff);
        Optional<String> origin = Optional.ofNullable(request.getFirst(Headers.ORIGIN));
        String host = Optional.ofNullable(request.getFirst(Headers.HOST)).orElse("");
        new Connection(this, channel, socket, origin, host).open();
    }

    ApiConfig config() {
        return config;
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    /** Runs {@code work} on a virtual thread; drops it where the server has stopped. */
    void run(Runnable work) {
        try {
            executor.execute(work);
        } catch (RejectedExecutionException _) {
            LOG.debug("a socket's work came after the stop");
        }
    }

    Frames frames() {
        return frames;
    }

    /**
     * Takes the first frame. {@code known} is told who it is before anything is pushed. Throws
     * Refused for whoever may not come in.
     */
    void hello(
            Socket socket,
            Fields fields,
            Optional<String> origin,
            String host,
            Consumer<Sockets.Peer> known) {
        String token = fields.requiredText("token", TOKEN_BYTES);
        fields.check();
        Optional<VisitorView> visitor = tokens.visitor(token).flatMap(reads.reading()::visitor);
        if (visitor.isPresent()) {
            VisitorView found = visitor.get();
            Optional<InboxView> inbox =
                    reads.reading().ask(views -> views.directory().inbox(found.inbox()));
            requireOrigin(
                    origin.isEmpty()
                            || (inbox.isPresent() && cors.allows(origin.get(), host, inbox.get())));
            welcome(
                    new Sockets.Peer.Visitor(
                            socket, found.account(), found.id(), rates.paceOf(found.id())),
                    () -> reads.requireNotErased(found),
                    known);
            return;
        }
        AgentView agent = agent(token);
        requireOrigin(
                origin.isEmpty()
                        || Origins.isSame(origin.get(), host)
                        || Origins.isListed(origin.get(), config.consoleOrigins()));
        welcome(
                new Sockets.Peer.Agent(socket, agent.account(), agent.id()),
                () -> agent(token),
                known);
    }

    private AgentView agent(String token) {
        return staff.agent(token)
                .orElseThrow(
                        () ->
                                new Refused(
                                        Problem.unauthenticated(
                                                "the token is wrong or has expired")));
    }

    void gone(Sockets.Peer peer) {
        sockets.remove(peer);
        if (peer instanceof Sockets.Peer.Agent agent) {
            presences.disconnected(agent.account(), agent.id());
        }
    }

    /**
     * {@code stillGood} throws Refused where the token has become void. It is asked behind the
     * entry: whoever voids a token closes the sockets that it finds.
     */
    private void welcome(Sockets.Peer peer, Runnable stillGood, Consumer<Sockets.Peer> known) {
        ObjectNode welcome = Json.object();
        switch (peer) {
            case Sockets.Peer.Agent agent ->
                    welcome.put("role", "agent")
                            .put("id", agent.id())
                            .put("account", agent.account());
            case Sockets.Peer.Visitor visitor ->
                    welcome.put("role", "visitor")
                            .put("id", visitor.id())
                            .put("account", visitor.account());
        }
        welcome.put("now", ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()));
        welcome.put("sync", sync);
        peer.socket()
                .settle(
                        () -> {
                            if (!sockets.add(peer)) {
                                throw new Refused(
                                        Problem.of(
                                                422,
                                                "LIMIT_EXCEEDED",
                                                "this visitor has too many connections"));
                            }
                            requireStillGood(peer, stillGood);
                            known.accept(peer);
                            peer.socket().send("welcome", welcome);
                        });
        if (peer instanceof Sockets.Peer.Agent agent) {
            presences.connected(agent.id());
        }
    }

    private void requireStillGood(Sockets.Peer peer, Runnable stillGood) {
        try {
            stillGood.run();
        } catch (RuntimeException e) {
            sockets.remove(peer);
            throw e;
        }
    }

    private static void requireOrigin(boolean allowed) {
        if (!allowed) {
            throw new Refused(
                    Problem.of(
                            403, "ORIGIN_NOT_ALLOWED", "this site may not connect to the inbox"));
        }
    }

    /** One frame's name and fields. Throws Refused for anything but an object with one object. */
    static Frame parse(String text) {
        JsonNode value = Json.parse(text);
        if (!value.isObject() || value.size() != 1) {
            throw new Refused(
                    Problem.of(
                            422,
                            "WRONG_TYPE",
                            "a frame is a JSON object with one field, named like the frame"));
        }
        String name = value.fieldNames().next();
        return new Frame(name, Fields.of(value.get(name)));
    }

    /** What came in one message. */
    record Frame(String name, Fields fields) {}
}
