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
import java.util.stream.Stream;

/** Agents list conversations by what was written in them, beside all else they list by. */
final class ListByWordsTest {
    private static final String LIST = "/api/v1/accounts/{account_id}/conversations";

    @AutoClose private final RunningServer server;

    ListByWordsTest(@TempDir Path data) {
        server = RunningServer.start(data);
    }

    @Test
    void listsOnlyConversationsWithTheWords() {
        long lamp = talk("is the lamp dimmable");
        long chair = talk("is the chair foldable");
        awaitFound("lamp", 1);
        awaitFound("chair", 1);
        assertEquals(List.of(lamp), numbers("?q=lamp"));
        assertEquals(List.of(chair), numbers("?q=chair"));
        assertEquals(List.of(), numbers("?q=table"));
        assertEquals(List.of(), numbers("?q=lamp%20chair"));
        assertEquals(List.of(chair, lamp), numbers(""));
    }

    @Test
    void countsOnlyConversationsWithTheWords() {
        server.online(server.ada);
        talk("a lamp");
        talk("a chair");
        awaitFound("lamp", 1);
        JsonNode meta = list("?q=lamp&assignee_type=unassigned").at("/data/meta");
        assertEquals(1, meta.get("mine_count").intValue());
        assertEquals(0, meta.get("unassigned_count").intValue());
        assertEquals(1, meta.get("assigned_count").intValue());
        assertEquals(1, meta.get("all_count").intValue());
        assertEquals(0, list("?q=table").at("/data/meta/all_count").intValue());
        assertEquals(2, list("").at("/data/meta/all_count").intValue());
    }

    @Test
    void countsWithoutTheList() {
        server.online(server.ada);
        talk("a lamp");
        talk("a chair");
        awaitFound("lamp", 1);
        for (String query : List.of("", "?q=lamp", "?q=table", "?q=lamp&status=resolved")) {
            JsonNode counted = server.agent(server.ada, path("/meta" + query)).expect(200).json();
            assertEquals(counts(list(query).at("/data/meta")), counts(counted.get("meta")));
            assertEquals(!query.isEmpty(), counted.get("meta").has("complete"));
        }
        JsonNode lamp = server.agent(server.ada, path("/meta?q=lamp")).json();
        assertEquals(List.of(1, 0, 1, 1), counts(lamp.get("meta")));
        assertEquals(
                counts(list("").at("/data/meta")),
                counts(server.agent(server.ada, path("/meta?q=")).json().get("meta")));
        server.get(path("/meta")).expect(401);
    }

    @Test
    void keepsTheShapeAndSaysHowFarTheSearchCame() {
        server.online(server.ada);
        talk("a lamp");
        awaitFound("lamp", 1);
        JsonNode meta = list("?q=lamp").at("/data/meta");
        assertTrue(meta.get("complete").booleanValue());
        assertTrue(meta.get("indexed_before").longValue() > 0);
        assertTrue(meta.get("released").longValue() >= meta.get("indexed_before").longValue());
        assertFalse(list("").at("/data/meta").has("complete"));
        assertEquals(
                List.of(),
                Shapes.of("chatwoot-application-openapi.json")
                        .faults("get", LIST, list("?q=lamp")));
    }

    @Test
    void narrowsTogetherWithStatusAssigneeInboxAndLabels() {
        String account = "/api/v1/accounts/" + server.account.id();
        server.online(server.ada);
        long open = talk("a lamp");
        long resolved = talk("one lamp");
        long chair = talk("a chair");
        awaitFound("lamp", 2);
        awaitFound("chair", 1);
        resolve(resolved);
        server.agent(server.chief, "POST", account + "/labels", Json.object().put("title", "vip"))
                .expect(200);
        label(open, "vip");
        label(chair, "vip");
        Provisioner.Inbox other =
                server.provisioner.inbox(server.account, server.shop, "Blog", List.of());
        assertEquals(List.of(open), numbers("?q=lamp"));
        assertEquals(List.of(resolved), numbers("?q=lamp&status=resolved"));
        assertEquals(List.of(resolved, open), numbers("?q=lamp&status=all"));
        assertEquals(List.of(open), numbers("?q=lamp&assignee_type=me"));
        assertEquals(List.of(), numbers("?q=lamp&assignee_type=unassigned"));
        assertEquals(List.of(open), numbers("?q=lamp&inbox_id=" + server.inbox.id()));
        assertEquals(List.of(), numbers("?q=lamp&inbox_id=" + other.id()));
        assertEquals(List.of(open), numbers("?q=lamp&labels=vip"));
        assertEquals(List.of(chair), numbers("?q=chair&labels%5B%5D=vip"));
        assertEquals(List.of(), numbers("?q=lamp&labels=nothing"));
        assertEquals(1, list("?q=lamp&labels=vip").at("/data/meta/all_count").intValue());
    }

