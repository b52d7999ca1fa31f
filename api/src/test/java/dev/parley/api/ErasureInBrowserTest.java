package dev.parley.api;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/** A customer is erased in one console; others that are open forget what they had read. */
final class ErasureInBrowserTest {
    private static final String SAID = "I am Wilhelmina and my lamp came broken.";

    @AutoClose private final RunningServer server;

    ErasureInBrowserTest(@TempDir Path data) {
        server = RunningServer.start(data);
    }

    @Test
    void everyConsoleForgetsWhoWasErased() {
        try (DeskPages desk = new DeskPages(server)) {
            desk.customerSays(SAID);
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
            agent.reload();
            agent.getByText("Resolved", new Page.GetByTextOptions().setExact(true)).click();
            agent.getByText("Visitor 1").first().click();
            assertThat(agent.getByTestId("message").locator(".bubble")).hasText("erased");
            assertEquals(List.of(), desk.browsers.complaints);
        }
    }
}
