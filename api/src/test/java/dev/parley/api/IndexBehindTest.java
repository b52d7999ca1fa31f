package dev.parley.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.api.http.Json;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** While the index is made anew nobody is told that what is old is not there. */
final class IndexBehindTest {
    private final AtomicBoolean whole = new AtomicBoolean();
    @AutoClose private final RunningServer server;

    IndexBehindTest(@TempDir Path data) {
        server =
                RunningServer.start(
                        data, each -> each, real -> InterposedReading.whole(real, whole));
    }

    /** A page that is told it is unknown forgets who it was. */
    @Test
    void tellsNobodyThatWhatIsOldIsNotThereWhileTheIndexIsBehind() {
        RunningServer.Visitor visitor = server.visitor();
        String unknown = server.contacts() + "/nobody";
        String missing = visitor.path() + "/conversations/7/messages";
        for (String path : List.of(unknown, missing)) {
            RunningServer.Reply reply = server.get(path).expect(503);
            assertEquals("INDEX_BEHIND", reply.json().get("code").textValue());
            assertEquals("5", reply.header("Retry-After"));
        }
        try (TestSocket page = server.socket(visitor.pubsubToken())) {
            page.send("resume", Json.object().put("conversation", 7));
            assertEquals("INDEX_BEHIND", page.next("error").get("code").textValue());
        }
        String message =
                visitor.path()
                        + "/conversations/"
                        + server.conversation(visitor).get("id")
                        + "/messages/7";
        server.call("PATCH", message, "{}").expect(503);
        whole.set(true);
        server.get(unknown).expect(404);
        server.get(missing).expect(404);
        server.call("PATCH", message, "{}").expect(404);
    }

    @Test
    void tellsNoAgentThatAConversationIsNotThereWhileTheIndexIsBehind() {
        String account = "/api/v1/accounts/" + server.account.id();
        List<String> paths =
                List.of(
                        server.conversations() + "/7",
                        server.conversations() + "/7/labels",
                        account + "/search/messages?q=lamp&conversation_id=7",
                        account + "/search/conversations?q=lamp&conversation_id=7");
        for (String path : paths) {
            RunningServer.Reply reply = server.agent(server.ada, path).expect(503);
            assertEquals("INDEX_BEHIND", reply.json().get("code").textValue());
        }
        ObjectNode labels = Json.object();
        labels.putArray("labels").add("lost");
        server.agent(server.ada, "POST", paths.get(1), labels).expect(503);
        whole.set(true);
        for (String path : paths) {
            server.agent(server.ada, path).expect(404);
        }
        server.agent(server.ada, "POST", paths.get(1), labels).expect(404);
    }
}
