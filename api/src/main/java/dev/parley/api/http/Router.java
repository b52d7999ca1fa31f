package dev.parley.api.http;

import io.undertow.io.Receiver;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import io.undertow.server.RoutingHandler;
import io.undertow.util.HttpString;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Finds the route of a request, reads its body without holding a thread, carries it out on a
 * virtual thread and sends the reply. At most {@code inFlight} requests at a time: one more is
 * answered 503.
 */
public final class Router {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    private static final int STOPPING_SECONDS = 5;

    /** Is told of every request that was answered. */
    @FunctionalInterface
    public interface Meter {
        void answered(String method, String template, int status, long nanos);
    }

    private final ExecutorService executor;
    private final Semaphore free;
    private final int bodyMillis;
    private final LongSupplier nanos;
    private final Meter meter;

    /**
     * {@code executor} makes a virtual thread for each task and belongs to the caller; a connection
     * whose body has not come within {@code bodyMillis} ends.
     */
    public Router(
            ExecutorService executor,
            int inFlight,
            int bodyMillis,
            LongSupplier nanos,
            Meter meter) {
        this.bodyMillis = bodyMillis;
        this.executor = executor;
        this.free = new Semaphore(inFlight);
        this.nanos = nanos;
        this.meter = meter;
    }

    /** A handler for all of {@code routes}; what matches none goes to {@code otherwise}. */
    public HttpHandler over(List<Route> routes, HttpHandler otherwise) {
        RoutingHandler routing = new RoutingHandler();
        for (Route route : routes) {
            routing.add(route.method(), route.template(), exchange -> accept(exchange, route));
        }
        routing.setFallbackHandler(otherwise);
        routing.setInvalidMethodHandler(
                exchange ->
                        send(
                                exchange,
                                Problem.of(
                                                405,
                                                "METHOD_NOT_ALLOWED",
                                                exchange.getRequestMethod() + " is not served here")
                                        .reply()));
        return routing;
    }

    private void accept(HttpServerExchange exchange, Route route) {
        long startedNanos = nanos.getAsLong();
        if (!free.tryAcquire()) {
            finish(
                    exchange,
                    route,
                    startedNanos,
                    Problem.of(503, "BACK_PRESSURED", "too many requests at a time")
                            .retryAfter(1)
                            .reply());
            return;
        }
        // The permit goes with the exchange, so that a client who stops reading keeps holding it.
        exchange.addExchangeCompleteListener(
                (_, next) -> {
                    free.release();
                    next.proceed();
                });
        try {
            receive(exchange, route, startedNanos);
        } catch (RejectedExecutionException _) {
            // The connection's own thread ends: nobody is left to wait for a body.
            finish(exchange, route, startedNanos, stopping());
        }
    }

    private void receive(HttpServerExchange exchange, Route route, long startedNanos) {
        // Nor may one who sends a byte now and then hold the permit.
        XnioExecutor.Key late =
                exchange.getIoThread()
                        .executeAfter(
                                () -> IoUtils.safeClose(exchange.getConnection()),
                                bodyMillis,
                                TimeUnit.MILLISECONDS);
        exchange.getRequestReceiver()
                .receiveFullBytes(
                        (received, body) -> {
                            late.remove();
                            received.dispatch(
                                    task -> start(task, received, route, startedNanos),
                                    () ->
                                            finish(
                                                    received,
                                                    route,
                                                    startedNanos,
                                                    carryOut(route, new Request(received, body))));
                        },
                        (received, error) -> {
                            late.remove();
                            finish(received, route, startedNanos, unread(received, error));
                        });
    }

    /** On a virtual thread; where the server is stopping, none is to be had. */
    private void start(Runnable task, HttpServerExchange exchange, Route route, long startedNanos) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException _) {
            finish(exchange, route, startedNanos, stopping());
        }
    }

    /** What its threads answer once they take no more tasks. */
    private static Reply stopping() {
        return Problem.of(
                        503, "SHUTTING_DOWN", "the server is stopping: nothing was done, ask again")
                .retryAfter(STOPPING_SECONDS)
                .reply();
    }

    private static Reply unread(HttpServerExchange exchange, Exception error) {
        exchange.setPersistent(false);
        if (error instanceof Receiver.RequestToLargeException
                || error instanceof RequestTooBigException) {
            return Problem.of(
                            413,
                            "BODY_TOO_LARGE",
                            "bodyBytes="
                                    + exchange.getRequestContentLength()
                                    + " exceeds "
                                    + exchange.getMaxEntitySize())
                    .reply();
        }
        return Problem.of(400, "BODY_UNREADABLE", "the body could not be read").reply();
    }

    private static Reply carryOut(Route route, Request request) {
        try {
            return route.handler().handle(request);
        } catch (Refused e) {
            return e.problem().reply();
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", route.method(), route.template(), e);
            return Problem.of(500, "INTERNAL", "the server failed to carry this out").reply();
        }
    }

    private void finish(HttpServerExchange exchange, Route route, long startedNanos, Reply reply) {
        meter.answered(
                route.method(), route.template(), reply.status(), nanos.getAsLong() - startedNanos);
        send(exchange, reply);
    }

    /** Sends {@code reply} and ends the exchange. */
    public static void send(HttpServerExchange exchange, Reply reply) {
        exchange.setStatusCode(reply.status());
        if (!reply.contentType().isEmpty()) {
            exchange.getResponseHeaders()
                    .put(HttpString.tryFromString("Content-Type"), reply.contentType());
        }
        for (Reply.Header header : reply.headers()) {
            exchange.getResponseHeaders()
                    .put(HttpString.tryFromString(header.name()), header.value());
        }
        exchange.getResponseSender().send(ByteBuffer.wrap(reply.body()));
    }
}
