package dev.parley.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.api.http.Json;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A client's end of {@code /ws}. Frames are kept in the order in which they came. */
final class TestSocket implements WebSocket.Listener, AutoCloseable {
    private final LinkedBlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();

    /** Taken out of {@link #frames} while a frame of another name was waited for. */
    private final List<JsonNode> passed = new ArrayList<>();

    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private volatile boolean mute;
    private volatile boolean stalled;

    /** Null until the connection stands. */
    private @Nullable WebSocket socket;

    /** Connects without saying hello. */
    static TestSocket connect(HttpClient client, RunningServer server, String... headers) {
        TestSocket made = new TestSocket();
        WebSocket.Builder builder = client.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        made.socket =
                builder.buildAsync(
                                URI.create("ws://127.0.0.1:" + server.server.port() + "/ws"), made)
                        .orTimeout(20, TimeUnit.SECONDS)
                        .join();
        return made;
    }

    /** Connects, says hello and takes the welcome. */
    static TestSocket open(HttpClient client, RunningServer server, String token) {
        TestSocket made = connect(client, server);
        made.send("hello", Json.object().put("token", token));
        made.next("welcome");
        return made;
    }

    TestSocket send(String name, ObjectNode value) {
        ObjectNode frame = Json.object();
        frame.set(name, value);
        return send(Json.text(frame));
    }

    TestSocket send(String text) {
        WebSocket open = socket;
        if (open == null) {
            throw new IllegalStateException("not connected");
        }
        open.sendText(text, true).orTimeout(20, TimeUnit.SECONDS).join();
        return this;
    }

    /**
     * The next frame of this name. Those of other names are kept: an answer and the event that it
     * caused come in either order.
     */
    JsonNode next(String name) {
        return next(name, _ -> true);
    }

    /** The next frame of this name that is wanted; those of the same name before it are dropped. */
    JsonNode next(String name, Predicate<JsonNode> wanted) {
        long deadline = System.nanoTime() + RunningServer.DEADLINE.toNanos();
        List<JsonNode> dropped = new ArrayList<>();
        Iterator<JsonNode> before = passed.iterator();
        while (true) {
            boolean isKept = before.hasNext();
            JsonNode frame = isKept ? before.next() : poll(deadline);
            if (frame == null) {
                throw new AssertionError(
                        "no " + name + " came; there came " + dropped + " and " + passed);
            }
            if (frame.has(name)) {
                if (isKept) {
                    before.remove();
                }
                if (wanted.test(frame.get(name))) {
                    return frame.get(name);
                }
                dropped.add(frame);
            } else if (!isKept) {
                passed.add(frame);
                before = Collections.emptyIterator();
            }
        }
    }

    /** Those of this name that came before a frame of another name that was waited for. */
    List<JsonNode> passed(String name) {
        return passed.stream()
                .filter(frame -> frame.has(name))
                .map(frame -> frame.get(name))
                .toList();
    }

    JsonNode event(String type) {
        return next("event", event -> event.get("type").textValue().equals(type));
    }

    /** The code with which the server ended the connection. */
    int closeCode() {
        return closed.orTimeout(20, TimeUnit.SECONDS).join();
    }

    /** Null where none came in time. */
    private @Nullable JsonNode poll(long deadline) {
        try {
            return frames.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            JsonNode frame = Json.parse(partial.toString());
            partial.setLength(0);
            frames.add(frame);
            if (frame.has("ping") && !mute) {
                CompletableFuture<WebSocket> _ = from.sendText("{\"pong\":{}}", true);
            }
        }
        if (!stalled) {
            from.request(1);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.complete(-1);
    }

    /** From here on pings are not answered. */
    TestSocket mute() {
        mute = true;
        return this;
    }

    /** From here on nothing is read. */
    TestSocket stall() {
        stalled = true;
        return this;
    }

    /** Drops the connection as a lost network does. */
    void lose() {
        WebSocket open = socket;
        if (open != null) {
            open.abort();
        }
    }

    @Override
    public void close() {
        lose();
    }
}
