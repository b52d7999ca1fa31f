package dev.parley.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import dev.parley.api.http.Json;
import dev.parley.domain.Answer;
import dev.parley.domain.Limits;
import dev.parley.domain.Rejection;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BadInputTest {
    private final AtomicReference<Rejection> refuseAll = new AtomicReference<>(Rejection.NONE);
    @AutoClose private final RunningServer server;
    private final RunningServer.Visitor visitor;
    private final String messages;

    BadInputTest(@TempDir Path data) {
        server = RunningServer.start(data, config -> config, this::refusing);
        visitor = server.visitor();
        messages =
                visitor.path()
                        + "/conversations/"
                        + server.conversation(visitor).get("id")
                        + "/messages";
    }

    /** An engine that answers what the test says, and is the real one otherwise. */
    private Backend refusing(Backend real) {
        return (Backend)
                Proxy.newProxyInstance(
                        Backend.class.getClassLoader(),
                        new Class<?>[] {Backend.class},
                        (_, method, arguments) ->
                                method.getName().equals("submit")
                                                && refuseAll.get() != Rejection.NONE
                                        ? CompletableFuture.completedFuture(
                                                Answer.refused(refuseAll.get()))
                                        : method.invoke(real, arguments));
    }

    @Test
    void writesNothingForWhatItRefuses() {
        long before = server.engine.health().head();
        assertProblem(422, "WRONG_TYPE", "content", text("{\"content\":17}"));
        assertProblem(422, "WRONG_TYPE", "content", text("{\"content\":[\"a\"]}"));
        assertProblem(422, "REQUIRED", "content", text("{}"));
        assertProblem(422, "REQUIRED", "content", text("{\"content\":null}"));
        assertProblem(422, "REQUIRED", "content", text("{\"content\":\"\"}"));
        assertProblem(422, "WRONG_TYPE", "echo_id", text("{\"content\":\"a\",\"echo_id\":1}"));
        assertProblem(422, "INVALID_TEXT", "content", text("{\"content\":\"\\ud800\"}"));
        assertProblem(422, "WRONG_TYPE", "body", text("[]"));
        assertProblem(400, "INVALID_JSON", "", text("{\"content\":"));
        assertProblem(400, "INVALID_JSON", "", text("{\"content\":\"a\",\"content\":\"b\"}"));
        assertProblem(400, "INVALID_JSON", "", text("{} {}"));
        assertProblem(400, "INVALID_JSON", "", text("{\"a\":".repeat(100)));
        assertProblem(
                400,
                "INVALID_UTF8",
                "",
                new byte[] {'{', '"', 'c', '"', ':', '"', (byte) 0xc3, '(', '"', '}'});
        assertProblem(
                400,
                "INVALID_UTF8",
                "",
                new byte[] {'{', '"', 'c', '"', ':', '"', (byte) 0xc0, (byte) 0x80, '"', '}'});
        assertEquals(before, server.engine.health().head());
    }

    @Test
    void namesValueAndLimitOfATooLongText() {
        String tooLong = "x".repeat(Limits.MESSAGE_BYTES + 1);
        JsonNode problem =
                assertProblem(
                        422,
                        "LIMIT_EXCEEDED",
                        "content",
                        text("{\"content\":\"" + tooLong + "\"}"));
        assertEquals("bytes=16385 exceeds 16384", problem.at("/errors/0/message").textValue());
        server.call("POST", messages, "{\"content\":\"" + tooLong.substring(1) + "\"}").expect(200);
        String wide = "\u20ac".repeat(Limits.MESSAGE_BYTES / 3 + 1);
        assertProblem(422, "LIMIT_EXCEEDED", "content", text("{\"content\":\"" + wide + "\"}"));
    }

    @Test
    void refusesABodyBeyondItsBound() {
        JsonNode problem =
                assertProblem(413, "BODY_TOO_LARGE", "", text("\"" + "x".repeat(70_000) + "\""));
        assertTrue(problem.get("detail").textValue().contains("exceeds 65536"));
    }

    @Test
    void ignoresFieldsThatItDoesNotKnow() {
        server.call("POST", messages, "{\"content\":\"a\",\"nobody_knows\":{\"x\":[1]}}")
                .expect(200);
    }

    @Test
    void namesWhatIsNotThere() {
        assertCode("UNKNOWN_PAGE", server.get("/nothing").expect(404));
        assertCode(
                "UNKNOWN_CONVERSATION",
                server.get(visitor.path() + "/conversations/99").expect(404));
        assertCode(
                "UNKNOWN_CONVERSATION",
                server.get(visitor.path() + "/conversations/x").expect(404));
        assertCode("METHOD_NOT_ALLOWED", server.call("DELETE", messages, "").expect(405));
    }

    @Test
    void answersEachRefusalOfTheEngineWithItsCode() {
        for (Rejection rejection : Rejection.values()) {
            if (rejection == Rejection.NONE) {
                continue;
            }
            refuseAll.set(rejection);
            RunningServer.Reply reply = server.call("POST", messages, "{\"content\":\"a\"}");
            refuseAll.set(Rejection.NONE);
            assertCode(rejection.name(), reply);
            assertTrue(reply.status() >= 400 && reply.status() < 600, rejection.name());
        }
        refuseAll.set(Rejection.BACK_PRESSURED);
        RunningServer.Reply full = server.call("POST", messages, "{\"content\":\"a\"}");
        refuseAll.set(Rejection.NONE);
        assertEquals("1", full.expect(503).header("Retry-After"));
    }

    @Test
    void givesHostileTextBackByteForByte() throws IOException {
        List<String> texts = new ArrayList<>();
        for (JsonNode each : Json.parse(Files.readAllBytes(Shapes.shared("data", "blns.json")))) {
            if (!each.textValue().isEmpty()) {
                texts.add(each.textValue());
            }
        }
        Files.readAllLines(Shapes.shared("data", "xss.txt"), StandardCharsets.UTF_8).stream()
                .filter(line -> !line.isEmpty())
                .forEach(texts::add);
        RunningServer.Visitor hostile = server.visitor();
        String path =
                hostile.path()
                        + "/conversations/"
                        + server.conversation(hostile).get("id")
                        + "/messages";
        for (String text : texts) {
            JsonNode posted =
                    server.post(path, Json.object().put("content", text)).expect(200).json();
            assertEquals(text, posted.get("content").textValue());
        }
        List<String> read = new ArrayList<>();
        for (JsonNode each : server.get(path).expect(200).json()) {
            read.add(each.get("content").textValue());
        }
        assertEquals(texts, read);
    }

    private static byte[] text(String body) {
        return body.getBytes(StandardCharsets.UTF_8);
    }

    private JsonNode assertProblem(int status, String code, String field, byte[] body) {
        RunningServer.Reply reply =
                server.send(
                        HttpRequest.newBuilder(server.uri(messages))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
        JsonNode problem = reply.expect(status).json();
        assertEquals("application/problem+json", reply.header("Content-Type"));
        assertCode(code, reply);
        assertEquals(status, problem.get("status").intValue());
        assertTrue(problem.get("description").isTextual());
        if (!field.isEmpty()) {
            assertEquals(field, problem.at("/errors/0/field").textValue());
        }
        return problem;
    }

    private static void assertCode(String code, RunningServer.Reply reply) {
        assertEquals(code, reply.json().get("code").textValue());
    }
}
