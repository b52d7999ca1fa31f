package dev.parley.api;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The real pages, a customer's window and an agent's, on a real server. */
final class ChainInBrowserTest {
    @AutoClose private final RunningServer server;

    ChainInBrowserTest(@TempDir Path data) {
        server = RunningServer.start(data);
    }

    @Test
    void goesFromCustomerToAgentToCustomerToResolved() {
        try (Browsers browsers = new Browsers()) {
            Page agent = browsers.open(server.uri("/console"));
            agent.getByTestId("demo-agent").getByText("Ada Lind").click();
            assertThat(agent.getByTestId("connection")).hasAttribute("data-state", "online");

            Page customer = browsers.open(server.uri("/"));
            customer.getByTestId("parley-launcher").click();
            say(customer, "Is the arc lamp dimmable?");

            Locator waiting = agent.getByTestId("waiting-item");
            assertThat(waiting).hasCount(1);
            assertThat(waiting).containsText("Is the arc lamp dimmable?");
            assertThat(waiting.getByTestId("countdown")).containsText(Pattern.compile("\\d"));
            String first = waiting.getByTestId("countdown").textContent();
            assertThat(waiting.getByTestId("countdown")).not().hasText(first);

            agent.getByTestId("presence").selectOption("online");
            waiting.click();
            assertThat(agent.getByTestId("message")).containsText("Is the arc lamp dimmable?");
            agent.getByTestId("reply-input").fill("It is, down to 5 %.");
            agent.getByTestId("reply-send").click();

            Locator answer = customer.locator("[data-testid=parley-message][data-from=agent]");
            assertThat(answer).containsText("It is, down to 5 %.");
            assertThat(agent.getByTestId("conversation-item")).hasCount(1);
            assertThat(waiting).hasCount(0);
            say(customer, "Then I take it.");
            assertThat(agent.getByTestId("message").last()).containsText("Then I take it.");

            assertThat(customer.getByTestId("parley-end")).hasCount(1);
            agent.getByTestId("resolve").click();
            assertThat(agent.getByTestId("resolve")).hasAttribute("data-status", "resolved");
            assertThat(customer.getByTestId("parley-end")).hasCount(0);

            customer.reload();
            assertThat(answer).containsText("It is, down to 5 %.");
            assertEquals(List.of(), browsers.complaints);
        }
    }

    private static void say(Page customer, String text) {
        customer.getByTestId("parley-input").fill(text);
        customer.getByTestId("parley-send").click();
        Locator mine = customer.locator("[data-testid=parley-message][data-from=visitor]");
        assertThat(mine.last()).containsText(text);
    }
}
