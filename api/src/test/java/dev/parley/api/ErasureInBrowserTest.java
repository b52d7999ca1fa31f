package dev.parley.api;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/** A customer is erased in one console; every page that is open forgets what it had read. */
final class ErasureInBrowserTest {
    private static final String SAID = "I am Wilhelmina and my lamp came broken.";

    @AutoClose private final RunningServer server;

    ErasureInBrowserTest(@TempDir Path data) {
        server = RunningServer.start(data);
    }

    @Test
    void everyPageForgetsWhoWasErased() {
        try (DeskPages desk = new DeskPages(server)) {
            Page customer = desk.browsers.open(server.uri("/"));
            customer.getByTestId("parley-launcher").click();
            says(customer, SAID);
            Page agent = desk.ada();
            agent.getByTestId("waiting-item").click();
            assertThat(agent.getByTestId("message")).containsText(SAID);
            assertThat(agent.getByTestId("erase")).hasCount(0);

            Page lead = desk.chief();
            lead.getByTestId("waiting-item").click();
            lead.getByTestId("erase").click();
            lead.getByText("Cancel").click();
            assertThat(lead.getByTestId("message")).containsText(SAID);
            lead.getByTestId("erase").click();
            lead.getByTestId("erase-sure").click();
            for (Page each : List.of(lead, agent)) {
                assertThat(each.getByTestId("message").locator(".bubble")).hasText("erased");
                assertThat(each.getByTestId("status")).hasText("resolved");
                assertThat(each.getByText("Wilhelmina")).hasCount(0);
                assertThat(each.getByTestId("erase")).hasCount(0);
            }
            assertThat(customer.getByTestId("parley-message")).hasCount(0);
            says(customer, "And which bulb?");
            assertThat(lead.getByTestId("waiting-item")).containsText("And which bulb?");
            agent.reload();
            agent.getByText("Resolved", new Page.GetByTextOptions().setExact(true)).click();
            agent.getByText("Visitor 1").first().click();
            assertThat(agent.getByTestId("message").locator(".bubble")).hasText("erased");
            // The browser itself says of the refusal that there was one.
            desk.browsers.complaints.removeIf(
                    text -> text.matches("Failed to load resource: .* 410 .*"));
            assertEquals(List.of(), desk.browsers.complaints);
        }
    }

    private static void says(Page customer, String text) {
        customer.getByTestId("parley-input").fill(text);
        customer.getByTestId("parley-input").press("Enter");
    }
}
