package dev.parley.ops;

import com.fasterxml.jackson.core.JsonGenerator;

import dev.parley.Engine;
import dev.parley.api.Envelopes;
import dev.parley.api.Provisioner;
import dev.parley.domain.Role;
import dev.parley.domain.Slice;
import dev.parley.projection.AccountView;
import dev.parley.projection.AgentView;
import dev.parley.projection.InboxView;
import dev.parley.projection.ShopView;
import dev.parley.projection.Views;
import dev.parley.seal.SealedField;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The account that a newcomer tries things in: a shop, an inbox, two agents and a supervisor. Found
 * again at a later start, made where it is not there, completed where a start was cut short. Agents
 * get new tokens at each start: they are shown to whoever opens the page.
 */
record Demo(long account, String inbox, List<Provisioner.Agent> agents) {
    private static final String SHOP_CODE = "demo-shop";

    /** As the demo's page calls it. */
    private static final String SHOP_NAME = "Lumo";

    private static final int TARGET_SECONDS = 60;
    private static final int CAPACITY = 5;

    private record Person(String name, String email, Role role) {}

    private static final List<Person> PEOPLE =
            List.of(
                    new Person("Mara Lindqvist", "mara@demo-shop.example", Role.AGENT),
                    new Person("Tomás Ferreira", "tomas@demo-shop.example", Role.AGENT),
                    new Person("Ines Okafor", "ines@demo-shop.example", Role.SUPERVISOR));

    Demo {
        agents = List.copyOf(agents);
    }

    static Demo prepare(Engine engine, Provisioner provisioner, Envelopes envelopes) {
        Optional<AccountView> known = ask(engine, Demo::account);
        Provisioner.Account account =
                known.map(each -> new Provisioner.Account(each.id(), each.keyId()))
                        .orElseGet(() -> provisioner.account("Demo"));
        Slice code = Slice.of(SHOP_CODE.getBytes(StandardCharsets.UTF_8));
        long shop =
                ask(engine, views -> views.directory().shopByCode(account.id(), code))
                        .map(ShopView::id)
                        .orElseGet(
                                () ->
                                        provisioner.shop(
                                                account, SHOP_CODE, SHOP_NAME, TARGET_SECONDS));
        String inbox =
                ask(engine, views -> inbox(views, account.id(), shop))
                        .flatMap(each -> identifier(each, envelopes))
                        .orElseGet(
                                () ->
                                        provisioner
                                                .inbox(account, shop, "Website", List.of())
                                                .identifier());
        return new Demo(account.id(), inbox, agents(engine, provisioner, account));
    }

    /** The fields of a demo, into the object that {@code json} stands in. */
    void write(JsonGenerator json) throws IOException {
        json.writeStringField("inbox", inbox);
        json.writeArrayFieldStart("agents");
        for (Provisioner.Agent agent : agents) {
            json.writeStartObject();
            json.writeNumberField("id", agent.id());
            json.writeStringField("name", agent.name());
            json.writeStringField("token", agent.token());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** What {@code /demo.json} says. */
    byte[] page() throws IOException {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        try (JsonGenerator json = JsonLines.FACTORY.createGenerator(page)) {
            json.writeStartObject();
            write(json);
            json.writeEndObject();
        }
        return page.toByteArray();
    }

    /** The one with the demo's shop, or one without any shop: a start may have been cut short. */
    private static Optional<AccountView> account(Views views) {
        Slice code = Slice.of(SHOP_CODE.getBytes(StandardCharsets.UTF_8));
        List<AccountView> accounts = views.directory().accounts();
        return accounts.stream()
                .filter(each -> views.directory().shopByCode(each.id(), code).isPresent())
                .findFirst()
                .or(
                        () ->
                                accounts.stream()
                                        .filter(
                                                each ->
                                                        views.directory()
                                                                .shops(each.id())
                                                                .isEmpty())
                                        .findFirst());
    }

    private static Optional<InboxView> inbox(Views views, long account, long shop) {
        return views.directory().inboxes(account).stream()
                .filter(each -> each.shop() == shop)
                .findFirst();
    }

    private static Optional<String> identifier(InboxView inbox, Envelopes envelopes) {
        return envelopes.text(inbox.identifier(), inbox.shop(), SealedField.INBOX_IDENTIFIER);
    }

    /** Told apart by the order they were made in. */
    private static List<Provisioner.Agent> agents(
            Engine engine, Provisioner provisioner, Provisioner.Account account) {
        List<AgentView> known = ask(engine, views -> views.directory().agents(account.id()));
        List<Provisioner.Agent> agents = new ArrayList<>();
        for (int i = 0; i < PEOPLE.size(); i++) {
            Person person = PEOPLE.get(i);
            if (i < known.size()) {
                long id = known.get(i).id();
                agents.add(
                        new Provisioner.Agent(
                                id, person.name(), provisioner.token(account.id(), id)));
            } else {
                agents.add(
                        provisioner.agent(
                                account, person.name(), person.email(), person.role(), CAPACITY));
            }
        }
        return agents;
    }

    private static <T> T ask(Engine engine, Function<Views, T> question) {
        return engine.reading().ask(question);
    }
}
