package dev.parley.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.api.http.Json;
import dev.parley.api.http.Route;
import dev.parley.desk.DeskCommand.CreateLabel;
import dev.parley.desk.DeskCommand.LabelConversation;
import dev.parley.desk.DeskCommand.LabelText;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** {@code openapi.yaml} says what is served, all of it and nothing else. */
final class DescriptionTest {
    private final Shapes ours = Shapes.ours();
    private final Set<String> called = new TreeSet<>();
    @AutoClose private final RunningServer server;

    DescriptionTest(@TempDir Path data) {
        server = RunningServer.start(data);
    }

    @Test
    void describesTheRoutesThatAreServedAndNoOthers() {
        assertEquals(served(), described());
    }

    @Test
    void describesEveryFieldOfEveryAnswer() {
        server.online(server.ada);
        String contacts = "/public/api/v1/inboxes/{inbox_identifier}/contacts";
        String contact = contacts + "/{contact_identifier}";
        String theirs = contact + "/conversations";
        String their = theirs + "/{conversation_id}";
        ObjectNode profile = Json.object().put("name", "Nora");
        profile.putObject("custom_attributes").put("plan", "gold");
        JsonNode made = ok("POST", contacts, server.contacts(), profile);
        String path = server.contacts() + "/" + made.get("source_id").textValue();
        ok("GET", contact, path, Json.object());
        ok("PATCH", contact, path, Json.object().put("email", "nora@mail.example"));
        ObjectNode page = Json.object();
        page.putObject("page").put("url", "https://shop.example/1").put("title", "One");
        String one =
                path
                        + "/conversations/"
                        + ok("POST", theirs, path + "/conversations", page).get("id");
        String messages = one + "/messages";
        ObjectNode hello = Json.object().put("content", "hello").put("echo_id", "e");
        JsonNode message = ok("POST", their + "/messages", messages, hello);
        ok(
                "POST",
                their + "/toggle_typing",
                one + "/toggle_typing",
                Json.object().put("typing_status", "on"));
        ok("POST", their + "/update_last_seen", one + "/update_last_seen", Json.object());
        ObjectNode values = Json.object();
        values.putObject("submitted_values").putObject("csat_survey_response").put("rating", 4);
        ok("PATCH", their + "/messages/{message_id}", messages + "/" + message.get("id"), values);
        asAgent(one.substring(one.lastIndexOf('/') + 1));
        ok("GET", theirs, path + "/conversations", Json.object());
        ok("GET", their, one, Json.object());
        ok("GET", their + "/messages", messages, Json.object());
        ok("POST", their + "/toggle_status", one + "/toggle_status", Json.object());
        String processors = "/api/v1/accounts/" + server.account.id() + "/processors";
        String described = "/api/v1/accounts/{account_id}/processors";
        ok("GET", described, processors, Json.object());
        ok("POST", described + "/{name}/reset", processors + "/search/reset", Json.object());
        ok("POST", described + "/{name}/retry", processors + "/search/retry", Json.object());
        ok(
                "DELETE",
                "/api/v1/accounts/{account_id}/contacts/{id}",
                "/api/v1/accounts/" + server.account.id() + "/contacts/" + made.get("id"),
                Json.object());
        ok("GET", "/health/live", "/health/live", Json.object());
        ok("GET", "/health/ready", "/health/ready", Json.object());
        server.get("/metrics").expect(200);
        called.add("GET /metrics");
        assertEquals(served(), called);
    }

