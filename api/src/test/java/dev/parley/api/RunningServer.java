package dev.parley.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.Engine;
import dev.parley.EngineConfig;
import dev.parley.Environment;
import dev.parley.Extension;
import dev.parley.ReportsExtension;
import dev.parley.SearchExtension;
import dev.parley.api.http.Json;
import dev.parley.desk.Desk;
import dev.parley.domain.Role;
import dev.parley.seal.Hashes;
import dev.parley.seal.Sealer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Engine and server over a temporary directory, with one account, shop, inbox and three agents. */
final class RunningServer implements AutoCloseable {
    static final Duration DEADLINE = Duration.ofSeconds(20);
    static final String SHOP_PAGE = "https://shop.example";

    private static final long DESK_MILLIS = 10_000;

    /** Tests write faster than any visitor may. */
    private static final int UNBOUND = 1_000_000;

    final Desk desk;
    final ReportsExtension reports;
    final Engine engine;
    final ApiServer server;
    final Provisioner provisioner;
    final Provisioner.Account account;
    final long shop;
    final Provisioner.Inbox inbox;
    final Provisioner.Agent ada;
    final Provisioner.Agent ben;
    final Provisioner.Agent chief;
    private final HttpClient client = HttpClient.newHttpClient();

    /** One answer. */
    record Reply(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        JsonNode json() {
            return Json.parse(response.body());
        }

        Reply expect(int status) {
            if (response.statusCode() != status) {
                throw new AssertionError(
                        "expected "
                                + status
                                + " and got "
                                + response.statusCode()
                                + ": "
                                + response.body());
            }
            return this;
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    /** Another account with a shop, an inbox and a supervisor. */
    record Others(
            Provisioner.Account account,
            long shop,
            Provisioner.Inbox inbox,
            Provisioner.Agent eve) {}

    /** A visitor as its page knows it. */
    record Visitor(String path, String sourceId, String pubsubToken, long id) {}

    static RunningServer start(Path data) {
        return start(data, UnaryOperator.identity(), UnaryOperator.identity());
    }

    static RunningServer start(
            Path data, UnaryOperator<ApiConfig> config, UnaryOperator<Backend> backend) {
        return start(data, config, backend, Environment.system());
    }

    static RunningServer start(
            Path data,
            UnaryOperator<ApiConfig> config,
            UnaryOperator<Backend> backend,
            Environment environment) {
        try {
            return new RunningServer(data, config, backend, environment, List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With one more thing behind the log. */
    static RunningServer start(Path data, Extension more) {
        try {
            return new RunningServer(
                    data,
                    UnaryOperator.identity(),
                    UnaryOperator.identity(),
                    Environment.system(),
                    List.of(more));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RunningServer(
            Path data,
            UnaryOperator<ApiConfig> config,
            UnaryOperator<Backend> backend,
            Environment environment,
            List<Extension> more)
            throws IOException {
        SearchExtension search = new SearchExtension();
        reports = new ReportsExtension();
        desk = new Desk(DESK_MILLIS);
        engine =
                Engine.open(
                        EngineConfig.in(data).with("segment", 8).with("free.floor", 0),
                        environment,
                        Stream.concat(Stream.of(search, reports, desk), more.stream()).toList());
        SecureRandom random = new SecureRandom();
        Sealer sealer = new Sealer(engine.keys(), random);
        Hashes hashes = new Hashes(engine.keys());
        provisioner =
                new Provisioner(
                        engine::submit,
                        engine.keys(),
                        new Envelopes(sealer),
                        hashes,
                        new Secrets(random));
        account = provisioner.account("Lumo Retail");
        shop = provisioner.shop(account, "lumo", "Lumo Lamps", 60);
        inbox = provisioner.inbox(account, shop, "Website", List.of(SHOP_PAGE));
        ada = provisioner.agent(account, "Ada Lind", "ada@shop.example", Role.AGENT, 5);
        ben = provisioner.agent(account, "Ben Okoro", "ben@shop.example", Role.AGENT, 5);
        chief = provisioner.agent(account, "Cleo Marsh", "cleo@shop.example", Role.SUPERVISOR, 5);
        server =
                new ApiServer(
                        config.apply(ApiConfig.on("127.0.0.1", 0).with("api.visitor", UNBOUND)),
                        new ApiServer.Parts(
                                backend.apply(Backend.of(engine)),
                                desk,
                                engine.keys(),
                                sealer,
                                hashes,
                                random,
                                InstantSource.system(),
                                System::nanoTime,
                                Optional.of(demo()),
                                search,
                                reports));
    }

    private byte[] demo() {
        ObjectNode demo = Json.object();
        demo.put("inbox", inbox.identifier());
        var agents = demo.putArray("agents");
        for (Provisioner.Agent each : List.of(ada, ben, chief)) {
            agents.addObject()
                    .put("id", each.id())
                    .put("name", each.name())
                    .put("token", each.token());
        }
        return Json.bytes(demo);
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    Reply send(HttpRequest.Builder request) {
        try {
            return new Reply(
                    client.send(
                            request.timeout(DEADLINE).build(),
                            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Reply call(String method, String path, String body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .header("Content-Type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    Reply get(String path, String... headers) {
        return call("GET", path, "", headers);
    }

    Reply post(String path, ObjectNode body) {
        return call("POST", path, Json.text(body));
    }

    /** As an agent. */
    Reply agent(Provisioner.Agent agent, String method, String path, ObjectNode body) {
        return call(
                method,
                path,
                body.isEmpty() ? "" : Json.text(body),
                "api_access_token",
                agent.token());
    }

    Reply agent(Provisioner.Agent agent, String path) {
        return agent(agent, "GET", path, Json.object());
    }

    String conversations() {
        return "/api/v1/accounts/" + account.id() + "/conversations";
    }

    String contacts() {
        return contacts(inbox);
    }

    static String contacts(Provisioner.Inbox inbox) {
        return "/public/api/v1/inboxes/" + inbox.identifier() + "/contacts";
    }

    /** Makes another account, whose things nobody of this one may see. */
    Others others() {
        Provisioner.Account other = provisioner.account("Other");
        long otherShop = provisioner.shop(other, "other", "Other Shop", 60);
        return new Others(
                other,
                otherShop,
                provisioner.inbox(other, otherShop, "Site", List.of()),
                provisioner.agent(other, "Eve", "eve@other.example", Role.SUPERVISOR, 5));
    }

    Visitor visitor() {
        return visitor(inbox);
    }

    Visitor visitor(Provisioner.Inbox of) {
        JsonNode contact = post(contacts(of), Json.object()).expect(200).json();
        String sourceId = contact.get("source_id").textValue();
        return new Visitor(
                contacts(of) + "/" + sourceId,
                sourceId,
                contact.get("pubsub_token").textValue(),
                contact.get("id").longValue());
    }

    /** The shape of a new conversation. */
    JsonNode conversation(Visitor visitor) {
        return post(visitor.path() + "/conversations", Json.object()).expect(200).json();
    }

    Reply say(Visitor visitor, long number, String text) {
        return post(
                visitor.path() + "/conversations/" + number + "/messages",
                Json.object().put("content", text));
    }

    void online(Provisioner.Agent agent) {
        ObjectNode body = Json.object();
        body.putObject("profile").put("availability", "online");
        agent(agent, "POST", "/api/v1/profile/availability", body).expect(200);
    }

    TestSocket socket(String token) {
        return TestSocket.open(client, this, token);
    }

    HttpClient client() {
        return client;
    }

    @Override
    public void close() {
        server.close();
        engine.close();
        client.close();
    }
}
