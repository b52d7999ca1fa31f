package dev.parley.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import dev.parley.api.http.Json;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/** Pages, health, figures, origins and rates. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ServingTest {
    @AutoClose private final RunningServer server;

    ServingTest(@TempDir Path data) {
        server = RunningServer.start(data, config -> config.with("api.contacts", 5), each -> each);
    }

    @Test
    void servesThePagesWithACspAndAnEtag() {
        for (String path : List.of("/", "/console", "/widget.js")) {
            RunningServer.Reply page = server.get(path).expect(200);
            String csp = page.header("Content-Security-Policy");
            assertTrue(csp.contains("script-src 'self';"), csp);
            assertTrue(csp.contains("frame-ancestors"), csp);
            assertEquals("nosniff", page.header("X-Content-Type-Options"));
            server.get(path, "If-None-Match", page.header("ETag")).expect(304);
        }
        assertEquals("*", server.get("/widget.js").header("Access-Control-Allow-Origin"));
        assertTrue(
                server.get("/console")
                        .header("Content-Security-Policy")
                        .contains("frame-ancestors 'none'"));
    }

    @Test
    void servesNothingOutsideThePages() {
        for (String path :
                List.of("/web/", "/web/../dev/parley/api/ApiServer.class", "/web/%2e%2e/x", "/a")) {
            assertEquals(404, server.get(path).status(), path);
        }
    }

    @Test
    void tellsTheDemoItsInboxAndAgents() {
        JsonNode demo = server.get("/demo.json").expect(200).json();
        assertEquals(server.inbox.identifier(), demo.get("inbox").textValue());
        assertEquals(3, demo.get("agents").size());
    }

    @Test
    void tellsItsHealth() {
        assertEquals("up", server.get("/health/live").expect(200).json().get("status").textValue());
        JsonNode ready = server.get("/health/ready").expect(200).json();
        assertEquals("batch", ready.get("sync").textValue());
        assertTrue(ready.at("/index/fed").booleanValue(), ready::toString);
    }

    @Test
    void showsItsFigures() {
        server.get("/health/live").expect(200);
        String figures = server.get("/metrics").expect(200).response().body();
        assertTrue(figures.contains("parley_http_requests_seconds_count"), figures);
        assertTrue(figures.contains("parley_log_durable"), figures);
        assertTrue(figures.contains("parley_index_fed 1"), figures);
    }

    @Test
    void letsOnlyTheShopsPagesCallItsInbox() {
        String path = server.contacts() + "/nobody";
        RunningServer.Reply shop = server.get(path, "Origin", RunningServer.SHOP_PAGE);
        assertEquals(RunningServer.SHOP_PAGE, shop.header("Access-Control-Allow-Origin"));
        RunningServer.Reply evil = server.get(path, "Origin", "https://evil.example");
        assertEquals("ORIGIN_NOT_ALLOWED", evil.expect(403).json().get("code").textValue());
        assertEquals("", evil.header("Access-Control-Allow-Origin"));
        RunningServer.Reply asked =
                server.call("OPTIONS", path, "", "Origin", RunningServer.SHOP_PAGE).expect(204);
        assertTrue(asked.header("Access-Control-Allow-Methods").contains("PATCH"));
        server.get(path, "Origin", "http://127.0.0.1:" + server.server.port()).expect(404);
    }

    @Test
    void boundsNewVisitorsOfOneAddressInOneInboxOnly() {
        Provisioner.Inbox busy =
                server.provisioner.inbox(server.account, server.shop, "Busy", List.of());
        Provisioner.Inbox calm =
                server.provisioner.inbox(server.account, server.shop, "Calm", List.of());
        RunningServer.Reply reply = server.post(RunningServer.contacts(busy), Json.object());
        for (int i = 0; reply.status() == 200 && i < 100; i++) {
            reply = server.post(RunningServer.contacts(busy), Json.object());
        }
        assertEquals("RATE_LIMITED", reply.expect(429).json().get("code").textValue());
        assertFalse(reply.header("Retry-After").isEmpty());
        server.post(RunningServer.contacts(calm), Json.object()).expect(200);
    }
}
