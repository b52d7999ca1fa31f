package dev.parley.api;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import dev.parley.desk.Wording;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where canned replies and labels are kept, in the real console, and what other consoles see of it.
 */
final class ShelfInBrowserTest {
    @AutoClose private final RunningServer server;

    ShelfInBrowserTest(@TempDir Path data) {
        server = RunningServer.start(data);
    }

    @Test
    void keepsCannedRepliesAndLabelsInTheConsole() {
        try (DeskPages desk = new DeskPages(server)) {
            desk.customerSays("My lamp came broken.");
            Page lead = desk.chief();
            lead.getByTestId("waiting-item").click();
            lead.getByTestId("add-label").selectOption("late");
            assertThat(lead.getByTestId("label")).hasText("late ×");

            lead.getByTestId("shelf-open").click();
            keepsAReply(lead);
            keepsALabel(lead);
            lead.keyboard().press("Escape");
            assertThat(lead.getByTestId("shelf")).isHidden();
            assertThat(lead.getByTestId("label")).hasCount(0);
            lead.getByTestId("reply-input").focus();
            lead.keyboard().type("/h");
            assertThat(lead.getByTestId("canned").getByRole(AriaRole.OPTION)).hasCount(2);
            // The browser itself says of each refusal that there was one.
            desk.browsers.complaints.removeIf(
                    text -> text.matches("Failed to load resource: .* 4(09|22) .*"));
            assertEquals(List.of(), desk.browsers.complaints);
        }
    }

    @Test
    void showsWhatAColleagueChangedWithoutAReload() {
        try (DeskPages desk = new DeskPages(server)) {
            desk.customerSays("My lamp came broken.");
            Page agent = desk.ada();
            agent.getByTestId("waiting-item").click();
            assertThat(agent.getByTestId("label")).hasCount(0);
            Page lead = desk.chief();
            lead.getByTestId("waiting-item").click();
            lead.getByTestId("add-label").selectOption("late");
            assertThat(agent.getByTestId("label")).hasText("late ×");

            lead.getByTestId("shelf-open").click();
            lead.getByTestId("shelf-labels").click();
            edit(lead, "late");
            lead.getByLabel("Name").fill("delayed");
            lead.getByTestId("shelf-save").click();
            assertThat(agent.getByTestId("label")).hasText("delayed ×");
            discard(lead, "delayed");
            assertThat(agent.getByTestId("label")).hasCount(0);
            lead.getByTestId("shelf-canned_responses").click();
            discard(lead, "hmail");
            agent.getByTestId("reply-input").focus();
            agent.keyboard().type("/h");
            assertThat(agent.getByTestId("canned").getByRole(AriaRole.OPTION)).hasCount(1);
            assertEquals(List.of(), desk.browsers.complaints);
        }
    }

    @Test
    void showsAnAgentLabelsThatOnlyAdministratorsChange() {
        try (DeskPages desk = new DeskPages(server)) {
            Page agent = desk.ada();
            agent.getByTestId("shelf-open").click();
            assertThat(agent.getByTestId("shelf-edit")).hasCount(3);
            agent.getByTestId("shelf-labels").click();
            assertThat(agent.getByTestId("shelf-item")).hasCount(2);
            assertThat(agent.getByTestId("shelf-edit")).hasCount(0);
            assertThat(agent.getByTestId("shelf-new")).hasCount(0);
            assertEquals(List.of(), desk.browsers.complaints);
        }
    }

    /**
     * The console knows the variables by itself; that it and the desk know the same is seen here.
     */
    @Test
    void offersTheVariablesThatTheDeskTakes() {
        try (DeskPages desk = new DeskPages(server)) {
            Page agent = desk.ada();
            agent.getByTestId("shelf-open").click();
            agent.getByTestId("shelf-new").click();
            String form = agent.getByTestId("shelf").textContent();
            List<String> offered =
                    Pattern.compile("\\{\\{([^{}|]+)}}")
                            .matcher(form)
                            .results()
                            .map(r -> r.group(1))
                            .toList();
            assertEquals(Wording.VARIABLES, offered);
        }
    }

