package dev.parley.api.ws;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.function.BiConsumer;

/** The opening handshake, RFC 6455 section 4.2. I/O threads. */
public final class Upgrade implements HttpHandler {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final String VERSION = "13";
    private static final int KEY_BYTES = 16;
    private static final HttpString VERSION_HEADER = Headers.SEC_WEB_SOCKET_VERSION;
    private static final int UPGRADE_REQUIRED = 426;

    private final int maxMessageBytes;
    private final BiConsumer<WebSocket, HeaderMap> connected;

    /**
     * {@code connected} gets each connection with the headers of its request, on its I/O thread,
     * and has to open it.
     */
    public Upgrade(int maxMessageBytes, BiConsumer<WebSocket, HeaderMap> connected) {
        this.maxMessageBytes = maxMessageBytes;
        this.connected = connected;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        HeaderMap request = exchange.getRequestHeaders();
        String key = String.valueOf(request.getFirst(Headers.SEC_WEB_SOCKET_KEY)).strip();
        if (!exchange.getRequestMethod().equals(Methods.GET)
                || !names(request, Headers.UPGRADE, "websocket")
                || !names(request, Headers.CONNECTION, "upgrade")
                || !isKey(key)) {
            exchange.setStatusCode(StatusCodes.BAD_REQUEST).endExchange();
            return;
        }
        if (!VERSION.equals(request.getFirst(VERSION_HEADER))) {
            exchange.getResponseHeaders().put(VERSION_HEADER, VERSION);
            exchange.setStatusCode(UPGRADE_REQUIRED).endExchange();
            return;
        }
        exchange.getResponseHeaders()
                .put(Headers.UPGRADE, "websocket")
                .put(Headers.SEC_WEB_SOCKET_ACCEPT, accept(key));
        exchange.upgradeChannel(
                (connection, upgraded) ->
                        connected.accept(
                                new WebSocket(
                                        connection,
                                        upgraded.getConnection().getByteBufferPool(),
                                        maxMessageBytes),
                                upgraded.getRequestHeaders()));
        exchange.endExchange();
    }

    /** What proves that the key was understood. */
    static String accept(String key) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return Base64.getEncoder()
                    .encodeToString(sha1.digest((key + GUID).getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-1", e);
        }
    }

    private static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /** Whether a header's list of names holds {@code name}, in any case. */
    private static boolean names(HeaderMap headers, HttpString header, String name) {
        return headers.contains(header)
                && headers.get(header).stream()
                        .flatMap(line -> Arrays.stream(line.split(",", -1)))
                        .anyMatch(each -> each.strip().toLowerCase(Locale.ROOT).equals(name));
    }
}
