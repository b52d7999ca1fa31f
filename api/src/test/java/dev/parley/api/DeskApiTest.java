package dev.parley.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.api.http.Json;
import dev.parley.domain.Role;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Canned responses, labels and saved views over HTTP, against the running server. */
final class DeskApiTest {
    private static final String ACCOUNT = "/api/v1/accounts/{account_id}";

    private final Shapes shapes = Shapes.of("chatwoot-application-openapi.json");
    private final Path data;
    @AutoClose private final RunningServer server;

    DeskApiTest(@TempDir Path data) {
        this.data = data;
        server = RunningServer.start(data);
    }

    @Test
    void keepsCannedResponses() {
        JsonNode made = canned("Welcome", "Hello {{contact.name|there}}").expect(200).json();
        assertShape("post", ACCOUNT + "/canned_responses", made);
        assertEquals("welcome", made.get("short_code").textValue());
        JsonNode list = server.agent(server.ben, desk("/canned_responses")).expect(200).json();
        assertShape("get", ACCOUNT + "/canned_responses", list);
        assertEquals(List.of(made), list.valueStream().toList(), "listed right after the write");
        String one = desk("/canned_responses/") + made.get("id");
        RunningServer.Reply changed =
                server.agent(server.ben, "PATCH", one, Json.object().put("content", "Hi!"));
        assertShape("patch", ACCOUNT + "/canned_responses/{id}", changed.expect(200).json());
        assertEquals("Hi!", changed.json().get("content").textValue());
        assertEquals("welcome", changed.json().get("short_code").textValue());
        assertTrue(Long.parseLong(changed.header("X-Parley-Position")) > 0);
        server.agent(server.ada, "DELETE", one, Json.object()).expect(200);
        server.agent(server.ada, "DELETE", one, Json.object()).expect(404);
        assertEquals(0, server.agent(server.ben, desk("/canned_responses")).json().size());
    }

    @Test
    void keepsTheSchemeForUpsetCustomersAsItsFourSteps() {
        ObjectNode body = Json.object().put("short_code", "upset").put("language", "en");
        List.of("Sorry.", "You say: {{contact.words}}", "We do this.", "Sorry again.")
                .forEach(body.putArray("steps")::add);
        JsonNode made =
                server.agent(server.ada, "POST", desk("/canned_responses"), body)
                        .expect(200)
                        .json();
        assertEquals(4, made.get("steps").size());
        assertEquals(
                "Sorry.\n\nYou say: {{contact.words}}\n\nWe do this.\n\nSorry again.",
                made.get("content").textValue());
    }

    @Test
    void refusesWithFieldAndLimit() {
        canned("hi", "x").expect(200);
        JsonNode taken = canned("HI", "y").expect(409).json();
        assertEquals("ALREADY_EXISTS", taken.get("code").textValue());
        assertEquals("short_code", taken.at("/errors/0/field").textValue());
        JsonNode variable = canned("a", "Dear {{custmer.name}}").expect(422).json();
        assertEquals("UNKNOWN_VARIABLE", variable.get("code").textValue());
        assertEquals("content", variable.at("/errors/0/field").textValue());
        JsonNode code = canned("c".repeat(65), "x").expect(422).json();
        assertEquals("short_code bytes=65 exceeds 64", code.get("detail").textValue());
        JsonNode words = canned("two words", "x").expect(422).json();
        assertEquals("INVALID_VALUE", words.get("code").textValue());
        server.agent(server.ada, "POST", desk("/canned_responses"), Json.object()).expect(422);
        label(7, List.of()).expect(404);
        JsonNode many =
                label(conversation(), IntStream.range(0, 21).mapToObj(i -> "l" + i).toList())
                        .expect(422)
                        .json();
        assertEquals("labels labels=21 exceeds 20", many.get("detail").textValue());
    }

