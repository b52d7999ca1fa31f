package dev.parley.api;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import dev.parley.api.http.Json;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Agents find what was written in their account, and in no other. */
final class SearchApiTest {
    @AutoClose private final RunningServer server;

    SearchApiTest(@TempDir Path data) {
        server = RunningServer.start(data);
    }

    @Test
    void findsMessagesOfVisitorsAndAgentsAndNotes() {
        RunningServer.Visitor visitor = server.visitor();
        server.online(server.ada);
        long number = server.conversation(visitor).get("id").longValue();
        server.say(visitor, number, "Gdzie jest moje zam\u00f3wienie?").expect(200);
        String messages = server.conversations() + "/" + number + "/messages";
        server.agent(
                        server.ada,
                        "POST",
                        messages,
                        Json.object().put("content", "zam\u00f3wienia s\u0105 w drodze"))
                .expect(200);
        server.agent(
                        server.ada,
                        "POST",
                        messages,
                        Json.object().put("content", "zamowienie VIP").put("private", true))
                .expect(200);
        JsonNode found = awaitFound(server, "zam\u00f3wieniem", 3).at("/payload/messages");
        assertEquals(true, found.get(0).get("private").booleanValue());
        assertEquals("Ada Lind", found.get(1).at("/sender/name").textValue());
        JsonNode first = found.get(2);
        assertEquals("contact", first.at("/sender/type").textValue());
        assertEquals(number, first.get("conversation_id").longValue());
        JsonNode mark = first.get("highlights").get(0);
        assertEquals(
                "zam\u00f3wienie",
                first.get("snippet")
                        .textValue()
                        .substring(mark.get("start").intValue(), mark.get("end").intValue()));
        JsonNode conversations = find(server.ada, "conversations", "zamowienie").expect(200).json();
        assertEquals(1, conversations.at("/payload/conversations").size());
        assertEquals(number, conversations.at("/payload/conversations/0/id").longValue());
        assertEquals(
                0,
                find(server.ada, "messages", "zamowienie&until=1000")
                        .json()
                        .at("/meta/count")
                        .intValue());
        assertEquals(
                3,
                find(server.ada, "messages", "zamowienie&conversation_id=" + number)
                        .json()
                        .at("/meta/count")
                        .intValue());
        assertEquals(
                0,
                find(server.ada, "messages", "zamowienie&page=2")
                        .json()
                        .at("/payload/messages")
                        .size());
    }

    @Test
    void findsNothingOfAnotherAccount() {
        RunningServer.Others other = server.others();
        RunningServer.Visitor theirs = server.visitor(other.inbox());
        server.say(theirs, server.conversation(theirs).get("id").longValue(), "their lamp");
        RunningServer.Visitor ours = server.visitor();
        server.say(ours, server.conversation(ours).get("id").longValue(), "our lamp");
        JsonNode found = awaitFound(server, "lamp", 1).at("/payload/messages");
        assertEquals("our lamp", found.get(0).get("content").textValue());
        String foreign = "/api/v1/accounts/" + server.account.id() + "/search/messages?q=lamp";
        server.agent(other.eve(), foreign).expect(404);
        server.get(foreign).expect(401);
        assertEquals(
                0,
                find(server.ada, "messages", "lamp&shop_id=" + other.shop())
                        .json()
                        .at("/meta/count")
                        .intValue());
    }

    @Test
    void anErasedPersonIsNotFound() {
        RunningServer.Visitor visitor = server.visitor();
        server.say(visitor, server.conversation(visitor).get("id").longValue(), "a lamp");
        awaitFound(server, "lamp", 1);
        long key = server.engine.reading().visitor(visitor.id()).orElseThrow().keyId();
        server.engine.keys().erase(key);
        JsonNode gone = find(server.ada, "messages", "lamp").expect(200).json();
        assertEquals(0, gone.at("/payload/messages").size());
        assertEquals(0, gone.at("/meta/count").intValue());
    }

    @Test
    void boundsWhatIsAsked() {
        find(server.ada, "messages", "").expect(422);
        find(server.ada, "messages", "x".repeat(513)).expect(422);
        find(server.ada, "messages", "a&page=x").expect(422);
        find(server.ada, "messages", "a&page=999999999").expect(200);
        for (String each : List.of("\"", "-", "*", "a AND (b", "\u0000", "%", "\ud83d\ude00")) {
            String coded = URLEncoder.encode(each, StandardCharsets.UTF_8);
            assertTrue(find(server.ada, "messages", coded).expect(200).json().has("payload"));
        }
    }

    /** What is found, once it is this much: the index stands a moment behind. */
    static JsonNode awaitFound(RunningServer server, String words, int count) {
        String path =
                "/api/v1/accounts/"
                        + server.account.id()
                        + "/search/messages?q="
                        + URLEncoder.encode(words, StandardCharsets.UTF_8);
        return await().atMost(RunningServer.DEADLINE)
                .until(
                        () -> server.agent(server.ada, path).expect(200).json(),
                        found -> found.at("/meta/count").intValue() == count);
    }

    private RunningServer.Reply find(Provisioner.Agent agent, String what, String query) {
        return server.agent(
                agent,
                "/api/v1/accounts/" + server.account.id() + "/search/" + what + "?q=" + query);
    }
}
