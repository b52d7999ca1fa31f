package dev.parley.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.api.http.Json;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class VisitorApiTest {
    private static final String CONTACTS = "/public/api/v1/inboxes/{inbox_identifier}/contacts";
    private static final String CONTACT = CONTACTS + "/{contact_identifier}";
    private static final String THEIRS = CONTACT + "/conversations";
    private static final String THEIR = THEIRS + "/{conversation_id}";

    @AutoClose private final RunningServer server;

    VisitorApiTest(@TempDir Path data) {
        server = RunningServer.start(data);
    }

    @Test
    void answersAllTwelveOperationsInTheShapesDescribed() {
        Shapes shapes = Shapes.of("chatwoot-client-openapi.json");
        ObjectNode profile = Json.object().put("name", "Nora").put("email", "nora@mail.example");
        JsonNode contact = server.post(server.contacts(), profile).expect(200).json();
        assertShape(shapes, "post", CONTACTS, contact);
        String path = server.contacts() + "/" + contact.get("source_id").textValue();
        assertShape(shapes, "get", CONTACT, server.get(path).expect(200).json());
        JsonNode renamed = server.call("PATCH", path, "{\"name\":\"Nora B\"}").expect(200).json();
        assertShape(shapes, "patch", CONTACT, renamed);
        assertEquals("Nora B", renamed.get("name").textValue());
        assertEquals("nora@mail.example", renamed.get("email").textValue());

        JsonNode started = server.post(path + "/conversations", Json.object()).expect(200).json();
        assertShape(shapes, "post", THEIRS, started);
        String their = path + "/conversations/" + started.get("id");
        JsonNode posted =
                server.post(
                                their + "/messages",
                                Json.object()
                                        .put("content", "Is it dimmable?")
                                        .put("echo_id", "e1"))
                        .expect(200)
                        .json();
        assertShape(shapes, "post", THEIR + "/messages", posted);
        assertEquals("Is it dimmable?", posted.get("content").textValue());
        assertEquals("e1", posted.get("echo_id").textValue());
        assertShape(shapes, "get", THEIR + "/messages", server.get(their + "/messages").json());
        assertShape(shapes, "get", THEIRS, server.get(path + "/conversations").json());
        assertShape(shapes, "get", THEIR, server.get(their).expect(200).json());
        server.post(their + "/toggle_typing", Json.object().put("typing_status", "on")).expect(200);
        server.post(their + "/update_last_seen", Json.object()).expect(200);
        ObjectNode values = Json.object();
        values.putObject("submitted_values").putObject("csat_survey_response").put("rating", 5);
        JsonNode rated =
                server.call("PATCH", their + "/messages/" + posted.get("id"), Json.text(values))
                        .expect(200)
                        .json();
        assertShape(shapes, "patch", THEIR + "/messages/{message_id}", rated);
        JsonNode resolved = server.post(their + "/toggle_status", Json.object()).expect(200).json();
        assertShape(shapes, "post", THEIR + "/toggle_status", resolved);
        assertEquals("resolved", resolved.get("status").textValue());
        assertEquals(
                "open",
                server.post(their + "/toggle_status", Json.object())
                        .json()
                        .get("status")
                        .textValue());
    }

    @Test
    void givesTheFirstAnswerAgainForARepeatedEchoId() {
        RunningServer.Visitor visitor = server.visitor();
        String their = visitor.path() + "/conversations/" + server.conversation(visitor).get("id");
        ObjectNode message = Json.object().put("content", "once").put("echo_id", "k");
        JsonNode first = server.post(their + "/messages", message).expect(200).json();
        JsonNode again = server.post(their + "/messages", message).expect(200).json();
        assertEquals(first, again);
        RunningServer.Reply other =
                server.post(their + "/messages", message.deepCopy().put("content", "twice"));
        assertEquals("IDEMPOTENCY_CONFLICT", other.expect(409).json().get("code").textValue());
        assertEquals(1, server.get(their + "/messages").json().size());
    }

    @Test
    void takesTheIdempotencyKeyHeaderWhereThereIsNoEchoId() {
        RunningServer.Visitor visitor = server.visitor();
        String path = visitor.path() + "/conversations";
        JsonNode first =
                server.call("POST", path, "{}", "Idempotency-Key", "start-1").expect(200).json();
        JsonNode again =
                server.call("POST", path, "{}", "Idempotency-Key", "start-1").expect(200).json();
        assertEquals(first.get("id"), again.get("id"));
        assertEquals(1, server.get(path).json().size());
    }

    @Test
    void neverShowsAVisitorWhatIsAnothers() {
        RunningServer.Visitor one = server.visitor();
        RunningServer.Visitor two = server.visitor();
        long number = server.conversation(one).get("id").longValue();
        server.say(one, number, "mine").expect(200);
        String theirs = two.path() + "/conversations/" + number;
        server.get(theirs).expect(404);
        server.get(theirs + "/messages").expect(404);
        server.post(theirs + "/messages", Json.object().put("content", "x")).expect(404);
        server.post(theirs + "/toggle_status", Json.object()).expect(404);
        server.post(theirs + "/update_last_seen", Json.object()).expect(404);
        assertEquals(0, server.get(two.path() + "/conversations").json().size());
    }

    @Test
    void knowsAVisitorOnlyInItsOwnInbox() {
        Provisioner.Inbox other =
                server.provisioner.inbox(server.account, server.shop, "Other", List.of());
        RunningServer.Visitor visitor = server.visitor();
        RunningServer.Reply reply =
                server.get(RunningServer.contacts(other) + "/" + visitor.sourceId());
        assertEquals("UNKNOWN_CONTACT", reply.expect(404).json().get("code").textValue());
        server.get("/public/api/v1/inboxes/nothing/contacts/" + visitor.sourceId()).expect(404);
    }

    @Test
    void tellsTheQueuePositionWhileNobodyIsThere() {
        RunningServer.Visitor visitor = server.visitor();
        long number = server.conversation(visitor).get("id").longValue();
        server.say(visitor, number, "hello?").expect(200);
        JsonNode shape = server.get(visitor.path() + "/conversations/" + number).json();
        assertTrue(shape.at("/waiting/position").intValue() >= 1, shape.toString());
        assertTrue(shape.get("assignee").isNull());
    }

    @Test
    void issuesAFreshPubsubTokenAtEachRead() {
        RunningServer.Visitor visitor = server.visitor();
        assertFalse(visitor.pubsubToken().isEmpty());
        assertNotEquals("", server.get(visitor.path()).json().get("pubsub_token").textValue());
    }

    @Test
    void namesThePositionOfAWrite() {
        RunningServer.Visitor visitor = server.visitor();
        long number = server.conversation(visitor).get("id").longValue();
        RunningServer.Reply reply = server.say(visitor, number, "where am I").expect(200);
        assertEquals(
                reply.json().get("position").longValue(),
                Long.parseLong(reply.header("X-Parley-Position")));
    }

    private static void assertShape(Shapes shapes, String method, String template, JsonNode shape) {
        assertEquals(List.of(), shapes.faults(method, template, shape));
    }
}