    @Test
    void givesAShortCodeToOneOfManyRequests() throws Exception {
        int clients = 6;
        CyclicBarrier together = new CyclicBarrier(clients);
        try (ExecutorService pool = Executors.newFixedThreadPool(clients)) {
            List<Callable<Integer>> calls =
                    IntStream.range(0, clients)
                            .<Callable<Integer>>mapToObj(
                                    i ->
                                            () -> {
                                                together.await(10, TimeUnit.SECONDS);
                                                return canned("same", "by " + i).status();
                                            })
                            .toList();
            List<Integer> statuses =
                    pool.invokeAll(calls).stream().map(Future::resultNow).sorted().toList();
            assertEquals(List.of(200, 409, 409, 409, 409, 409), statuses);
        }
    }

    @Test
    void labelsConversationsAndFindsThemByLabel() {
        server.online(server.ada);
        server.agent(server.ada, "POST", desk("/labels"), Json.object().put("title", "vip"))
                .expect(403);
        JsonNode vip =
                server.agent(
                                server.chief,
                                "POST",
                                desk("/labels"),
                                Json.object().put("title", "VIP").put("color", "#aa3300"))
                        .expect(200)
                        .json();
        assertShape("post", ACCOUNT + "/labels", vip);
        server.agent(server.chief, "POST", desk("/labels"), Json.object().put("title", "late"))
                .expect(200);
        long labelled = conversation();
        long other = conversation();
        JsonNode given = label(labelled, List.of("late", "vip")).expect(200).json();
        assertShape("post", ACCOUNT + "/conversations/{conversation_id}/labels", given);
        assertEquals(List.of("late", "vip"), texts(given.get("payload")));
        assertEquals(List.of(labelled), found("?labels%5B%5D=vip"));
        assertEquals(List.of(labelled), found("?labels=late&labels=nothing"));
        assertEquals(List.of(), found("?labels%5B%5D=nothing"));
        assertEquals(List.of(other, labelled), found(""));
        JsonNode shown = server.agent(server.ben, server.conversations() + "/" + labelled).json();
        assertEquals(List.of("late", "vip"), texts(shown.get("labels")));
        JsonNode unknown = label(labelled, List.of("nope")).expect(422).json();
        assertEquals("UNKNOWN_LABEL", unknown.get("code").textValue());
        server.agent(
                        server.chief,
                        "PATCH",
                        desk("/labels/") + vip.get("id"),
                        Json.object().put("title", "gold"))
                .expect(200);
        assertEquals(List.of("late", "gold"), labelsOf(labelled));
        server.agent(server.chief, "DELETE", desk("/labels/") + vip.get("id"), Json.object())
                .expect(200);
        assertEquals(List.of("late"), labelsOf(labelled));
        label(labelled, List.of()).expect(200);
        assertEquals(List.of(), labelsOf(labelled));
    }

    @Test
    void keepsAViewForItsAgentAloneAndSealed() throws IOException {
        ObjectNode body = Json.object().put("name", "Anything from Wilhelmina");
        body.putObject("query").put("status", "open").put("words", "Wilhelmina's parcel");
        JsonNode made =
                server.agent(server.ada, "POST", desk("/custom_filters"), body).expect(200).json();
        assertShape("post", ACCOUNT + "/custom_filters", made);
        assertEquals(body.get("query"), made.get("query"));
        String one = desk("/custom_filters/") + made.get("id");
        assertEquals(1, server.agent(server.ada, desk("/custom_filters")).json().size());
        assertEquals(
                0,
                server.agent(server.ada, desk("/custom_filters?filter_type=contact"))
                        .json()
                        .size());
        assertEquals(0, server.agent(server.ben, desk("/custom_filters")).json().size());
        server.agent(server.ben, one).expect(404);
        server.agent(server.ben, "DELETE", one, Json.object()).expect(404);
        JsonNode renamed =
                server.agent(server.ada, "PATCH", one, Json.object().put("name", "W."))
                        .expect(200)
                        .json();
        assertEquals("W.", renamed.get("name").textValue());
        assertEquals(body.get("query"), renamed.get("query"));
        assertFalse(isOnDisk("Wilhelmina"), "names and queries are sealed");
        server.agent(server.ada, "DELETE", one, Json.object()).expect(200);
        server.agent(server.ada, one).expect(404);
    }

