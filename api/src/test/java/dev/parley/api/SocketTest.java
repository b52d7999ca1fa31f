package dev.parley.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.api.http.Json;
import dev.parley.domain.Limits;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

final class SocketTest {
    @AutoClose private final RunningServer server;

    SocketTest(@TempDir Path data) {
        server = RunningServer.start(data, SocketTest::quick, each -> each);
    }

    private static ApiConfig quick(ApiConfig usual) {
        return usual.with("api.hello", 300)
                .with("api.grace", 200)
                .with("api.ping", 200)
                .with("api.queue", 64);
    }

    @Test
    void carriesTheChainFromCustomerToAgentAndBack() {
        RunningServer.Visitor visitor = server.visitor();
        try (TestSocket ada = server.socket(server.ada.token());
                TestSocket page = server.socket(visitor.pubsubToken())) {
            ada.send("presence", Json.object().put("availability", "online"));
            assertEquals("online", ada.event("PresenceChanged").at("/data/availability").asText());
            page.send("post", post("r1", "Is it dimmable?"));
            JsonNode ack = page.next("ack");
            assertEquals("r1", ack.get("request_id").textValue());
            long conversation = ack.get("conversation").longValue();
            JsonNode asked = ada.event("MessagePosted");
            assertEquals("Is it dimmable?", asked.at("/data/content").textValue());
            assertEquals(ack.get("position"), asked.get("position"));
            assertEquals(
                    "armed",
                    ada.event("FirstResponseArmed").at("/data/first_response/state").asText());
            assertEquals(
                    "Ada Lind",
                    ada.event("ConversationAssigned").at("/data/assignee/name").asText());
            assertEquals(
                    "Ada", page.event("ConversationAssigned").at("/data/assignee/name").asText());

            ada.send("typing", Json.object().put("conversation", conversation).put("on", true));
            assertTrue(page.next("typing").get("on").booleanValue());
            ada.send("post", post("r2", "It is.").put("conversation", conversation));
            ada.next("ack");
            JsonNode answer = page.event("MessagePosted");
            assertEquals("It is.", answer.at("/data/content").textValue());
            assertEquals(1, answer.at("/data/message_type").intValue());
            assertTrue(ada.event("FirstResponseMet").at("/data/within_target").booleanValue());
            page.send(
                    "seen",
                    Json.object()
                            .put("conversation", conversation)
                            .put("seq", answer.get("seq").intValue()));
            assertEquals("visitor", ada.event("ConversationSeen").at("/data/from").asText());
            page.send("typing", Json.object().put("conversation", conversation).put("on", true));
            assertEquals("visitor", ada.next("typing").get("from").textValue());
            server.agent(
                            server.ada,
                            "POST",
                            server.conversations() + "/" + ack.get("number") + "/toggle_status",
                            Json.object().put("status", "resolved"))
                    .expect(200);
            assertEquals(
                    "resolved", page.event("ConversationResolved").at("/data/status").asText());
        }
    }

    @Test
    void showsAVisitorNeitherNotesNorTheClock() {
        RunningServer.Visitor visitor = server.visitor();
        server.online(server.ada);
        try (TestSocket page = server.socket(visitor.pubsubToken());
                TestSocket ada = server.socket(server.ada.token())) {
            page.send("post", post("r1", "hello"));
            long conversation = page.next("ack").get("conversation").longValue();
            ada.send(
                    "post",
                    post("n", "a note").put("conversation", conversation).put("private", true));
            ada.send("post", post("m", "a word").put("conversation", conversation));
            List<Integer> seqs = new ArrayList<>();
            JsonNode event;
            do {
                event = page.next("event");
                seqs.add(event.get("seq").intValue());
                String type = event.get("type").textValue();
                assertFalse(type.startsWith("FirstResponse"), type);
                assertFalse(event.toString().contains("a note"), event.toString());
            } while (!event.at("/data/content").asText().equals("a word"));
            assertEquals(
                    IntStream.rangeClosed(1, seqs.size()).boxed().toList(),
                    seqs,
                    "the visitor's numbering has no holes");
        }
    }

