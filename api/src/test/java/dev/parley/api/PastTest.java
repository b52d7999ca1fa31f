package dev.parley.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import dev.parley.Environment;
import dev.parley.api.http.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** What was said before: across a restart, and after it left memory. */
final class PastTest {
    @TempDir private Path data = Path.of(".");

    @Test
    void readsAfterARestartWhatWasSaidBefore() {
        RunningServer.Visitor visitor;
        long number;
        long id;
        int assigned;
        Provisioner.Agent ada;
        String conversation;
        try (RunningServer server = RunningServer.start(data)) {
            visitor = server.visitor();
            JsonNode started = server.conversation(visitor);
            number = started.get("id").longValue();
            id = started.get("conversation").longValue();
            server.say(visitor, number, "before").expect(200);
            ada = server.ada;
            server.online(ada);
            conversation = server.conversations() + "/" + number;
            JsonNode given = server.agent(ada, conversation).expect(200).json();
            assertEquals(ada.id(), given.at("/meta/assignee/id").longValue());
            assigned =
                    server.get(visitor.path() + "/conversations/" + number)
                            .json()
                            .get("seq")
                            .intValue();
        }
        try (RunningServer server =
                RunningServer.start(data, config -> config.with("api.grace", 100), each -> each)) {
            JsonNode messages =
                    server.get(visitor.path() + "/conversations/" + number + "/messages").json();
            assertEquals("before", messages.at("/0/content").textValue());
            assertEquals(401, TestTokens.code(server, visitor.pubsubToken()));
            JsonNode contact = server.get(visitor.path()).expect(200).json();
            try (TestSocket page = server.socket(contact.get("pubsub_token").textValue())) {
                page.send("resume", Json.object().put("conversation", id).put("seq", 0));
                // Ada never came back: she is taken off, and her customer waits again.
                page.next(
                        "event",
                        event ->
                                event.get("type").textValue().equals("ConversationQueued")
                                        && event.get("seq").intValue() > assigned);
            }
            JsonNode seen = server.agent(ada, conversation).expect(200).json();
            assertTrue(seen.at("/meta/assignee").isNull(), seen.toString());
        }
    }

    @Test
    void readsAndGoesOnWithAConversationThatLeftMemory() {
        AtomicLong aheadMicros = new AtomicLong();
        Environment usual = Environment.system();
        Environment movable =
                new Environment(
                        () -> usual.wallMicros().getAsLong() + aheadMicros.get(),
                        usual.nanos(),
                        usual.random());
        try (RunningServer server =
                RunningServer.start(data, config -> config, each -> each, movable)) {
            RunningServer.Visitor visitor = server.visitor();
            server.call("PATCH", visitor.path(), "{\"name\":\"Nora\"}").expect(200);
            long number = server.conversation(visitor).get("id").longValue();
            String path = visitor.path() + "/conversations/" + number;
            server.say(visitor, number, "long ago").expect(200);
            server.post(path + "/toggle_status", Json.object()).expect(200);
            assertTrue(
                    server.engine.awaitIndexed(
                            server.engine.health().durable(), RunningServer.DEADLINE.toNanos()));
            aheadMicros.set(Duration.ofHours(25).toMillis() * 1_000);
            for (int i = 0; i < 4; i++) {
                server.visitor();
            }
            assertTrue(
                    server.engine.reading().ask(views -> views.board().size()) == 0,
                    "it has left memory");
            JsonNode old = server.get(path).expect(200).json();
            assertEquals("resolved", old.get("status").textValue());
            assertEquals("long ago", old.at("/messages/0/content").textValue());
            assertEquals("Nora", server.get(visitor.path()).json().get("name").textValue());
            server.say(visitor, number, "I am back").expect(200);
            JsonNode now = server.get(path).expect(200).json();
            assertEquals("open", now.get("status").textValue());
            assertEquals(2, now.get("messages").size());
            assertEquals("long ago", now.at("/messages/0/content").textValue());
            assertEquals("Nora", now.at("/contact/name").textValue());
            assertEquals(1, server.get(visitor.path() + "/conversations").json().size());
        }
    }

    /** How a hello with a token ends. */
    private static final class TestTokens {
        static int code(RunningServer server, String token) {
            try (TestSocket socket = TestSocket.connect(server.client(), server)) {
                socket.send("hello", Json.object().put("token", token));
                return socket.next("error").get("code").textValue().equals("UNAUTHENTICATED")
                        ? 401
                        : 0;
            }
        }
    }
}
