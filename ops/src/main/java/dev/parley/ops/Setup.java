package dev.parley.ops;

import com.fasterxml.jackson.core.JsonGenerator;

import dev.parley.Engine;
import dev.parley.Environment;
import dev.parley.api.Envelopes;
import dev.parley.api.Provisioner;
import dev.parley.api.Secrets;
import dev.parley.domain.Limits;
import dev.parley.domain.Role;
import dev.parley.domain.Slice;
import dev.parley.projection.AccountView;
import dev.parley.projection.ShopView;
import dev.parley.seal.Hashes;
import dev.parley.seal.Sealer;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code parley setup}: a shop, a channel to it and people who answer, before a server runs. */
@Command(
        name = "setup",
        mixinStandardHelpOptions = true,
        description = {
            "Registers a shop with an inbox for its website, and agents, while no server runs.",
            "Prints the inbox identifier for the widget and the agents' tokens; they are not shown"
                    + " again. A shop that is there already gets the new agents only. Further"
                    + " agents can be made through the API."
        })
final class Setup implements Callable<Integer> {
    private static final String ACCOUNT_NAME = "Shops";

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private DataOptions data = new DataOptions();

    @Option(
            names = "--shop",
            paramLabel = "CODE",
            required = true,
            description = "Public short name of the shop.")
    private String shop = "";

    @Option(names = "--name", paramLabel = "NAME", description = "Name of the shop. Default: CODE.")
    private String name = "";

    @Option(
            names = "--target",
            paramLabel = "SECONDS",
            description = "Seconds to the first response. Default: ${DEFAULT-VALUE}.")
    private int targetSeconds = 60;

    @Option(
            names = "--origin",
            paramLabel = "URL",
            description = "A site whose pages may open the chat, such as https://shop.example.")
    private List<String> origins = new ArrayList<>();

    @Option(names = "--agent", paramLabel = "NAME=EMAIL", description = "Somebody who answers.")
    private List<String> agents = new ArrayList<>();

    @Option(names = "--supervisor", paramLabel = "NAME=EMAIL", description = "A supervisor.")
    private List<String> supervisors = new ArrayList<>();

    @Option(
            names = "--capacity",
            paramLabel = "N",
            description = "Conversations at once for each. Default: ${DEFAULT-VALUE}.")
    private int capacity = 5;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    private record Person(String name, String email, Role role) {}

    private record Made(long account, long shop, String inbox, List<Provisioner.Agent> agents) {}

    Setup() {}

    @Override
    public Integer call() throws IOException {
        within("--target", targetSeconds, Limits.TARGET_SECONDS_MIN, Limits.TARGET_SECONDS_MAX);
        within("--capacity", capacity, Limits.CAPACITY_MIN, Limits.CAPACITY_MAX);
        within("bytes of --shop", bytes(shop), 1, Limits.SHOP_CODE_BYTES);
        within("bytes of --name", bytes(name), 0, Limits.NAME_BYTES);
        List<Person> people = people();
        Environment environment = Environment.system();
        Made made;
        try (Engine engine = Engine.open(data.engineConfig(), environment)) {
            Envelopes envelopes = new Envelopes(new Sealer(engine.keys(), environment.random()));
            Provisioner provisioner =
                    new Provisioner(
                            engine::submit,
                            engine.keys(),
                            envelopes,
                            new Hashes(engine.keys()),
                            new Secrets(environment.random()));
            made = make(engine, provisioner, people);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonLines.print(out, generator -> write(made, generator));
        } else {
            print(made, out);
        }
        return 0;
    }

    private Made make(Engine engine, Provisioner provisioner, List<Person> people)
            throws IOException {
        Provisioner.Account account =
                engine.reading()
                        .ask(views -> views.directory().accounts().stream().findFirst())
                        .map(Setup::known)
                        .orElseGet(() -> provisioner.account(ACCOUNT_NAME));
        Slice code = Slice.of(shop.getBytes(StandardCharsets.UTF_8));
        ShopView known =
                engine.reading()
                        .ask(views -> views.directory().shopByCode(account.id(), code))
                        .orElse(null);
        long shopId;
        if (known == null) {
            String called = name.isEmpty() ? shop : name;
            shopId = provisioner.shop(account, shop, called, targetSeconds);
        } else {
            shopId = known.id();
        }
        boolean reachable =
                engine.reading()
                        .ask(
                                views ->
                                        views.directory().inboxes(account.id()).stream()
                                                .anyMatch(each -> each.shop() == shopId));
        String inbox =
                reachable
                        ? ""
                        : provisioner.inbox(account, shopId, "Website", origins).identifier();
        List<Provisioner.Agent> made = new ArrayList<>();
        for (Person each : people) {
            made.add(provisioner.agent(account, each.name(), each.email(), each.role(), capacity));
        }
        return new Made(account.id(), shopId, inbox, made);
    }

    private static Provisioner.Account known(AccountView account) {
        return new Provisioner.Account(account.id(), account.keyId());
    }

    private List<Person> people() {
        List<Person> people = new ArrayList<>();
        agents.forEach(each -> people.add(person("--agent", each, Role.AGENT)));
        supervisors.forEach(each -> people.add(person("--supervisor", each, Role.SUPERVISOR)));
        return people;
    }

    private Person person(String option, String text, Role role) {
        int at = text.indexOf('=');
        if (at < 1 || text.indexOf('@', at) < 0) {
            throw new ParameterException(
                    spec.commandLine(), option + "=" + text + " is not NAME=EMAIL");
        }
        within("bytes of " + option, bytes(text), 1, Limits.NAME_BYTES);
        return new Person(text.substring(0, at), text.substring(at + 1), role);
    }

    private void within(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    spec.commandLine(),
                    what + "=" + value + " is not within " + least + " to " + most);
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static void print(Made made, PrintWriter out) throws IOException {
        if (made.inbox().isEmpty()) {
            out.println("the shop and its inbox were there already");
        } else {
            out.println("inbox: " + made.inbox());
            out.println(
                    "  <script src=\"http://HOST/widget.js\" data-inbox=\""
                            + made.inbox()
                            + "\" async></script>");
        }
        for (Provisioner.Agent each : made.agents()) {
            out.println("token of " + each.name() + ": " + each.token());
        }
        JsonLines.failIfClosed(out);
    }

    private static void write(Made made, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("account", made.account());
        json.writeNumberField("shop", made.shop());
        if (made.inbox().isEmpty()) {
            json.writeNullField("inbox");
        } else {
            json.writeStringField("inbox", made.inbox());
        }
        json.writeArrayFieldStart("agents");
        for (Provisioner.Agent each : made.agents()) {
            json.writeStartObject();
            json.writeNumberField("id", each.id());
            json.writeStringField("name", each.name());
            json.writeStringField("token", each.token());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
