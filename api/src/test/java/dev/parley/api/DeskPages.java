package dev.parley.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Page;

import dev.parley.api.http.Json;

import java.util.List;

/** Three canned replies and two labels on a server's desk, and consoles that are signed in. */
final class DeskPages implements AutoCloseable {
    final Browsers browsers;
    private final RunningServer server;

    DeskPages(RunningServer server) {
        this.server = server;
        fill();
        browsers = new Browsers();
    }

    Page ada() {
        Page agent = browsers.open(server.uri("/console"));
        agent.getByTestId("demo-agent").getByText("Ada Lind").click();
        return agent;
    }

    Page chief() {
        Page lead = browsers.open(server.uri("/console"));
        lead.getByTestId("signin-token").fill(server.chief.token());
        lead.getByTestId("signin-submit").click();
        return lead;
    }

    void customerSays(String text) {
        RunningServer.Visitor visitor = server.visitor();
        long number = server.conversation(visitor).get("id").longValue();
        server.say(visitor, number, text).expect(200);
    }

    private void fill() {
        String desk = "/api/v1/accounts/" + server.account.id();
        reply(
                desk,
                "hello",
                "Hello {{contact.name|there}}, {{agent.first_name}} from {{shop.name}}.");
        reply(desk, "hmail", "Shall I write to {{contact.email}}?");
        ObjectNode upset = Json.object().put("short_code", "upset");
        List.of("I am sorry.", "You say: {{contact.words}}", "We do this.", "Sorry!")
                .forEach(upset.putArray("steps")::add);
        server.agent(server.chief, "POST", desk + "/canned_responses", upset).expect(200);
        for (String title : List.of("vip", "late")) {
            server.agent(server.chief, "POST", desk + "/labels", Json.object().put("title", title))
                    .expect(200);
        }
    }

    private void reply(String desk, String shortCode, String content) {
        server.agent(
                        server.chief,
                        "POST",
                        desk + "/canned_responses",
                        Json.object().put("short_code", shortCode).put("content", content))
                .expect(200);
    }

    @Override
    public void close() {
        browsers.close();
    }
}
