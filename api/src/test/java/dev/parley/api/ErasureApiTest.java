package dev.parley.api;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import dev.parley.api.http.Json;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;

final class ErasureApiTest {
    @AutoClose private final RunningServer server;
    private final RunningServer.Visitor visitor;
    private final long number;

    ErasureApiTest(@TempDir Path data) {
        server = RunningServer.start(data);
        visitor = server.visitor();
        number = server.conversation(visitor).get("id").longValue();
    }

    @BeforeEach
    void write() {
        server.call("PATCH", visitor.path(), "{\"name\":\"Wilhelmina\"}").expect(200);
        server.say(visitor, number, "I am a xylophonist").expect(200);
        server.agent(
                        server.chief,
                        "POST",
                        conversation() + "/messages",
                        Json.object().put("content", "Good day, Wilhelmina"))
                .expect(200);
        assertEquals("Wilhelmina", shown().at("/meta/sender/name").textValue());
    }

    @Test
    void nobodyReadsAnErasedCustomerAnyMore() {
        await().atMost(Duration.ofSeconds(20)).until(() -> found("xylophonist") == 1);
        try (TestSocket ada = server.socket(server.ada.token());
                TestSocket page = server.socket(visitor.pubsubToken())) {
            RunningServer.Reply erased = erase(server.chief, visitor.id()).expect(200);
            assertTrue(Long.parseLong(erased.header(VisitorApi.POSITION)) > 0);
            assertEquals(
                    visitor.id(), ada.event("VisitorErased").at("/data/contact/id").longValue());
            JsonNode end =
                    ada.next(
                            "event",
                            event -> event.get("type").textValue().equals("ConversationResolved"));
            assertEquals("agent", end.at("/data/by").textValue());
            assertEquals(SocketEndpoint.CLOSE_POLICY, page.closeCode());
        }
        assertEquals(0, found("xylophonist"));
        assertEquals("resolved", shown().get("status").textValue());
        assertEquals("", shown().at("/meta/sender/name").textValue());
        JsonNode messages =
                server.agent(server.ada, conversation() + "/messages").expect(200).json();
        assertEquals(2, messages.get("payload").size());
        for (JsonNode each : messages.get("payload")) {
            assertTrue(each.get("content").isNull(), each::toString);
        }
        server.get(visitor.path()).expect(410);
        server.say(visitor, number, "once more").expect(410);
        assertEquals(
                "ERASED",
                server.agent(
                                server.ada,
                                "POST",
                                conversation() + "/toggle_status",
                                Json.object().put("status", "open"))
                        .expect(410)
                        .json()
                        .get("code")
                        .textValue());
        assertEquals(
                "ERASED",
                erase(server.chief, visitor.id()).expect(410).json().get("code").textValue());
    }

    @Test
    void onlyAnAdministratorOfTheAccountErases() {
        RunningServer.Others others = server.others();
        RunningServer.Visitor theirs = server.visitor(others.inbox());
        erase(server.ada, visitor.id()).expect(403);
        erase(server.chief, theirs.id()).expect(404);
        erase(server.chief, number).expect(404);
        server.call("DELETE", contact(visitor.id()), "").expect(401);
        server.get(visitor.path()).expect(200);
        server.get(theirs.path()).expect(200);
        server.say(visitor, number, "still here").expect(200);
    }

    private RunningServer.Reply erase(Provisioner.Agent agent, long id) {
        return server.agent(agent, "DELETE", contact(id), Json.object());
    }

    private String contact(long id) {
        return "/api/v1/accounts/" + server.account.id() + "/contacts/" + id;
    }

    private String conversation() {
        return server.conversations() + "/" + number;
    }

    private JsonNode shown() {
        return server.agent(server.ada, conversation()).expect(200).json();
    }

    private int found(String words) {
        return server.agent(
                        server.ada,
                        "/api/v1/accounts/" + server.account.id() + "/search/messages?q=" + words)
                .expect(200)
                .json()
                .at("/payload/messages")
                .size();
    }
}