    private void asAgent(String number) {
        String account = "/api/v1/accounts/{account_id}";
        String conversation = account + "/conversations/{conversation_id}";
        String agents = "/api/v1/accounts/" + server.account.id() + "/agents";
        String one = server.conversations() + "/" + number;
        ok("GET", account + "/conversations", server.conversations(), Json.object());
        ObjectNode answer = Json.object().put("content", "hello yourself");
        ok("POST", conversation + "/messages", one + "/messages", answer);
        ok("GET", conversation, one, Json.object());
        ok("GET", conversation + "/messages", one + "/messages", Json.object());
        ok("GET", account + "/agents", agents, Json.object());
        ObjectNode dora = Json.object().put("name", "Dora").put("email", "d@shop.example");
        JsonNode made = ok("POST", account + "/agents", agents, dora.put("availability", "online"));
        ok(
                "PATCH",
                account + "/agents/{id}",
                agents + "/" + made.get("id"),
                Json.object().put("capacity", 3));
        ok(
                "POST",
                conversation + "/assignments",
                one + "/assignments",
                Json.object().set("assignee_id", made.get("id")));
        String search = "/api/v1/accounts/" + server.account.id() + "/search";
        SearchApiTest.awaitFound(server, "hello", 2);
        ok("GET", account + "/search/messages", search + "/messages?q=hello", Json.object());
        ok("GET", account + "/search/conversations", search + "/conversations?q=hello", answer);
        ReportsApiTest.work(server);
        ReportsApiTest.awaitCounted(server);
        String reports = ReportsApiTest.reports(server);
        String v2 = "/api/v2/accounts/{account_id}";
        ok(
                "GET",
                v2 + "/reports",
                reports + "/reports?metric=resolutions_count&type=account",
                answer);
        ok("GET", v2 + "/reports/summary", reports + "/reports/summary?type=account", answer);
        ok("GET", v2 + "/summary_reports/agent", reports + "/summary_reports/agent", answer);
        ok("GET", v2 + "/summary_reports/inbox", reports + "/summary_reports/inbox", answer);
        onTheDesk(account, conversation, one);
        ok("GET", "/api/v1/profile", "/api/v1/profile", Json.object());
        ObjectNode change = Json.object();
        change.putObject("profile").put("name", "Cleo M.").put("availability", "busy");
        ok("PUT", "/api/v1/profile", "/api/v1/profile", change);
        ok("POST", "/api/v1/profile/availability", "/api/v1/profile/availability", change);
        ok(
                "POST",
                conversation + "/toggle_status",
                one + "/toggle_status",
                Json.object().put("status", "resolved"));
    }

    private void onTheDesk(String account, String conversation, String one) {
        String desk = "/api/v1/accounts/" + server.account.id();
        ObjectNode vip = Json.object().put("title", "vip").put("description", "buys a lot");
        String label =
                desk
                        + "/labels/"
                        + ok("POST", account + "/labels", desk + "/labels", vip).get("id");
        ok("GET", account + "/labels", desk + "/labels", Json.object());
        ok("GET", account + "/labels/{id}", label, Json.object());
        ok("PATCH", account + "/labels/{id}", label, Json.object().put("color", "#aa3300"));
        ObjectNode labels = Json.object();
        labels.putArray("labels").add("vip");
        ok("POST", conversation + "/labels", one + "/labels", labels);
        ok("GET", conversation + "/labels", one + "/labels", Json.object());
        ok(
                "GET",
                account + "/conversations",
                server.conversations() + "?labels%5B%5D=vip&q=hello",
                Json.object());
        ok(
                "GET",
                account + "/conversations/meta",
                server.conversations() + "/meta?q=hello",
                Json.object());
        ok("DELETE", account + "/labels/{id}", label, Json.object());
        ObjectNode hi =
                Json.object().put("short_code", "hi").put("content", "Hi {{contact.name|there}}");
        String canned = desk + "/canned_responses";
        String reply =
                canned + "/" + ok("POST", account + "/canned_responses", canned, hi).get("id");
        ok("GET", account + "/canned_responses", canned, Json.object());
        ok("PATCH", account + "/canned_responses/{id}", reply, Json.object().put("language", "et"));
        ok("DELETE", account + "/canned_responses/{id}", reply, Json.object());
        ObjectNode view = Json.object().put("name", "Waiting").put("type", "conversation");
        view.putObject("query").put("status", "open");
        String filters = desk + "/custom_filters";
        String filter =
                filters + "/" + ok("POST", account + "/custom_filters", filters, view).get("id");
        String template = account + "/custom_filters/{custom_filter_id}";
        ok("GET", account + "/custom_filters", filters, Json.object());
        ok("GET", template, filter, Json.object());
        ok("PATCH", template, filter, Json.object().put("name", "Waiting now"));
        ok("DELETE", template, filter, Json.object());
    }