    /** Without a mouse, from the first to the last. */
    private static void keepsAReply(Page lead) {
        Locator items = lead.getByTestId("shelf-item");
        Locator code = lead.getByLabel("Short code");
        assertThat(items).hasCount(3);
        lead.getByTestId("shelf-new").press("Enter");
        assertThat(code).isFocused();
        lead.keyboard().type("hello");
        lead.keyboard().press("Enter");
        Locator text = lead.getByLabel("Text", new Page.GetByLabelOptions().setExact(true));
        assertThat(lead.getByTestId("wrong-content")).hasText("Please fill this in.");
        assertThat(text).isFocused();
        lead.keyboard().type("Dear {{customer}}, bye.");
        lead.getByTestId("shelf-save").press("Enter");
        assertThat(lead.getByTestId("wrong-content")).containsText("variable=customer is none of");
        text.fill("Bye {{contact.name|then}}.");
        lead.getByTestId("shelf-save").press("Enter");
        assertThat(lead.getByTestId("wrong-short_code")).hasText("This name is taken.");
        assertThat(code).isFocused();
        code.fill("b".repeat(65));
        code.press("Enter");
        assertThat(lead.getByTestId("wrong-short_code"))
                .hasText("Over the limit: bytes=65 exceeds 64");
        // What is being written survives that the dialog is closed.
        lead.keyboard().press("Escape");
        assertThat(lead.getByTestId("shelf")).isHidden();
        lead.getByTestId("shelf-open").press("Enter");
        assertThat(text).hasValue("Bye {{contact.name|then}}.");
        code.fill("bye");
        code.press("Enter");
        assertThat(lead.getByTestId("shelf-said")).hasText("Saved.");
        assertThat(items).hasCount(4);
        assertThat(items.first()).containsText("/bye");
        assertThat(items.first().getByTestId("shelf-edit")).isFocused();

        lead.keyboard().press("Enter");
        assertThat(code).hasValue("bye");
        lead.getByLabel("In four steps").check();
        for (String step : List.of("Apologise", "Confirm in their words", "Solve")) {
            lead.getByLabel(step, new Page.GetByLabelOptions().setExact(true)).fill(step);
        }
        lead.getByTestId("shelf-save").press("Enter");
        assertThat(lead.getByTestId("wrong-step-3")).hasText("Please fill this in.");
        lead.getByLabel("Apologise again").fill("Sorry!");
        lead.getByTestId("shelf-save").press("Enter");
        assertThat(items.first()).containsText("Confirm in their words");

        lead.getByTestId("shelf-find").fill("BYE");
        assertThat(items).hasCount(1);
        items.getByTestId("shelf-delete").press("Enter");
        assertThat(lead.getByTestId("shelf-sure")).isFocused();
        lead.keyboard().press("Escape");
        assertThat(items.getByTestId("shelf-delete")).isFocused();
        lead.keyboard().press("Enter");
        assertThat(lead.getByTestId("shelf-sure")).isFocused();
        lead.keyboard().press("Enter");
        assertThat(lead.getByTestId("shelf-said")).hasText("/bye is deleted.");
        assertThat(items).hasCount(0);
    }

    private static void keepsALabel(Page lead) {
        Locator items = lead.getByTestId("shelf-item");
        lead.getByTestId("shelf-labels").click();
        assertThat(items).hasCount(2);
        lead.getByTestId("shelf-new").click();
        lead.getByLabel("Name").fill("late");
        lead.getByLabel("Colour").fill("#aa0011");
        lead.getByLabel("Description").fill("Sent back by the customer");
        lead.getByTestId("shelf-save").click();
        assertThat(lead.getByTestId("wrong-title")).hasText("This name is taken.");
        lead.getByLabel("Name").fill("returned");
        lead.getByTestId("shelf-save").click();
        assertThat(items).hasCount(3);
        assertThat(item(lead, "returned")).containsText("Sent back by the customer");
        discard(lead, "returned");
        assertThat(items).hasCount(2);

        // What conversations have follows.
        edit(lead, "late");
        assertThat(lead.getByLabel("Colour")).hasValue("#1f93ff");
        lead.getByLabel("Name").fill("delayed");
        lead.getByTestId("shelf-save").click();
        assertThat(item(lead, "delayed")).hasCount(1);
        assertThat(lead.getByTestId("label")).hasText("delayed ×");
        discard(lead, "delayed");
        assertThat(items).hasCount(1);
    }

    private static Locator item(Page lead, String name) {
        return lead.getByTestId("shelf-item").filter(new Locator.FilterOptions().setHasText(name));
    }

    private static void edit(Page lead, String name) {
        item(lead, name).getByTestId("shelf-edit").click();
    }

    private static void discard(Page lead, String name) {
        item(lead, name).getByTestId("shelf-delete").click();
        lead.getByTestId("shelf-sure").click();
    }
}
