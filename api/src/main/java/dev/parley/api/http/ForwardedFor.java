package dev.parley.api.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;

import java.net.InetSocketAddress;

/**
 * Makes the client's address what the outermost of our own proxies saw. Each adds the address of
 * its client at the right of {@code X-Forwarded-For}: as many from there are true, and what stands
 * left of them anybody can have written.
 */
public final class ForwardedFor implements HttpHandler {
    private final int proxies;
    private final HttpHandler next;

    /** {@code proxies} of our own, at least 1, that every request comes through. */
    public ForwardedFor(int proxies, HttpHandler next) {
        this.proxies = proxies;
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        Iterable<String> lines = exchange.getRequestHeaders().eachValue(Headers.X_FORWARDED_FOR);
        String[] seen = String.join(",", lines).split(",", -1);
        String client = seen[Math.max(0, seen.length - proxies)].strip();
        if (!client.isEmpty()) {
            exchange.setSourceAddress(InetSocketAddress.createUnresolved(client, 0));
        }
        next.handleRequest(exchange);
    }
}
