package dev.parley.api;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import dev.parley.api.http.Json;
import dev.parley.reports.WorkBook;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/** Administrators read reports in the shapes that integrators know. */
final class ReportsApiTest {
    @AutoClose private final RunningServer server;

    ReportsApiTest(@TempDir Path data) {
        server = RunningServer.start(data);
    }

    @Test
    void countsWhatHappened() {
        work(server);
        JsonNode summary = awaitCounted(server);
        assertEquals("1", summary.get("conversations_count").asText());
        assertEquals(1, summary.get("answered_count").intValue());
        assertEquals(1, summary.get("within_target_count").intValue());
        assertEquals(1, summary.get("incoming_messages_count").intValue());
        assertEquals(1, summary.get("outgoing_messages_count").intValue());
        assertEquals(1, summary.get("resolutions_count").intValue());
        assertTrue(summary.get("complete").booleanValue());
        assertEquals(0, summary.at("/previous/conversations_count").intValue());
        JsonNode agents = get("/summary_reports/agent", "");
        assertEquals(1, agents.size());
        assertEquals(server.ada.id(), agents.get(0).get("id").longValue());
        assertEquals(1, agents.get(0).get("resolved_conversations_count").intValue());
        assertEquals(1, get("/summary_reports/inbox", "").size());
        JsonNode days = get("/reports", "?metric=conversations_count&type=account");
        assertEquals("1", days.get(0).get("value").textValue());
        assertEquals(0, get("/reports", "?metric=conversations_count&type=agent&id=1").size());
        assertEquals(
                0,
                get("/reports/summary", "?type=account&since=1000&until=2000")
                        .get("conversations_count")
                        .intValue());
    }

    @Test
    void answersInTheShapesThatIntegratorsKnow() {
        work(server);
        awaitCounted(server);
        Shapes shapes = Shapes.of("chatwoot-application-openapi.json");
        String reports = "/api/v2/accounts/{account_id}";
        assertShape(shapes, reports + "/reports/summary", get("/reports/summary", "?type=account"));
        for (String metric : List.of("avg_first_response_time", "resolutions_count")) {
            assertShape(
                    shapes,
                    reports + "/reports",
                    get("/reports", "?metric=" + metric + "&type=account"));
        }
        assertShape(shapes, reports + "/summary_reports/agent", get("/summary_reports/agent", ""));
        assertShape(shapes, reports + "/summary_reports/inbox", get("/summary_reports/inbox", ""));
    }

    @Test
    void areForAdministratorsOfTheAccountOnly() {
        String path = reports(server) + "/reports/summary?type=account";
        server.agent(server.ada, path).expect(403);
        server.get(path).expect(401);
        server.agent(server.chief, path.replace("accounts/", "accounts/9")).expect(404);
        server.agent(server.chief, reports(server) + "/reports/summary").expect(422);
        server.agent(server.chief, reports(server) + "/reports?type=account").expect(422);
        server.agent(server.chief, reports(server) + "/reports/summary?type=team").expect(422);
        server.agent(server.chief, path + "&since=9999999999999999&until=1").expect(200);
    }

    /** Half of a year's sums look like those of a bad one. */
    @Test
    void saysNothingWhileTheLogIsCountedAnew() {
        work(server);
        awaitCounted(server);
        WorkBook book = server.reports.book();
        book.countAnewTo(book.before() + 1);
        for (String path :
                List.of(
                        "/reports/summary?type=account",
                        "/reports?metric=conversations_count&type=account",
                        "/summary_reports/agent",
                        "/summary_reports/inbox")) {
            RunningServer.Reply reply =
                    server.agent(server.chief, reports(server) + path).expect(503);
            assertEquals("REPORTS_BEHIND", reply.json().get("code").textValue());
            assertEquals("5", reply.header("Retry-After"));
        }
        server.agent(server.ada, reports(server) + "/summary_reports/agent").expect(403);
        RunningServer.Visitor another = server.visitor();
        server.conversation(another);
        await().atMost(RunningServer.DEADLINE).until(book::isWhole);
        server.agent(server.chief, reports(server) + "/summary_reports/agent").expect(200);
    }

    /** One conversation: asked, answered by Ada, resolved. */
    static void work(RunningServer server) {
        RunningServer.Visitor visitor = server.visitor();
        server.online(server.ada);
        long number = server.conversation(visitor).get("id").longValue();
        server.say(visitor, number, "hello").expect(200);
        String one = server.conversations() + "/" + number;
        server.agent(
                        server.ada,
                        "POST",
                        one + "/messages",
                        Json.object().put("content", "hello yourself"))
                .expect(200);
        server.agent(
                        server.ada,
                        "POST",
                        one + "/toggle_status",
                        Json.object().put("status", "resolved"))
                .expect(200);
    }

    static String reports(RunningServer server) {
        return "/api/v2/accounts/" + server.account.id();
    }

    /** The summary, once a resolution is in it. */
    static JsonNode awaitCounted(RunningServer server) {
        String path = reports(server) + "/reports/summary?type=account";
        return await().atMost(RunningServer.DEADLINE)
                .until(
                        () -> server.agent(server.chief, path).expect(200).json(),
                        summary -> summary.get("resolutions_count").intValue() > 0);
    }

    private JsonNode get(String path, String query) {
        return server.agent(server.chief, reports(server) + path + query).expect(200).json();
    }

    private static void assertShape(Shapes shapes, String template, JsonNode shape) {
        assertEquals(List.of(), shapes.faults("get", template, shape), template);
    }
}