    @Test
    void resumesWithoutGapOrDoubleWhileMessagesArrive() throws InterruptedException {
        int before = 40;
        // Below half of what a socket holds (api.queue): one that holds more lets all of it go
        // before the resume is done, and a later event comes before an earlier one.
        int during = 30;
        RunningServer.Visitor visitor = server.visitor();
        long conversation;
        int seen;
        try (TestSocket page = server.socket(visitor.pubsubToken())) {
            page.send("post", post("0", "m0"));
            conversation = page.next("ack").get("conversation").longValue();
            for (int i = 1; i < before; i++) {
                page.send("post", post("" + i, "m" + i).put("conversation", conversation));
            }
            String last = Integer.toString(before - 1);
            page.next("ack", ack -> ack.get("request_id").textValue().equals(last));
            seen = 7;
        }
        long of = conversation;
        Thread writer =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try (TestSocket other = server.socket(visitor.pubsubToken())) {
                                        for (int i = 0; i < during; i++) {
                                            other.send(
                                                    "post",
                                                    post("d" + i, "d" + i).put("conversation", of));
                                        }
                                        other.next(
                                                "ack",
                                                ack ->
                                                        ack.get("request_id")
                                                                .textValue()
                                                                .equals("d" + (during - 1)));
                                    }
                                });
        try (TestSocket page = server.socket(visitor.pubsubToken())) {
            page.send("resume", Json.object().put("conversation", conversation).put("seq", seen));
            List<Integer> seqs = new ArrayList<>();
            JsonNode event;
            do {
                event = page.next("event");
                seqs.add(event.get("seq").intValue());
            } while (!event.at("/data/content").asText().equals("d" + (during - 1)));
            assertEquals(IntStream.rangeClosed(seen + 1, seqs.getLast()).boxed().toList(), seqs);
        }
        writer.join(20_000);
    }

    @Test
    void givesTheSameAnswerForTheSameEchoIdOverBothWays() {
        RunningServer.Visitor visitor = server.visitor();
        try (TestSocket page = server.socket(visitor.pubsubToken())) {
            page.send("post", post("r1", "once").put("echo_id", "k"));
            JsonNode first = page.next("ack");
            page.send("post", post("r2", "once").put("echo_id", "k"));
            JsonNode again = page.next("ack");
            assertEquals(first.get("id"), again.get("id"));
            assertEquals(first.get("position"), again.get("position"));
            JsonNode rest =
                    server.post(
                                    visitor.path()
                                            + "/conversations/"
                                            + first.get("number")
                                            + "/messages",
                                    Json.object().put("content", "once").put("echo_id", "k"))
                            .expect(200)
                            .json();
            assertEquals(first.get("id"), rest.get("id"));
            page.send("post", post("r3", "other").put("echo_id", "k"));
            JsonNode error = page.next("error");
            assertEquals("IDEMPOTENCY_CONFLICT", error.get("code").textValue());
            assertEquals("r3", error.get("request_id").textValue());
        }
    }

    @Test
    void keepsVisitorsApart() {
        RunningServer.Visitor one = server.visitor();
        RunningServer.Visitor two = server.visitor();
        try (TestSocket mine = server.socket(one.pubsubToken());
                TestSocket theirs = server.socket(two.pubsubToken())) {
            mine.send("post", post("r", "secret"));
            long conversation = mine.next("ack").get("conversation").longValue();
            for (String frame : List.of("resume", "seen", "typing", "post")) {
                theirs.send(
                        frame,
                        post("x", "y")
                                .put("conversation", conversation)
                                .put("seq", 0)
                                .put("on", true));
                assertEquals("UNKNOWN_CONVERSATION", theirs.next("error").get("code").textValue());
            }
            theirs.send("presence", Json.object().put("availability", "online"));
            assertEquals("NOT_PARTICIPANT", theirs.next("error").get("code").textValue());
            theirs.send("post", post("own", "my own"));
            JsonNode event = theirs.event("MessagePosted");
            assertEquals("my own", event.at("/data/content").textValue());
        }
    }

    @Test
    void endsAConnectionWithoutAProperHello() {
        try (TestSocket silent = TestSocket.connect(server.client(), server)) {
            assertEquals("UNAUTHENTICATED", silent.next("error").get("code").textValue());
            assertEquals(SocketEndpoint.CLOSE_POLICY, silent.closeCode());
        }
        try (TestSocket wrong = TestSocket.connect(server.client(), server)) {
            wrong.send("hello", Json.object().put("token", "nonsense"));
            assertEquals("UNAUTHENTICATED", wrong.next("error").get("code").textValue());
            assertEquals(SocketEndpoint.CLOSE_POLICY, wrong.closeCode());
        }
        try (TestSocket eager = TestSocket.connect(server.client(), server)) {
            eager.send("post", post("r", "before hello"));
            assertEquals("UNAUTHENTICATED", eager.next("error").get("code").textValue());
        }
    }

    @Test
    void letsOnlyTheShopsPagesConnect() {
        RunningServer.Visitor visitor = server.visitor();
        ObjectNode hello = Json.object().put("token", visitor.pubsubToken());
        try (TestSocket evil =
                TestSocket.connect(server.client(), server, "Origin", "https://evil.example")) {
            evil.send("hello", hello);
            assertEquals("ORIGIN_NOT_ALLOWED", evil.next("error").get("code").textValue());
        }
        try (TestSocket shop =
                TestSocket.connect(server.client(), server, "Origin", RunningServer.SHOP_PAGE)) {
            shop.send("hello", hello);
            assertEquals("visitor", shop.next("welcome").get("role").textValue());
        }
        try (TestSocket evil =
                TestSocket.connect(server.client(), server, "Origin", RunningServer.SHOP_PAGE)) {
            evil.send("hello", Json.object().put("token", server.ada.token()));
            assertEquals("ORIGIN_NOT_ALLOWED", evil.next("error").get("code").textValue());
        }
    }

    @Test
    void takesAnAgentOffTheQueueWhoseLastConnectionIsLost() {
        try (TestSocket chief = server.socket(server.chief.token())) {
            TestSocket first = server.socket(server.ada.token());
            TestSocket second = server.socket(server.ada.token());
            first.send("presence", Json.object().put("availability", "online"));
            assertEquals(
                    "online", chief.event("PresenceChanged").at("/data/availability").asText());
            RunningServer.Visitor visitor = server.visitor();
            long number = server.conversation(visitor).get("id").longValue();
            server.say(visitor, number, "hello").expect(200);
            chief.event("ConversationAssigned");
            first.lose();
            second.lose();
            JsonNode gone = chief.event("PresenceChanged");
            assertEquals("offline", gone.at("/data/availability").asText());
            assertEquals(server.ada.id(), gone.at("/data/agent/id").longValue());
            assertEquals(
                    "AGENT_LEFT", chief.event("ConversationQueued").at("/data/reason").asText());
        }
    }

    @Test
    void endsTheSocketsOfAVoidToken() {
        try (TestSocket ada = server.socket(server.ada.token())) {
            server.provisioner.token(server.account.id(), server.ada.id());
            assertEquals(SocketEndpoint.CLOSE_POLICY, ada.closeCode());
        }
    }

    @Test
    void asksForSignsOfLifeAndEndsTheDead() {
        try (TestSocket ada = server.socket(server.ada.token())) {
            ada.next("ping");
            ada.next("ping");
            ada.next("ping");
            ada.mute();
            assertTrue(ada.closeCode() != 0, "nothing was said since");
        }
    }

    @Test
    void cutsOffAClientThatDoesNotRead(@TempDir Path data) {
        // Of this machine's usual pings: a silent client is ended for another reason otherwise.
        try (RunningServer patient =
                        RunningServer.start(
                                data, config -> config.with("api.queue", 64), each -> each);
                TestSocket slow = patient.socket(patient.ada.token());
                TestSocket quick = patient.socket(patient.ben.token())) {
            slow.stall();
            RunningServer.Visitor visitor = patient.visitor();
            try (TestSocket page = patient.socket(visitor.pubsubToken())) {
                String much = "x".repeat(16_000);
                for (int i = 0; !hasCutOff(patient); i++) {
                    assertTrue(i < 200, "still not cut off");
                    for (int j = 0; j < 20; j++) {
                        page.send("post", post("r", much));
                        page.next("ack");
                    }
                    quick.event("MessagePosted");
                }
            }
        }
    }

    private static boolean hasCutOff(RunningServer server) {
        return server.get("/metrics").response().body().contains("cut_off_total 1.0");
    }

    @Test
    void refusesFramesThatAreNone() {
        RunningServer.Visitor visitor = server.visitor();
        try (TestSocket page = server.socket(visitor.pubsubToken())) {
            for (String bad :
                    List.of(
                            "{",
                            "[]",
                            "{}",
                            "{\"a\":{},\"b\":{}}",
                            "{\"post\":3}",
                            "{\"nothing\":{}}")) {
                page.send(bad);
                page.next("error");
            }
            page.send("post", Json.object().put("request_id", "n").put("content", 7));
            JsonNode error = page.next("error");
            assertEquals("WRONG_TYPE", error.get("code").textValue());
            assertEquals("n", error.get("request_id").textValue());
            page.send("post", post("n", "x".repeat(Limits.MESSAGE_BYTES + 1)));
            JsonNode tooLong = page.next("error").at("/errors/0");
            assertEquals("content", tooLong.get("field").textValue());
            assertEquals("LIMIT_EXCEEDED", tooLong.get("code").textValue());
            page.send("post", post("ok", "still here"));
            page.next("ack");
        }
    }

    private static ObjectNode post(String requestId, String content) {
        return Json.object().put("request_id", requestId).put("content", content);
    }
}
