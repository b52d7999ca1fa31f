package dev.parley.api;

import dev.parley.api.http.Fields;
import dev.parley.api.http.Json;
import dev.parley.api.http.Problem;
import dev.parley.api.http.Refused;
import dev.parley.api.ws.WebSocket;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * One connection's way in: frames are taken by an I/O thread and carried out one after the other,
 * on a virtual thread but for posts that need not wait for anything. A client that sends faster
 * than that, or than a visitor may, is not read from until it is caught up.
 */
final class Connection implements WebSocket.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final int INBOX = 64;

    /** How such a frame begins where nobody puts blanks in. */
    private static final String POST = "{\"post\":";

    /** For how long a frame of somebody who sends too many waits at most. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** For how long live events are held after the welcome, so that a resume comes before them. */
    private static final long SETTLE_MILLIS = 250;

    private final SocketEndpoint endpoint;
    private final WebSocket channel;
    private final Socket socket;
    private final Optional<String> origin;
    private final String host;

    /** Guards what follows. */
    private final Object lock = new Object();

    private final ArrayDeque<Waiting> inbox = new ArrayDeque<>();
    private boolean working;
    private boolean suspended;
    private boolean heard = true;
    private boolean gone;

    /** The hello was carried out: whoever finds it over sees to it that the peer goes. */
    private boolean entered;

    /** Null until the hello. */
    private Sockets.@Nullable Peer peer;

    /** Null before the connection is open. */
    private @Nullable ScheduledFuture<?> helloDue;

    /** Null before the hello. */
    private @Nullable ScheduledFuture<?> pings;

    /** A frame, and whether it was counted. */
    private record Waiting(String text, boolean counted) {}

    Connection(
            SocketEndpoint endpoint,
            WebSocket channel,
            Socket socket,
            Optional<String> origin,
            String host) {
        this.endpoint = endpoint;
        this.channel = channel;
        this.socket = socket;
        this.origin = origin;
        this.host = host;
    }

    void open() {
        synchronized (lock) {
            helloDue =
                    endpoint.timer()
                            .schedule(
                                    this::noHello,
                                    endpoint.config().helloMillis(),
                                    TimeUnit.MILLISECONDS);
        }
        channel.open(this);
    }

    @Override
    public void text(String message) {
        boolean first;
        synchronized (lock) {
            heard = true;
            // Only this thread adds: what is first now stays first.
            first = !working;
        }
        Sockets.Peer known = first && message.startsWith(POST) ? peer() : null;
        if (known == null || !mayGoOn(known)) {
            queue(message, false);
        } else if (!doneAtOnce(known, message)) {
            queue(message, true);
        }
    }

    private void queue(String message, boolean counted) {
        synchronized (lock) {
            inbox.add(new Waiting(message, counted));
            if (inbox.size() >= INBOX) {
                suspended = true;
                channel.pause();
            }
            if (!working) {
                working = true;
                endpoint.run(this::work);
            }
        }
    }

    /**
     * Whether a post into a conversation in memory was carried out here, by the I/O thread: it
     * waits for nothing, and a message has one hop less to make.
     */
    private boolean doneAtOnce(Sockets.Peer known, String text) {
        String requestId = "";
        try {
            SocketEndpoint.Frame frame = SocketEndpoint.parse(text);
            requestId = Frames.requestId(frame.fields());
            return frame.name().equals("post")
                    && endpoint.frames().postAtHand(known, frame.fields());
        } catch (RuntimeException e) {
            refuse(e, requestId);
            return true;
        }
    }

    @Override
    public void binary() {
        socket.close(1003, "text frames only");
    }

    @Override
    public void drained() {
        socket.drained();
    }

    private void work() {
        while (true) {
            Waiting next;
            synchronized (lock) {
                if (inbox.isEmpty() || gone) {
                    working = false;
                    return;
                }
                next = inbox.removeFirst();
                if (suspended && inbox.size() < INBOX / 2) {
                    suspended = false;
                    channel.resume();
                }
            }
            handle(next);
        }
    }

    private void handle(Waiting next) {
        Sockets.Peer known = peer();
        String requestId = "";
        try {
            SocketEndpoint.Frame frame;
            try {
                frame = SocketEndpoint.parse(next.text);
                requestId = Frames.requestId(frame.fields());
            } finally {
                // What cannot be read, too: its answer costs as much as another's.
                if (known != null && !next.counted) {
                    awaitPace(known);
                }
            }
            if (known != null) {
                endpoint.frames().carryOut(known, frame.name(), frame.fields());
            } else if (frame.name().equals("hello")) {
                hello(frame.fields());
            } else {
                refuse(Problem.unauthenticated("the first frame must be hello"), requestId);
            }
        } catch (RuntimeException e) {
            refuse(e, requestId);
        }
    }

    /** Counts a frame, where the peer may send one now. */
    private static boolean mayGoOn(Sockets.Peer known) {
        return !(known instanceof Sockets.Peer.Visitor visitor) || visitor.pace().tryConsume(1);
    }

    /** Counts a frame once the peer may send it: until then what follows waits, unread at last. */
    private static void awaitPace(Sockets.Peer known) {
        try {
            if (known instanceof Sockets.Peer.Visitor visitor
                    && !visitor.pace().asBlocking().tryConsume(1, PATIENCE)) {
                throw new Refused(Problem.of(429, "RATE_LIMITED", "too many frames"));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void refuse(RuntimeException e, String requestId) {
        if (e instanceof Refused refused) {
            refuse(refused.problem(), requestId);
        } else {
            LOG.error("a frame failed", e);
            refuse(Problem.of(500, "INTERNAL", "the server failed to carry this out"), requestId);
        }
    }

    /** Who has not said a proper hello has no second try. */
    private void refuse(Problem problem, String requestId) {
        socket.error(requestId, problem);
        if (peer() == null) {
            socket.close(SocketEndpoint.CLOSE_POLICY, problem.code());
        }
    }

    private void hello(Fields fields) {
        endpoint.hello(socket, fields, origin, host, this::known);
        long pingMillis = endpoint.config().pingMillis();
        Sockets.@Nullable Peer left = null; // while the connection stands
        synchronized (lock) {
            if (helloDue != null) {
                helloDue.cancel(false);
            }
            pings =
                    endpoint.timer()
                            .scheduleAtFixedRate(
                                    this::ping, pingMillis, pingMillis, TimeUnit.MILLISECONDS);
            entered = true;
            if (gone) {
                pings.cancel(false);
                left = peer;
            }
        }
        if (left != null) {
            endpoint.gone(left);
        }
        ScheduledFuture<?> _ =
                endpoint.timer().schedule(socket::settled, SETTLE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void known(Sockets.Peer found) {
        synchronized (lock) {
            peer = found;
        }
    }

    /** Null until the hello. */
    private Sockets.@Nullable Peer peer() {
        synchronized (lock) {
            return peer;
        }
    }

    private void noHello() {
        if (peer() == null) {
            refuse(Problem.unauthenticated("there was no hello in time"), "");
        }
    }

    /** Ends a connection of which nothing was heard since the last ping. */
    private void ping() {
        boolean alive;
        synchronized (lock) {
            alive = heard;
            heard = false;
        }
        if (alive) {
            socket.send("ping", Json.object());
        } else {
            socket.close(1001, "nothing was heard");
            channel.abort();
        }
    }

    @Override
    public void closed() {
        Sockets.Peer left;
        synchronized (lock) {
            gone = true;
            left = entered ? peer : null;
            if (helloDue != null) {
                helloDue.cancel(false);
            }
            if (pings != null) {
                pings.cancel(false);
            }
        }
        if (left != null) {
            // Off the I/O thread: it takes locks and may tell the engine.
            endpoint.run(() -> endpoint.gone(left));
        }
    }
}