    @Test
    void givesOneExampleOfEachFrameThatWorks() {
        JsonNode client = ours.document().at("/x-websocket/client");
        JsonNode frames = ours.document().at("/x-websocket/server");
        RunningServer.Visitor visitor = server.visitor();
        server.online(server.ada);
        try (TestSocket page = TestSocket.connect(server.client(), server);
                TestSocket ada = TestSocket.connect(server.client(), server)) {
            page.send("hello", example(client, "hello").put("token", visitor.pubsubToken()));
            page.next("welcome");
            ada.send("hello", example(client, "hello").put("token", server.ada.token()));
            assertNames(frames, "welcome", ada.next("welcome"));
            ada.send("presence", example(client, "presence"));
            ObjectNode begin = example(client, "post");
            begin.remove("conversation");
            page.send("post", begin);
            JsonNode ack = page.next("ack");
            assertNames(frames, "ack", ack);
            long id = ack.get("conversation").longValue();
            assertNames(frames, "event", ada.event("MessagePosted"));
            page.send("typing", example(client, "typing").put("conversation", id));
            assertNames(frames, "typing", ada.next("typing"));
            ada.send("seen", example(client, "seen").put("conversation", id));
            assertNames(frames, "event", page.event("ConversationSeen"));
            ada.send("pong", example(client, "pong"));
            ada.send("resume", example(client, "resume").put("conversation", id));
            assertEquals(1, ada.event("ConversationStarted").get("seq").intValue());
            label(id);
            JsonNode news = ada.next("desk", each -> !each.get("conversations").isEmpty());
            assertNames(frames, "desk", news);
            String first = "/conversations/0";
            assertEquals(names(frames.at("/desk" + first)), names(news.at(first)));
            page.send(
                    "post",
                    example(client, "post").put("conversation", id).put("content", "other"));
            assertNames(frames, "error", page.next("error"));
        }
    }

    private void label(long conversation) {
        long account = server.account.id();
        long chief = server.chief.id();
        LabelText vip = new LabelText("vip", "", "#112233", true);
        Desks.done(server.desk, new CreateLabel(account, chief, vip));
        Desks.done(
                server.desk, new LabelConversation(account, chief, conversation, List.of("vip")));
    }

    private JsonNode ok(String method, String template, String path, ObjectNode body) {
        String token = template.startsWith("/api/") ? server.chief.token() : "";
        JsonNode answer;
        RunningServer.Reply reply =
                server.call(
                                method,
                                path,
                                method.equals("GET") ? "" : Json.text(body),
                                "api_access_token",
                                token)
                        .expect(200);
        answer = reply.response().body().isEmpty() ? Json.object() : reply.json();
        String name = method.toLowerCase(Locale.ROOT);
        assertEquals(List.of(), ours.faults(name, template, answer), template);
        assertEquals(List.of(), ours.undescribed(name, template, answer), template);
        called.add(method + " " + template);
        return answer;
    }

    private Set<String> served() {
        Set<String> served = new TreeSet<>();
        for (Route route : server.server.routes()) {
            served.add(route.method() + " " + route.template());
        }
        return served;
    }

    private Set<String> described() {
        Set<String> described = new TreeSet<>();
        for (Map.Entry<String, JsonNode> path : ours.document().get("paths").properties()) {
            path.getValue()
                    .properties()
                    .forEach(
                            method ->
                                    described.add(
                                            method.getKey().toUpperCase(Locale.ROOT)
                                                    + " "
                                                    + path.getKey()));
        }
        return described;
    }

    private static ObjectNode example(JsonNode frames, String name) {
        return frames.get(name).deepCopy();
    }

    private static void assertNames(JsonNode frames, String name, JsonNode frame) {
        assertTrue(frames.has(name));
        assertEquals(names(frames.get(name)), names(frame), name);
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.properties().forEach(field -> names.add(field.getKey()));
        return names;
    }
}