    @Test
    void neverShowsOrTakesAnythingOfAnotherAccount() {
        Provisioner.Account other = server.provisioner.account("Other");
        Provisioner.Agent eve =
                server.provisioner.agent(other, "Eve", "eve@other.example", Role.SUPERVISOR, 5);
        String theirs = "/api/v1/accounts/" + other.id();
        JsonNode ours = canned("hi", "ours").expect(200).json();
        server.agent(server.chief, "POST", desk("/labels"), Json.object().put("title", "vip"))
                .expect(200);
        long number = conversation();
        label(number, List.of("vip")).expect(200);
        // The same names are free in the other account, and nothing of ours is there.
        for (String path : List.of("/canned_responses", "/custom_filters")) {
            assertEquals(0, server.agent(eve, theirs + path).expect(200).json().size());
            server.agent(eve, desk(path)).expect(404);
        }
        assertEquals(0, server.agent(eve, theirs + "/labels").json().get("payload").size());
        server.agent(eve, theirs + "/labels/1").expect(404);
        server.agent(eve, "DELETE", theirs + "/canned_responses/" + ours.get("id"), Json.object())
                .expect(404);
        server.agent(
                        eve,
                        "POST",
                        theirs + "/canned_responses",
                        Json.object().put("short_code", "hi").put("content", "theirs"))
                .expect(200);
        server.agent(eve, "POST", theirs + "/conversations/" + number + "/labels", labels("vip"))
                .expect(404);
        server.agent(eve, "POST", desk("/labels"), Json.object().put("title", "x")).expect(404);
        server.get(desk("/canned_responses")).expect(401);
        JsonNode list = server.agent(server.ada, desk("/canned_responses")).json();
        assertEquals("ours", list.at("/0/content").textValue());
        assertEquals(1, list.size());
    }

    private RunningServer.Reply canned(String shortCode, String content) {
        return server.agent(
                server.ada,
                "POST",
                desk("/canned_responses"),
                Json.object().put("short_code", shortCode).put("content", content));
    }

    private RunningServer.Reply label(long number, List<String> titles) {
        return server.agent(
                server.ada,
                "POST",
                server.conversations() + "/" + number + "/labels",
                labels(titles.toArray(String[]::new)));
    }

    private static ObjectNode labels(String... titles) {
        ObjectNode body = Json.object();
        Stream.of(titles).forEach(body.putArray("labels")::add);
        return body;
    }

    private List<String> labelsOf(long number) {
        JsonNode labels =
                server.agent(server.ben, server.conversations() + "/" + number + "/labels")
                        .expect(200)
                        .json();
        assertShape("get", ACCOUNT + "/conversations/{conversation_id}/labels", labels);
        return texts(labels.get("payload"));
    }

    private List<Long> found(String query) {
        return server.agent(server.ada, server.conversations() + query)
                .expect(200)
                .json()
                .at("/data/payload")
                .valueStream()
                .map(each -> each.get("id").longValue())
                .toList();
    }

    private long conversation() {
        RunningServer.Visitor visitor = server.visitor();
        long number = server.conversation(visitor).get("id").longValue();
        server.say(visitor, number, "hello").expect(200);
        return number;
    }

    private boolean isOnDisk(String text) throws IOException {
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        String needle = new String(wanted, StandardCharsets.ISO_8859_1);
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                        .contains(needle)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::textValue).toList();
    }

    private String desk(String path) {
        return "/api/v1/accounts/" + server.account.id() + path;
    }

    private void assertShape(String method, String template, JsonNode shape) {
        assertEquals(List.of(), shapes.faults(method, template, shape));
    }
}
