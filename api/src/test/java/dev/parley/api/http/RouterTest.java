package dev.parley.api.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.undertow.Undertow;

import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

final class RouterTest {
    /** What was begun before the stop may reach the router behind it. */
    @Test
    void answersThatItStopsWhereNothingIsCarriedOutAnyMore() throws Exception {
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        executor.shutdown();
        Router router = new Router(executor, 1, 10_000, System::nanoTime, (_, _, _, _) -> {});
        Undertow server =
                Undertow.builder()
                        .addHttpListener(0, "127.0.0.1")
                        .setHandler(
                                router.over(
                                        List.of(new Route("GET", "/", _ -> Reply.empty())),
                                        exchange -> exchange.endExchange()))
                        .build();
        server.start();
        try (HttpClient client = HttpClient.newHttpClient()) {
            InetSocketAddress address =
                    (InetSocketAddress) server.getListenerInfo().getFirst().getAddress();
            for (int i = 0; i < 2; i++) {
                HttpResponse<String> answer =
                        client.send(
                                HttpRequest.newBuilder(
                                                URI.create(
                                                        "http://127.0.0.1:"
                                                                + address.getPort()
                                                                + "/"))
                                        .timeout(Duration.ofSeconds(20))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
                assertEquals(503, answer.statusCode(), answer.body());
                assertEquals("SHUTTING_DOWN", Json.parse(answer.body()).get("code").textValue());
            }
        } finally {
            server.stop();
        }
    }
}
