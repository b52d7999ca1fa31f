package dev.parley.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.api.http.Json;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

final class AgentApiTest {
    private static final String ACCOUNT = "/api/v1/accounts/{account_id}";
    private static final String CONVERSATION = ACCOUNT + "/conversations/{conversation_id}";

    @AutoClose private final RunningServer server;

    AgentApiTest(@TempDir Path data) {
        server = RunningServer.start(data);
    }

    @Test
    void carriesAConversationFromTheFirstMessageToItsEnd() {
        Shapes shapes = Shapes.of("chatwoot-application-openapi.json");
        server.online(server.ada);
        RunningServer.Visitor visitor = server.visitor();
        ObjectNode body = Json.object();
        body.putObject("page").put("url", "https://shop.example/lamps/12").put("title", "Arc");
        long number =
                server.post(visitor.path() + "/conversations", body)
                        .expect(200)
                        .json()
                        .get("id")
                        .longValue();
        server.say(visitor, number, "Is it dimmable?").expect(200);

        JsonNode list = server.agent(server.ada, server.conversations()).expect(200).json();
        assertShape(shapes, "get", ACCOUNT + "/conversations", list);
        assertEquals(1, list.at("/data/meta/mine_count").intValue());
        JsonNode listed = list.at("/data/payload/0");
        assertEquals("armed", listed.at("/first_response/state").textValue());
        assertEquals(
                60_000_000,
                listed.at("/first_response/deadline_at").longValue()
                        - listed.at("/first_response/armed_at").longValue());
        assertEquals("https://shop.example/lamps/12", listed.at("/page/url").textValue());
        assertEquals("Lumo Lamps", listed.at("/shop/name").textValue());
        assertEquals(
                "Is it dimmable?", listed.at("/last_non_activity_message/content").textValue());

        String path = server.conversations() + "/" + number;
        JsonNode reply =
                server.agent(
                                server.ada,
                                "POST",
                                path + "/messages",
                                Json.object().put("content", "It is.").put("echo_id", "a1"))
                        .expect(200)
                        .json();
        assertShape(shapes, "post", CONVERSATION + "/messages", reply);
        server.agent(
                        server.ada,
                        "POST",
                        path + "/messages",
                        Json.object().put("content", "asks about dimming").put("private", true))
                .expect(200);
        JsonNode messages = server.agent(server.ada, path + "/messages").expect(200).json();
        assertShape(shapes, "get", CONVERSATION + "/messages", messages);
        assertEquals(3, messages.get("payload").size());
        JsonNode one = server.agent(server.ada, path).expect(200).json();
        assertShape(shapes, "get", CONVERSATION, one);
        assertEquals("met", one.at("/first_response/state").textValue());
        assertEquals("Ada Lind", one.at("/meta/assignee/name").textValue());

        JsonNode seen =
                server.get(visitor.path() + "/conversations/" + number + "/messages").json();
        assertEquals(2, seen.size(), "the note is not the visitor's: " + seen);
        assertEquals("Ada", seen.at("/1/sender/name").textValue());

        JsonNode resolved =
                server.agent(
                                server.ada,
                                "POST",
                                path + "/toggle_status",
                                Json.object().put("status", "resolved"))
                        .expect(200)
                        .json();
        assertShape(shapes, "post", CONVERSATION + "/toggle_status", resolved);
        assertEquals("resolved", resolved.at("/payload/current_status").textValue());
        assertEquals(
                0,
                server.agent(server.ada, server.conversations()).json().at("/data/payload").size());
    }

    @Test
    void handsOverToAColleagueAndBackToTheQueue() {
        server.online(server.ada);
        RunningServer.Visitor visitor = server.visitor();
        long number = server.conversation(visitor).get("id").longValue();
        server.say(visitor, number, "hello").expect(200);
        String path = server.conversations() + "/" + number;
        RunningServer.Reply offline = assign(path, server.ben.id());
        assertEquals("AGENT_OFFLINE", offline.expect(409).json().get("code").textValue());
        server.online(server.ben);
        assertEquals(
                server.ben.id(),
                assign(path, server.ben.id()).expect(200).json().get("id").asLong());
        assertEquals(
                server.ben.id(),
                server.agent(server.ada, path).json().at("/meta/assignee/id").longValue());
        assign(path, 0).expect(200);
        assertEquals(
                server.ada.id(),
                server.agent(server.ada, path).json().at("/meta/assignee/id").longValue(),
                "whoever gives back does not get it again; the other one does");
    }

