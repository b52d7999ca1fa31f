package dev.parley.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The visitors' API as their page uses it, over HTTP. Any thread. Throws IOException where the
 * server is gone.
 */
final class VisitorClient implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(ANSWER)
                    .build();
    private final URI url;
    private final String contacts;

    VisitorClient(ServerProcess.Ready server) {
        url = server.url();
        contacts = "/public/api/v1/inboxes/" + server.inbox() + "/contacts";
    }

    /** The server said that nothing was done. */
    static final class NotDone extends IOException {
        private static final long serialVersionUID = 1;

        NotDone(String message) {
            super(message);
        }
    }

    Talk newVisitor(String name) throws IOException, InterruptedException {
        return new Talk(name, post(contacts, Map.of()).path("source_id").asText());
    }

    String pubsubToken(Talk talk) throws IOException, InterruptedException {
        return get(contacts + "/" + talk.sourceId()).path("pubsub_token").asText();
    }

    /** Starts the talk's conversation; asked again, it is the same. */
    void start(Talk talk) throws IOException, InterruptedException {
        JsonNode shape = post(conversations(talk), Map.of("echo_id", talk.name()));
        talk.started(shape.path("id").asLong(), shape.path("conversation").asLong());
    }

    JsonNode conversationsOf(Talk talk) throws IOException, InterruptedException {
        return get(conversations(talk));
    }

    /** Posts a message; sent again, it is the same. */
    void post(Talk talk, Sent sent) throws IOException, InterruptedException {
        Map<String, String> body = Map.of("content", sent.content(), "echo_id", sent.echoId());
        JsonNode shape = post(messages(talk), body);
        sent.told(new Sent.Place(shape.path("position").asLong(), shape.path("seq").asLong()));
    }

    JsonNode messagesOf(Talk talk) throws IOException, InterruptedException {
        return get(messages(talk));
    }

    CompletableFuture<WebSocket> socket(WebSocket.Listener listener) {
        URI ws = URI.create("ws" + url.toString().substring("http".length())).resolve("/ws");
        return http.newWebSocketBuilder().connectTimeout(ANSWER).buildAsync(ws, listener);
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return answer(HttpRequest.newBuilder(url.resolve(path)).timeout(ANSWER).build());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static JsonNode parse(String text) throws IOException {
        return JSON.readTree(text);
    }

    private JsonNode post(String path, Map<String, String> body)
            throws IOException, InterruptedException {
        return answer(
                HttpRequest.newBuilder(url.resolve(path))
                        .timeout(ANSWER)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build());
    }

    private JsonNode answer(HttpRequest request) throws IOException, InterruptedException {
        var response = http.send(request, BodyHandlers.ofString(UTF_8));
        return switch (response.statusCode()) {
            case 200 -> JSON.readTree(response.body());
            case 503 -> throw new NotDone(response.body());
            case 504 -> throw new IOException("outcome unknown: " + response.body());
            default ->
                    throw new AssertionError(
                            request.method()
                                    + " "
                                    + request.uri()
                                    + ": "
                                    + response.statusCode()
                                    + " "
                                    + response.body());
        };
    }

    private String conversations(Talk talk) {
        return contacts + "/" + talk.sourceId() + "/conversations";
    }

    private String messages(Talk talk) {
        return conversations(talk) + "/" + talk.number() + "/messages";
    }
}