    @Test
    void keepsTheOrderAndThePagesOfTheList() {
        List<Long> lamps = new ArrayList<>();
        for (int i = 0; i < ListApi.PAGE + 2; i++) {
            lamps.addFirst(talk("lamp " + i));
        }
        talk("a chair");
        awaitFound("lamp", lamps.size());
        assertEquals(lamps.subList(0, ListApi.PAGE), numbers("?q=lamp"));
        assertEquals(lamps.subList(ListApi.PAGE, lamps.size()), numbers("?q=lamp&page=2"));
        assertEquals(List.of(), numbers("?q=lamp&page=3"));
    }

    @Test
    void refusesWhatTheSearchRefuses() {
        assertEquals(numbers(""), numbers("?q=%20"), "nothing is asked for");
        JsonNode tooLong =
                server.agent(server.ada, path("?q=" + "x".repeat(513))).expect(422).json();
        assertEquals("LIMIT_EXCEEDED", tooLong.get("code").textValue());
        server.agent(server.ada, path("?q=lamp&status=nonsense")).expect(422);
        server.get(path("?q=lamp")).expect(401);
        for (String each : List.of("%22", "-", "*", "a%20AND%20(b", "%00", "%25")) {
            assertEquals(List.of(), numbers("?q=" + each));
        }
    }

    @Test
    void anErasedPersonsWordsFindNothing() {
        RunningServer.Visitor visitor = server.visitor();
        long number = server.conversation(visitor).get("id").longValue();
        server.say(visitor, number, "a lamp").expect(200);
        awaitFound("lamp", 1);
        assertEquals(List.of(number), numbers("?q=lamp"));
        long key = server.engine.reading().visitor(visitor.id()).orElseThrow().keyId();
        server.engine.keys().erase(key);
        JsonNode gone = list("?q=lamp");
        assertEquals(0, gone.at("/data/payload").size());
        assertEquals(0, gone.at("/data/meta/all_count").intValue());
    }

    @Test
    void findsNothingOfAnotherAccount() {
        RunningServer.Others other = server.others();
        RunningServer.Visitor theirs = server.visitor(other.inbox());
        server.say(theirs, server.conversation(theirs).get("id").longValue(), "their lamp")
                .expect(200);
        // Written later, so that what is found of ours stands in the index behind theirs.
        long ours = talk("our lamp");
        awaitFound("lamp", 1);
        assertEquals(List.of(ours), numbers("?q=lamp"));
        server.agent(other.eve(), path("?q=lamp")).expect(404);
    }

    private static List<Integer> counts(JsonNode meta) {
        return Stream.of("mine", "unassigned", "assigned", "all")
                .map(each -> meta.get(each + "_count").intValue())
                .toList();
    }

    private long talk(String words) {
        RunningServer.Visitor visitor = server.visitor();
        long number = server.conversation(visitor).get("id").longValue();
        server.say(visitor, number, words).expect(200);
        return number;
    }

    private void resolve(long number) {
        server.agent(
                        server.ada,
                        "POST",
                        server.conversations() + "/" + number + "/toggle_status",
                        Json.object().put("status", "resolved"))
                .expect(200);
    }

    private void label(long number, String title) {
        ObjectNode labels = Json.object();
        labels.putArray("labels").add(title);
        server.agent(server.ada, "POST", server.conversations() + "/" + number + "/labels", labels)
                .expect(200);
    }

    private void awaitFound(String words, int count) {
        JsonNode _ = SearchApiTest.awaitFound(server, words, count);
    }

    private List<Long> numbers(String query) {
        return list(query)
                .at("/data/payload")
                .valueStream()
                .map(each -> each.get("id").longValue())
                .toList();
    }

    private JsonNode list(String query) {
        return server.agent(server.ada, path(query)).expect(200).json();
    }

    private String path(String query) {
        return server.conversations() + query;
    }
}
