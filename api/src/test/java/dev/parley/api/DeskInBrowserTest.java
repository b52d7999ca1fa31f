package dev.parley.api;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;

import dev.parley.api.http.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Canned replies by the keyboard alone, labels and saved views, in the real console. */
final class DeskInBrowserTest {
    private static final int DEADLINE_MILLIS = 20_000;

    @TempDir private Path data = Path.of(".");
    private final List<String> complaints = new ArrayList<>();

    @Test
    void answersByKeyboardLabelsAndSavesAView() {
        PlaywrightAssertions.setDefaultAssertionTimeout(DEADLINE_MILLIS);
        try (Browsers browsers = new Browsers();
                RunningServer server = RunningServer.start(data);
                BrowserContext context = browsers.browser().newContext()) {
            fill(server);
            RunningServer.Visitor visitor = server.visitor();
            server.online(server.ada);
            long number = server.conversation(visitor).get("id").longValue();
            server.say(visitor, number, "My lamp came broken.").expect(200);

            Page agent = open(context, server.uri("/console").toString());
            agent.getByTestId("demo-agent").getByText("Ada Lind").click();
            assertThat(agent.getByTestId("waiting-item")).hasCount(1);
            agent.getByTestId("waiting-item").click();
            assertThat(agent.getByTestId("message")).containsText("broken");

            writesACannedReply(agent);
            insertsTheStepsOfAScheme(agent);
            labels(agent);
            savesAndOpensAView(agent);
            assertEquals(List.of(), complaints);
        }
    }

    @Test
    void keepsCannedRepliesAndLabelsInTheConsole() {
        PlaywrightAssertions.setDefaultAssertionTimeout(DEADLINE_MILLIS);
        try (Browsers browsers = new Browsers();
                RunningServer server = RunningServer.start(data);
                BrowserContext context = browsers.browser().newContext()) {
            fill(server);
            RunningServer.Visitor visitor = server.visitor();
            long number = server.conversation(visitor).get("id").longValue();
            server.say(visitor, number, "My lamp came broken.").expect(200);
            Page lead = open(context, server.uri("/console").toString());
            lead.getByTestId("signin-token").fill(server.chief.token());
            lead.getByTestId("signin-submit").click();
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
            complaints.removeIf(text -> text.matches("Failed to load resource: .* 4(09|22) .*"));
            assertEquals(List.of(), complaints);
        }
    }

    @Test
    void showsAnAgentLabelsThatOnlyAdministratorsChange() {
        PlaywrightAssertions.setDefaultAssertionTimeout(DEADLINE_MILLIS);
        try (Browsers browsers = new Browsers();
                RunningServer server = RunningServer.start(data);
                BrowserContext context = browsers.browser().newContext()) {
            fill(server);
            Page agent = open(context, server.uri("/console").toString());
            agent.getByTestId("demo-agent").getByText("Ada Lind").click();
            agent.getByTestId("shelf-open").click();
            assertThat(agent.getByTestId("shelf-edit")).hasCount(3);
            agent.getByTestId("shelf-labels").click();
            assertThat(agent.getByTestId("shelf-item")).hasCount(2);
            assertThat(agent.getByTestId("shelf-edit")).hasCount(0);
            assertThat(agent.getByTestId("shelf-new")).hasCount(0);
            assertEquals(List.of(), complaints);
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
        Locator returned = items.filter(new Locator.FilterOptions().setHasText("returned"));
        assertThat(returned).containsText("Sent back by the customer");
        returned.getByTestId("shelf-delete").click();
        lead.getByTestId("shelf-sure").click();
        assertThat(items).hasCount(2);

        // What conversations have follows.
        Locator late = items.filter(new Locator.FilterOptions().setHasText("late"));
        late.getByTestId("shelf-edit").click();
        assertThat(lead.getByLabel("Colour")).hasValue("#1f93ff");
        lead.getByLabel("Name").fill("delayed");
        lead.getByTestId("shelf-save").click();
        assertThat(items.filter(new Locator.FilterOptions().setHasText("delayed"))).hasCount(1);
        assertThat(lead.getByTestId("label")).hasText("delayed ×");
        items.filter(new Locator.FilterOptions().setHasText("delayed"))
                .getByTestId("shelf-delete")
                .click();
        lead.getByTestId("shelf-sure").click();
        assertThat(items).hasCount(1);
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

    private static void fill(RunningServer server) {
        String desk = "/api/v1/accounts/" + server.account.id();
        reply(
                server,
                desk,
                "hello",
                "Hello {{contact.name|there}}, {{agent.first_name}} from {{shop.name}}.");
        reply(server, desk, "hmail", "Shall I write to {{contact.email}}?");
        ObjectNode upset = Json.object().put("short_code", "upset");
        List.of("I am sorry.", "You say: {{contact.words}}", "We do this.", "Sorry!")
                .forEach(upset.putArray("steps")::add);
        server.agent(server.chief, "POST", desk + "/canned_responses", upset).expect(200);
        for (String title : List.of("vip", "late")) {
            server.agent(server.chief, "POST", desk + "/labels", Json.object().put("title", title))
                    .expect(200);
        }
    }

    private static void reply(RunningServer server, String desk, String shortCode, String content) {
        server.agent(
                        server.chief,
                        "POST",
                        desk + "/canned_responses",
                        Json.object().put("short_code", shortCode).put("content", content))
                .expect(200);
    }

    private Page open(BrowserContext context, String url) {
        context.setDefaultTimeout(DEADLINE_MILLIS);
        Page page = context.newPage();
        page.onPageError(complaints::add);
        page.onConsoleMessage(
                message -> {
                    if (message.type().equals("error")) {
                        complaints.add(message.text());
                    }
                });
        page.navigate(url);
        return page;
    }
}
