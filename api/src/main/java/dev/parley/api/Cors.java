package dev.parley.api;

import com.fasterxml.jackson.databind.JsonNode;

import dev.parley.api.http.Origins;
import dev.parley.api.http.Problem;
import dev.parley.api.http.Router;
import dev.parley.domain.Hash;
import dev.parley.projection.InboxView;
import dev.parley.seal.Hashes;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets the pages of a shop, and no others, call its inbox from a browser. An inbox lists its
 * origins in its settings; without a list only pages that this server itself serves may call.
 * Whoever sends no Origin is no browser and has no page to be protected from.
 */
final class Cors implements HttpHandler {
    private static final String INBOXES = "/public/api/v1/inboxes/";

    private final Reads reads;
    private final Hashes hashes;
    private final HttpHandler next;

    Cors(Reads reads, Hashes hashes, HttpHandler next) {
        this.reads = reads;
        this.hashes = hashes;
        this.next = next;
    }

    boolean allows(String origin, String host, InboxView inbox) {
        if (Origins.isSame(origin, host)) {
            return true;
        }
        List<String> allowed = new ArrayList<>();
        for (JsonNode each : reads.settings(inbox).path("allowed_origins")) {
            allowed.add(each.asText());
        }
        return Origins.isListed(origin, allowed);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        String path = exchange.getRelativePath();
        if (origin == null || !path.startsWith(INBOXES)) {
            next.handleRequest(exchange);
            return;
        }
        Optional<InboxView> inbox = inbox(path);
        if (inbox.isEmpty()) {
            Router.send(exchange, Problem.notFound("inbox").reply());
            return;
        }
        String host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host")).orElse("");
        if (!allows(origin, host, inbox.get())) {
            Router.send(
                    exchange,
                    Problem.of(403, "ORIGIN_NOT_ALLOWED", "this site may not call the inbox")
                            .reply());
            return;
        }
        var headers = exchange.getResponseHeaders();
        headers.put(new HttpString("Access-Control-Allow-Origin"), origin);
        headers.put(new HttpString("Vary"), "Origin");
        headers.put(
                new HttpString("Access-Control-Expose-Headers"), "X-Parley-Position, Retry-After");
        if (exchange.getRequestMethod().equals(Methods.OPTIONS)) {
            headers.put(new HttpString("Access-Control-Allow-Methods"), "GET, POST, PATCH");
            headers.put(
                    new HttpString("Access-Control-Allow-Headers"),
                    "Content-Type, Idempotency-Key");
            headers.put(new HttpString("Access-Control-Max-Age"), "600");
            exchange.setStatusCode(204);
            exchange.endExchange();
            return;
        }
        next.handleRequest(exchange);
    }

    private Optional<InboxView> inbox(String path) {
        int end = path.indexOf('/', INBOXES.length());
        String identifier =
                end < 0 ? path.substring(INBOXES.length()) : path.substring(INBOXES.length(), end);
        Hash hash = hashes.inboxIdentifier(identifier);
        return reads.reading().ask(views -> views.directory().inbox(hash));
    }
}
