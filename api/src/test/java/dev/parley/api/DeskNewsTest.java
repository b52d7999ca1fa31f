package dev.parley.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.api.http.Json;
import dev.parley.domain.Role;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What agents' sockets are told of changes of their desk. */
final class DeskNewsTest {
    @AutoClose private final RunningServer server;

    DeskNewsTest(@TempDir Path data) {
        server = RunningServer.start(data);
    }

    @Test
    void saysWhatToAskForAgainAndWhichLabelsAConversationHas() {
        JsonNode conversation = server.conversation(server.visitor());
        try (TestSocket ada = server.socket(server.ada.token())) {
            long label = create(server.account, server.chief, "late");
            assertEquals("[\"labels\"]", ada.next("desk").get("changed").toString());
            ObjectNode labels = Json.object();
            labels.putArray("labels").add("late");
            String path = server.conversations() + "/" + conversation.get("id") + "/labels";
            server.agent(server.ben, "POST", path, labels).expect(200);
            JsonNode labelled = ada.next("desk");
            assertEquals("[]", labelled.get("changed").toString());
            assertEquals(
                    conversation.get("conversation"), labelled.at("/conversations/0/conversation"));
            assertEquals("[\"late\"]", labelled.at("/conversations/0/labels").toString());
            server.agent(
                            server.chief,
                            "PATCH",
                            desk(server.account) + "/labels/" + label,
                            Json.object().put("title", "delayed"))
                    .expect(200);
            assertEquals("[\"labels\"]", ada.next("desk").get("changed").toString());
        }
    }

    @Test
    void tellsNoOtherAccount() {
        Provisioner.Account other = server.provisioner.account("Other");
        Provisioner.Agent eve =
                server.provisioner.agent(other, "Eve", "eve@other.example", Role.SUPERVISOR, 5);
        try (TestSocket ada = server.socket(server.ada.token());
                TestSocket hers = server.socket(eve.token())) {
            define("hi");
            long _ = create(other, eve, "hers");
            assertEquals("[\"canned_responses\"]", ada.next("desk").get("changed").toString());
            assertEquals("[\"labels\"]", hers.next("desk").get("changed").toString());
            // Behind the pause: what else was kept for these agents would be told with it.
            define("ho");
            assertEquals("[\"canned_responses\"]", ada.next("desk").get("changed").toString());
        }
    }

    @Test
    void tellsOfAnAgentsViewsOnTheirOwnConsolesAlone() {
        try (TestSocket ada = server.socket(server.ada.token());
                TestSocket alsoAda = server.socket(server.ada.token());
                TestSocket ben = server.socket(server.ben.token())) {
            server.agent(
                            server.ada,
                            "POST",
                            desk(server.account) + "/custom_filters",
                            Json.object().put("name", "Mine"))
                    .expect(200);
            define("hi");
            for (TestSocket hers : List.of(ada, alsoAda)) {
                assertEquals("[\"custom_filters\"]", hers.next("desk").get("changed").toString());
            }
            assertEquals("[\"canned_responses\"]", ben.next("desk").get("changed").toString());
        }
    }

    @Test
    void tellsOfListsOnceASecondAtMostAndOfTheLastChange() {
        try (TestSocket ada = server.socket(server.ada.token())) {
            long start = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                long _ = create(server.account, server.chief, "label-" + i);
            }
            define("last");
            int told = 1;
            while (!ada.next("desk").get("changed").toString().contains("canned_responses")) {
                told++;
            }
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
            assertTrue(told <= 2 + seconds, told + " in " + seconds + " s");
        }
    }

    private void define(String shortCode) {
        server.agent(
                        server.ben,
                        "POST",
                        desk(server.account) + "/canned_responses",
                        Json.object().put("short_code", shortCode).put("content", "Hello"))
                .expect(200);
    }

    private long create(Provisioner.Account account, Provisioner.Agent by, String title) {
        return server.agent(
                        by, "POST", desk(account) + "/labels", Json.object().put("title", title))
                .expect(200)
                .json()
                .get("id")
                .longValue();
    }

    private static String desk(Provisioner.Account account) {
        return "/api/v1/accounts/" + account.id();
    }
}
