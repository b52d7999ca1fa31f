package dev.parley.ops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One connection to {@code /ws}. Frames come on its own thread; one thread sends. */
final class VisitorSocket implements WebSocket.Listener, AutoCloseable {
    /** Posts under way at a time: less than the keys that a conversation remembers. */
    private static final int AHEAD = 8;

    private static final int WAIT_SECONDS = 20;

    private final Frames frames;
    private final StringBuilder text = new StringBuilder();
    private final Semaphore ahead = new Semaphore(AHEAD);
    private final CompletableFuture<Void> welcome = new CompletableFuture<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final CompletableFuture<WebSocket> webSocket = new CompletableFuture<>();

    private VisitorSocket(Frames frames) {
        this.frames = frames;
    }

    /** Takes what comes in, frame by frame. */
    @FunctionalInterface
    interface Frames {
        void take(String name, JsonNode fields);
    }

    /** Connects and says hello. Throws IOException if the server is gone. */
    static VisitorSocket open(VisitorClient client, String token, Frames frames)
            throws IOException, InterruptedException {
        VisitorSocket socket = new VisitorSocket(frames);
        WebSocket opened = await(client.socket(socket));
        socket.webSocket.complete(opened);
        ObjectNode hello = VisitorClient.object();
        hello.putObject("hello").put("token", token);
        await(opened.sendText(hello.toString(), true));
        await(CompletableFuture.anyOf(socket.welcome, socket.gone));
        return socket;
    }

    /** Sends a message as soon as few enough are under way. Throws IOException if gone. */
    void post(Talk talk, Sent sent) throws IOException, InterruptedException {
        if (!ahead.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("no answer within " + WAIT_SECONDS + " s");
        }
        if (gone.isDone()) {
            awaitGone();
        }
        ObjectNode post = VisitorClient.object();
        post.putObject("post")
                .put("request_id", sent.echoId())
                .put("conversation", talk.id())
                .put("content", sent.content())
                .put("echo_id", sent.echoId());
        await(await(webSocket).sendText(post.toString(), true));
    }

    /** Waits for the answers to all posts. Throws IOException if the server is gone before. */
    void awaitAnswers() throws IOException, InterruptedException {
        if (!ahead.tryAcquire(AHEAD, WAIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("no answer within " + WAIT_SECONDS + " s");
        }
        if (gone.isDone()) {
            awaitGone();
        }
    }

    /** Waits until the server is gone, and throws. */
    void awaitGone() throws IOException, InterruptedException {
        await(gone);
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            String frame = text.toString();
            text.setLength(0);
            try {
                take(VisitorClient.parse(frame));
            } catch (IOException | AssertionError e) {
                end(new AssertionError("frame " + frame, e));
            }
        }
        socket.request(1);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
        end(new IOException("closed: " + status + " " + reason));
        return CompletableFuture.completedStage(null);
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        end(error);
    }

    @Override
    public void close() {
        CompletableFuture<Void> _ = webSocket.thenAccept(WebSocket::abort);
    }

    private void take(JsonNode frame) {
        String name = frame.fieldNames().next();
        JsonNode fields = frame.path(name);
        frames.take(name, fields);
        switch (name) {
            case "welcome" -> welcome.complete(null);
            case "ack", "error" -> ahead.release();
            default -> {}
        }
    }

    private void end(Throwable cause) {
        gone.completeExceptionally(cause);
        ahead.release(AHEAD);
    }

    /** The result; whatever goes wrong but an assertion means that the server is gone. */
    private static <T> T await(CompletableFuture<T> future)
            throws IOException, InterruptedException {
        try {
            return future.get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AssertionError failed) {
                throw failed;
            }
            throw new IOException("gone", e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("nothing within " + WAIT_SECONDS + " s", e);
        }
    }
}
