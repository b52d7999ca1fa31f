package dev.parley.api;

import dev.parley.api.http.Problem;
import dev.parley.api.http.Reply;
import dev.parley.api.http.Router;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.ETag;
import io.undertow.util.ETagUtils;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;

/**
 * The widget, the console and the demo shop, read once from the class path under {@code /web}.
 * Names under {@code /web/} carry a hash of their content and are kept for ever by browsers, the
 * others are asked for anew with their ETag. Any thread; at most {@link #FILES} files are kept.
 */
final class Pages {
    private static final int FILES = 256;
    private static final String CSP =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src"
                + " 'self' data:; font-src 'self'; connect-src 'self' ws: wss:; manifest-src"
                + " 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors"
                + " ";
    private static final Map<String, String> TYPES =
            Map.ofEntries(
                    Map.entry("html", "text/html; charset=utf-8"),
                    Map.entry("js", "text/javascript; charset=utf-8"),
                    Map.entry("css", "text/css; charset=utf-8"),
                    Map.entry("json", "application/json"),
                    Map.entry("svg", "image/svg+xml"),
                    Map.entry("png", "image/png"),
                    Map.entry("ico", "image/x-icon"),
                    Map.entry("webp", "image/webp"),
                    Map.entry("jpg", "image/jpeg"),
                    Map.entry("woff2", "font/woff2"),
                    Map.entry("txt", "text/plain; charset=utf-8"));

    /** A file of the class path. */
    private static final class Page {
        private final byte[] bytes;
        private final ETag tag;

        Page(byte[] bytes, ETag tag) {
            this.bytes = bytes;
            this.tag = tag;
        }
    }

    private final ConcurrentHashMap<String, Optional<Page>> files = new ConcurrentHashMap<>();
    private final Optional<byte[]> demo;

    /** {@code demo} is what {@code /demo.json} says, where there is a demo. */
    Pages(Optional<byte[]> demo) {
        this.demo = demo;
    }

    /** Serves what no route took. Called on an I/O thread: everything comes from memory. */
    void serve(HttpServerExchange exchange) {
        String path = exchange.getRelativePath();
        boolean reading =
                exchange.getRequestMethod().equals(Methods.GET)
                        || exchange.getRequestMethod().equals(Methods.HEAD);
        if (!reading) {
            Router.send(exchange, Problem.notFound("page").reply());
            return;
        }
        if (path.equals("/demo.json") && demo.isPresent() && isLocal(exchange.getHostName())) {
            Router.send(
                    exchange,
                    new Reply(200, "application/json", demo.get(), List.of())
                            .with("Cache-Control", "no-store"));
            return;
        }
        Optional<String> name = name(path);
        Optional<Page> page = name.flatMap(this::find);
        if (page.isEmpty()) {
            Router.send(exchange, Problem.notFound("page").reply());
            return;
        }
        send(exchange, path, name.orElse(""), page.get());
    }

    private void send(HttpServerExchange exchange, String path, String name, Page page) {
        boolean hashed = path.startsWith("/web/assets/");
        var headers = exchange.getResponseHeaders();
        headers.put(Headers.ETAG, page.tag.toString());
        headers.put(
                Headers.CACHE_CONTROL, hashed ? "public, max-age=31536000, immutable" : "no-cache");
        headers.put(new HttpString("X-Content-Type-Options"), "nosniff");
        headers.put(new HttpString("Referrer-Policy"), "strict-origin-when-cross-origin");
        headers.put(
                new HttpString("Content-Security-Policy"),
                CSP + (path.equals("/console") ? "'none'" : "'self'"));
        if (path.equals("/widget.js") || hashed) {
            // Shops load the widget into their own pages.
            headers.put(new HttpString("Access-Control-Allow-Origin"), "*");
            headers.put(new HttpString("Cross-Origin-Resource-Policy"), "cross-origin");
        }
        headers.put(Headers.CONTENT_TYPE, type(name));
        if (!ETagUtils.handleIfNoneMatch(exchange, page.tag, true)) {
            exchange.setStatusCode(304);
            exchange.endExchange();
            return;
        }
        exchange.getResponseSender().send(ByteBuffer.wrap(page.bytes));
    }

    private Optional<String> name(String path) {
        return switch (path) {
            case "/" -> Optional.of(demo.isPresent() ? "index.html" : "start.html");
            case "/console" -> Optional.of("console.html");
            case "/widget.js" -> Optional.of("widget.js");
            default ->
                    path.startsWith("/web/")
                                    && path.matches("/[A-Za-z0-9_./-]+")
                                    && !path.contains("..")
                            ? Optional.of(path.substring("/web/".length()))
                            : Optional.empty();
        };
    }

    private Optional<Page> find(String name) {
        Optional<Page> kept = files.get(name);
        if (kept != null) {
            return kept;
        }
        Optional<Page> read = read(name);
        // What is not there is not remembered: names are the client's.
        if (read.isPresent() && files.size() < FILES) {
            files.put(name, read);
        }
        return read;
    }

    private static Optional<Page> read(String name) {
        try (InputStream in = Pages.class.getResourceAsStream("/web/" + name)) {
            if (in == null || name.isEmpty() || name.endsWith("/")) {
                return Optional.empty();
            }
            byte[] bytes = in.readAllBytes();
            CRC32C sum = new CRC32C();
            sum.update(bytes);
            return Optional.of(
                    new Page(
                            bytes,
                            new ETag(
                                    false, Long.toHexString(sum.getValue()) + "-" + bytes.length)));
        } catch (IOException e) {
            throw new UncheckedIOException("web page " + name + " could not be read", e);
        }
    }

    /**
     * The demo's tokens are for whoever sits at this machine: not for a site whose name somebody
     * made resolve to it.
     */
    private static boolean isLocal(String host) {
        return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
    }

    private static String type(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return TYPES.getOrDefault(ending, "application/octet-stream");
    }
}
