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
import java.util.ArrayList;
import java.util.List;

/** What one client writes on purpose must not reach the others. */
final class HostileClientTest {
    @AutoClose private final RunningServer server;

    private final RunningServer.Visitor visitor;
    private final long number;
    private final long id;
    private final String messages;

    HostileClientTest(@TempDir Path data) {
        server = RunningServer.start(data);
        visitor = server.visitor();
        JsonNode conversation = server.conversation(visitor);
        number = conversation.get("id").longValue();
        id = conversation.get("conversation").longValue();
        messages = visitor.path() + "/conversations/" + number + "/messages";
    }

    @Test
    void readsBackTheDeepestValuesThatItTook() {
        long message = said("hello");
        int deepest = 0;
        for (int depth = 40; deepest == 0; depth--) {
            String values = "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
            if (submit(message, values).status() == 200) {
                deepest = depth;
            }
        }
        server.get(messages).expect(200);
        server.agent(server.ada, server.conversations() + "/" + number + "/messages").expect(200);
    }

    @Test
    void resumesPastAnUpdateOfAMessageOfLongAgo() {
        submit(said("first"), "{\"size\":\"M\"}").expect(200);
        try (TestSocket page = server.socket(visitor.pubsubToken())) {
            for (int i = 0; i < Reads.SHOWN.events(); i++) {
                String sent = "r" + i;
                page.send("post", post(sent, "more", id));
                if (i % 32 == 31) {
                    page.next("ack", ack -> ack.get("request_id").textValue().equals(sent));
                }
            }
            page.send("post", post("last", "last", id));
            page.next("ack", ack -> ack.get("request_id").textValue().equals("last"));
        }
        try (TestSocket ada = server.socket(server.ada.token())) {
            ada.send("resume", Json.object().put("conversation", id).put("seq", 0));
            JsonNode updated = ada.event("MessageUpdated");
            assertEquals("first", updated.at("/data/content").textValue());
            assertEquals(
                    "M", updated.at("/data/content_attributes/submitted_values/size").textValue());
            ada.next("event", event -> event.at("/data/content").asText().equals("last"));
        }
    }

    @Test
    void refusesASeenThatNoSeqCanBe() {
        server.say(visitor, number, "hello").expect(200);
        server.post(
                        visitor.path() + "/conversations/" + number + "/update_last_seen",
                        Json.object().put("seq", 1L - (1L << 32)))
                .expect(422);
    }

    @Test
    void answersNoMoreThanSoMuchHoweverMuchWasWritten() {
        for (int i = 0; i < 80; i++) {
            server.say(visitor, number, "x".repeat(16_000)).expect(200);
        }
        server.say(visitor, number, "the last").expect(200);
        String shown = server.get(messages).response().body();
        assertTrue(shown.contains("the last"));
        assertTrue(shown.length() < 1_200_000, shown.length() + " chars");
        String listed = server.get(visitor.path() + "/conversations").response().body();
        assertTrue(listed.contains("the last"));
        assertTrue(listed.length() < 60_000, listed.length() + " chars");
    }

    /** What a page shows of a conversation must not decide what can be answered in it. */
    @Test
    void takesTheValuesOfAFormHoweverMuchWasWrittenBehindIt() {
        long form = said("a form");
        for (int i = 0; i < 80; i++) {
            server.say(visitor, number, "x".repeat(16_000)).expect(200);
        }
        JsonNode updated = submit(form, "{\"size\":\"M\"}").expect(200).json();
        assertEquals("M", updated.at("/content_attributes/submitted_values/size").textValue());
    }

    /** Else a customer who is told that nothing was done has rated all the same. */
    @Test
    void recordsNoRatingBesideValuesThatAreTooLong() {
        long asked =
                server.post(
                                messages,
                                Json.object()
                                        .put("content", "?")
                                        .set(
                                                "content_attributes",
                                                Json.object().put("a", "x".repeat(4_080))))
                        .expect(200)
                        .json()
                        .get("id")
                        .asLong();
        ObjectNode values = Json.object().put("b", "y".repeat(4_045));
        values.putObject("csat_survey_response").put("rating", 5);
        submit(asked, values.toString()).expect(422);
        server.say(visitor, number, "last").expect(200);
        List<String> types = new ArrayList<>();
        try (TestSocket ada = server.socket(server.ada.token())) {
            ada.send("resume", Json.object().put("conversation", id).put("seq", 0));
            ada.next(
                    "event",
                    event -> {
                        types.add(event.get("type").textValue());
                        return event.at("/data/content").asText().equals("last");
                    });
        }
        assertFalse(types.contains("ConversationRated"), types.toString());
    }

    @Test
    void refusesToWriteToWhoWasErased() {
        server.engine
                .keys()
                .erase(server.engine.reading().visitor(visitor.id()).orElseThrow().keyId());
        server.say(visitor, number, "still here").expect(410);
        try (TestSocket ada = server.socket(server.ada.token())) {
            ada.send("post", post("r", "are you?", id).put("echo_id", "k"));
            assertEquals("ERASED", ada.next("error").get("code").textValue());
        }
    }

    @Test
    void showsNothingMoreToWhoWasErased() {
        said("hello");
        try (TestSocket page = server.socket(visitor.pubsubToken());
                TestSocket late = TestSocket.connect(server.client(), server)) {
            server.engine
                    .keys()
                    .erase(server.engine.reading().visitor(visitor.id()).orElseThrow().keyId());
            String of = visitor.path() + "/conversations";
            for (String path : List.of(visitor.path(), of, of + "/" + number, messages)) {
                RunningServer.Reply refused = server.get(path).expect(410);
                assertEquals("ERASED", refused.json().get("code").textValue());
            }
            page.send("resume", Json.object().put("conversation", id).put("seq", 0));
            assertEquals("ERASED", page.next("error").get("code").textValue());
            late.send("hello", Json.object().put("token", visitor.pubsubToken()));
            assertEquals("ERASED", late.next("error").get("code").textValue());
            assertEquals(SocketEndpoint.CLOSE_POLICY, late.closeCode());
        }
    }

    private long said(String text) {
        return server.say(visitor, number, text).expect(200).json().get("id").longValue();
    }

    private RunningServer.Reply submit(long message, String values) {
        return server.call(
                "PATCH", messages + "/" + message, "{\"submitted_values\":" + values + "}");
    }

    private static ObjectNode post(String requestId, String content, long conversation) {
        return Json.object()
                .put("request_id", requestId)
                .put("content", content)
                .put("conversation", conversation);
    }
}
