package dev.parley.api;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/** Canned replies by the keyboard alone, labels and saved views, in the real console. */
final class DeskInBrowserTest {
    @AutoClose private final RunningServer server;

    DeskInBrowserTest(@TempDir Path data) {
        server = RunningServer.start(data);
    }

    @Test
    void answersByKeyboardLabelsAndSavesAView() {
        try (DeskPages desk = new DeskPages(server)) {
            server.online(server.ada);
            desk.customerSays("My lamp came broken.");
            Page agent = desk.ada();
            assertThat(agent.getByTestId("waiting-item")).hasCount(1);
            agent.getByTestId("waiting-item").click();
            assertThat(agent.getByTestId("message")).containsText("broken");

            writesACannedReply(agent);
            insertsTheStepsOfAScheme(agent);
            labels(agent);
            savesAndOpensAView(agent);
            assertEquals(List.of(), desk.browsers.complaints);
        }
    }

    private static void writesACannedReply(Page agent) {
        Locator box = agent.getByTestId("reply-input");
        Locator options = agent.getByTestId("canned").getByRole(AriaRole.OPTION);
        box.focus();
        agent.keyboard().type("/");
        assertThat(options).hasCount(3);
        agent.keyboard().type("h");
        assertThat(options).hasCount(2);
        assertThat(box).hasAttribute("aria-activedescendant", "canned-0");
        agent.keyboard().press("ArrowDown");
        assertThat(box).hasAttribute("aria-activedescendant", "canned-1");
        agent.keyboard().press("ArrowUp");
        agent.keyboard().press("Enter");
        assertThat(options).hasCount(0);
        assertThat(box).hasValue("Hello there, Ada from Lumo Lamps.");
        box.fill("");

        // What nobody can fill in is marked, and a customer does not get to see it.
        agent.keyboard().type("/hmail");
        agent.keyboard().press("Tab");
        assertThat(box).hasValue("Shall I write to {{contact.email}}?");
        assertThat(agent.getByTestId("blanks")).containsText("contact.email");
        agent.keyboard().press("Enter");
        assertThat(agent.getByTestId("message")).hasCount(1);
        agent.keyboard().type("nora@mail.example");
        assertThat(box).hasValue("Shall I write to nora@mail.example?");
        agent.keyboard().press("Enter");
        assertThat(agent.getByTestId("message").last())
                .containsText("Shall I write to nora@mail.example?");
        agent.keyboard().type("/");
        assertThat(options).hasCount(3);
        agent.keyboard().press("Escape");
        assertThat(options).hasCount(0);
        assertThat(box).hasValue("/");
        box.fill("");
    }

    private static void insertsTheStepsOfAScheme(Page agent) {
        Locator box = agent.getByTestId("reply-input");
        agent.keyboard().type("/upset");
        agent.keyboard().press("Enter");
        Locator steps = agent.getByTestId("scheme-step");
        assertThat(steps).hasCount(4);
        assertThat(agent.getByTestId("scheme")).containsText("You say: My lamp came broken.");
        assertThat(steps.first()).isFocused();
        agent.keyboard().press("Enter");
        assertThat(box).hasValue("I am sorry.");
        agent.getByTestId("scheme-all").focus();
        box.fill("");
        agent.getByTestId("scheme-all").press("Enter");
        assertThat(box)
                .hasValue("I am sorry.\n\nYou say: My lamp came broken.\n\nWe do this.\n\nSorry!");
        box.fill("");
        steps.first().press("Escape");
        assertThat(steps).hasCount(0);
        assertThat(box).isFocused();
    }

    private static void labels(Page agent) {
        agent.getByTestId("add-label").selectOption("vip");
        assertThat(agent.getByTestId("label")).hasCount(1);
        agent.getByTestId("add-label").selectOption("late");
        assertThat(agent.getByTestId("label")).hasCount(2);
        agent.getByTestId("label").first().getByRole(AriaRole.BUTTON).click();
        assertThat(agent.getByTestId("label")).hasCount(1);
        assertThat(agent.getByTestId("label")).containsText("late");
        Locator listed = agent.getByTestId("conversation-item");
        assertThat(listed).hasCount(1);
        agent.getByTestId("filter-label").getByText("vip").click();
        assertThat(listed).hasCount(0);
        agent.getByTestId("filter-label").getByText("late").click();
        assertThat(listed).hasCount(1);
    }

    private static void savesAndOpensAView(Page agent) {
        agent.getByTestId("save-view").click();
        assertThat(agent.getByTestId("view-name")).isFocused();
        agent.keyboard().type("Late ones of mine");
        agent.keyboard().press("Enter");
        Locator view = agent.getByTestId("saved-view");
        assertThat(view).hasText("Late ones of mine");
        assertThat(view).hasAttribute("aria-pressed", "true");
        agent.getByTestId("tab-all").click();
        agent.getByTestId("filter-label").getByText("late").click();
        assertThat(view).hasAttribute("aria-pressed", "false");
        agent.reload();
        assertThat(view).hasCount(1);
        view.click();
        assertThat(view).hasAttribute("aria-pressed", "true");
        assertThat(agent.getByTestId("tab-mine")).hasAttribute("aria-pressed", "true");
        assertThat(agent.getByTestId("conversation-item")).hasCount(1);
        agent.getByTestId("delete-view").click();
        assertThat(view).hasCount(0);
    }
}