    @Test
    void listsAndChangesAgents() {
        Shapes shapes = Shapes.of("chatwoot-application-openapi.json");
        String agents = "/api/v1/accounts/" + server.account.id() + "/agents";
        JsonNode list = server.agent(server.ada, agents).expect(200).json();
        assertShape(shapes, "get", ACCOUNT + "/agents", list);
        assertEquals(3, list.size());
        assertFalse(list.toString().contains(server.ben.token()));
        ObjectNode body =
                Json.object()
                        .put("name", "Dora Fenn")
                        .put("email", "dora@shop.example")
                        .put("role", "agent");
        server.agent(server.ada, "POST", agents, body).expect(403);
        JsonNode made = server.agent(server.chief, "POST", agents, body).expect(200).json();
        assertShape(shapes, "post", ACCOUNT + "/agents", made);
        Provisioner.Agent dora =
                new Provisioner.Agent(
                        made.get("id").longValue(), "Dora", made.get("access_token").textValue());
        JsonNode changed =
                server.agent(
                                server.chief,
                                "PATCH",
                                agents + "/" + dora.id(),
                                Json.object().put("role", "administrator").put("capacity", 2))
                        .expect(200)
                        .json();
        assertShape(shapes, "patch", ACCOUNT + "/agents/{id}", changed);
        assertEquals(2, changed.get("capacity").intValue());
        JsonNode profile = server.agent(dora, "/api/v1/profile").expect(200).json();
        assertShape(shapes, "get", "/api/v1/profile", profile);
        assertEquals("administrator", profile.get("role").textValue());
        assertEquals(dora.token(), profile.get("access_token").textValue());
        ObjectNode update = Json.object();
        update.putObject("profile").put("name", "Dora F.");
        JsonNode renamed = server.agent(dora, "PUT", "/api/v1/profile", update).expect(200).json();
        assertShape(shapes, "put", "/api/v1/profile", renamed);
        assertEquals("Dora F.", renamed.get("name").textValue());
    }

    @Test
    void letsNobodyInWithoutAToken() {
        assertEquals(
                "UNAUTHENTICATED",
                server.get(server.conversations()).expect(401).json().get("code").textValue());
        server.call("GET", "/api/v1/profile", "", "api_access_token", "nonsense").expect(401);
        String old = server.ada.token();
        server.provisioner.token(server.account.id(), server.ada.id());
        server.call("GET", "/api/v1/profile", "", "api_access_token", old).expect(401);
    }

    @Test
    void neverShowsAnAgentAnotherAccount() {
        RunningServer.Others other = server.others();
        RunningServer.Visitor visitor = server.visitor(other.inbox());
        long number = server.conversation(visitor).get("id").longValue();
        server.say(visitor, number, "theirs").expect(200);
        server.agent(server.ada, server.conversations() + "/" + number).expect(404);
        server.agent(server.ada, "/api/v1/accounts/" + other.account().id() + "/conversations")
                .expect(404);
        assertEquals(
                0,
                server.agent(server.ada, server.conversations()).json().at("/data/payload").size());
        String theirs = "/api/v1/accounts/" + other.account().id() + "/conversations/" + number;
        server.agent(other.eve(), theirs).expect(200);
        server.agent(
                        server.chief,
                        "PATCH",
                        "/api/v1/accounts/" + server.account.id() + "/agents/" + other.eve().id(),
                        Json.object().put("role", "agent"))
                .expect(404);
        assertTrue(
                server.agent(server.chief, "POST", theirs + "/messages", Json.object()).status()
                        == 404);
    }

    private RunningServer.Reply assign(String path, long agent) {
        return server.agent(
                server.ada, "POST", path + "/assignments", Json.object().put("assignee_id", agent));
    }

    private static void assertShape(Shapes shapes, String method, String template, JsonNode shape) {
        assertEquals(List.of(), shapes.faults(method, template, shape));
    }
}
