package dev.parley.api.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.undertow.Undertow;
import io.undertow.server.HttpHandler;

import org.junit.jupiter.api.Test;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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

    /** The thread of its connection takes no more tasks, but ends what it has begun. */
    @Test
    void answersThatItStopsWhereNoBodyIsWaitedForAnyMore() throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Router router = new Router(executor, 1, 10_000, System::nanoTime, (_, _, _, _) -> {});
            HttpHandler routes =
                    router.over(
                            List.of(new Route("POST", "/", _ -> Reply.empty())),
                            exchange -> exchange.endExchange());
            XnioWorker worker =
                    Xnio.getInstance().createWorker(OptionMap.create(Options.WORKER_IO_THREADS, 1));
            Undertow server =
                    Undertow.builder()
                            .setWorker(worker)
                            .addHttpListener(0, "127.0.0.1")
                            .setHandler(
                                    exchange -> {
                                        worker.shutdown();
                                        routes.handleRequest(exchange);
                                    })
                            .build();
            server.start();
            InetSocketAddress address =
                    (InetSocketAddress) server.getListenerInfo().getFirst().getAddress();
            try (Socket client = new Socket(address.getAddress(), address.getPort())) {
                client.setSoTimeout(20_000);
                client.getOutputStream()
                        .write(
                                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}"
                                        .getBytes(StandardCharsets.US_ASCII));
                String answer =
                        new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertTrue(answer.startsWith("HTTP/1.1 503 "), answer);
                assertTrue(answer.contains("\"SHUTTING_DOWN\""), answer);
            } finally {
                // Not the server: its listener would wait for a thread that has ended.
                worker.shutdownNow();
            }
        }
    }
}
