package dev.parley.api;

import dev.parley.api.http.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpRequest;
import java.nio.file.Path;

/** Who a client is behind proxies of one's own: by what these wrote, never by what it wrote. */
final class ProxiesTest {
    @TempDir private Path data = Path.of(".");

    @Test
    void believesNoHeaderWithoutAProxy() {
        try (RunningServer server = server(0)) {
            create(server, "198.51.100.1").expect(200);
            create(server, "198.51.100.2").expect(429);
        }
    }

    @Test
    void takesTheAddressThatTheProxySaw() {
        try (RunningServer server = server(1)) {
            create(server, "6.6.6.1, 198.51.100.1").expect(200);
            create(server, "6.6.6.2, 198.51.100.1").expect(429);
            create(server, "6.6.6.3", "198.51.100.1").expect(429);
            create(server, "198.51.100.1").expect(429);
            create(server, "198.51.100.1, 2001:db8::2").expect(200);
        }
    }

    @Test
    void takesTheAddressThatTheOutermostOfSeveralSaw() {
        try (RunningServer server = server(2)) {
            create(server, "6.6.6.1, 198.51.100.1, 10.0.0.1").expect(200);
            create(server, "6.6.6.2, 198.51.100.1, 10.0.0.2").expect(429);
            create(server, "6.6.6.2, 198.51.100.2, 10.0.0.1").expect(200);
        }
    }

    @Test
    void takesTheConnectionsOwnAddressWhereNoProxyNamedOne() {
        try (RunningServer server = server(1)) {
            server.post(server.contacts(), Json.object()).expect(200);
            create(server, " , ").expect(429);
        }
    }

    private RunningServer server(int proxies) {
        return RunningServer.start(
                data,
                config -> config.with("api.proxies", proxies).with("api.contacts", 1),
                each -> each);
    }

    private static RunningServer.Reply create(RunningServer server, String... lines) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.uri(server.contacts()))
                        .POST(HttpRequest.BodyPublishers.ofString("{}"));
        for (String line : lines) {
            request.header("X-Forwarded-For", line);
        }
        return server.send(request);
    }
}
