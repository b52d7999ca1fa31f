package dev.parley.bench.socket;

import dev.parley.Engine;
import dev.parley.EngineConfig;
import dev.parley.Environment;
import dev.parley.ReportsExtension;
import dev.parley.SearchExtension;
import dev.parley.api.ApiConfig;
import dev.parley.api.ApiServer;
import dev.parley.api.Backend;
import dev.parley.api.Envelopes;
import dev.parley.api.Provisioner;
import dev.parley.api.Secrets;
import dev.parley.bench.load.Affinity;
import dev.parley.desk.Desk;
import dev.parley.domain.Role;
import dev.parley.seal.Hashes;
import dev.parley.seal.Sealer;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The child that is measured: engine and server as {@code parley serve} puts them together, with
 * accounts of one agent each. Only the limits on new visitors are raised: one machine plays them
 * all.
 */
final class ParleyServer {
    /** The system property that keeps the writer on one core. */
    static final String PINNED = "parley.bench.pinned";

    private static final int TARGET_SECONDS = 60;

    /** As many as an agent may have. */
    private static final int CAPACITY = 30;

    private ParleyServer() {}

    /** Arguments: data directory, how answers are released ({@code sync}), number of accounts. */
    public static void main(String[] arguments) throws Exception {
        EngineConfig config =
                EngineConfig.in(Path.of(arguments[0]))
                        .with("sync", arguments[1])
                        .with("free.floor", 0);
        int accounts = Integer.parseInt(arguments[2]);
        ApiConfig apiConfig =
                ApiConfig.of(
                        Map.of(
                                "port", "0",
                                "api.contacts", "1000000",
                                "api.contacts.inbox", "10000000",
                                "api.visitor", "1000000"));
        Environment environment = Environment.system();
        SearchExtension search = new SearchExtension();
        ReportsExtension reports = new ReportsExtension();
        Desk desk = new Desk(apiConfig.answerMillis());
        Engine engine = Engine.open(config, environment, List.of(search, reports, desk));
        Sealer sealer = new Sealer(engine.keys(), environment.random());
        Hashes hashes = new Hashes(engine.keys());
        Provisioner provisioner =
                new Provisioner(
                        engine::submit,
                        engine.keys(),
                        new Envelopes(sealer),
                        hashes,
                        new Secrets(environment.random()));
        StringBuilder ready = new StringBuilder();
        for (int i = 0; i < accounts; i++) {
            Provisioner.Account account = provisioner.account("Account " + i);
            long shop = provisioner.shop(account, "shop-" + i, "Shop " + i, TARGET_SECONDS);
            Provisioner.Inbox inbox = provisioner.inbox(account, shop, "Website", List.of());
            Provisioner.Agent agent =
                    provisioner.agent(
                            account, "Agent " + i, "a" + i + "@x.example", Role.AGENT, CAPACITY);
            ready.append(' ').append(inbox.identifier()).append(' ').append(agent.token());
        }
        ApiServer server =
                new ApiServer(
                        apiConfig,
                        new ApiServer.Parts(
                                Backend.of(engine),
                                desk,
                                engine.keys(),
                                sealer,
                                hashes,
                                environment.random(),
                                InstantSource.system(),
                                environment.nanos(),
                                Optional.empty(),
                                search,
                                reports));
        try (Affinity _ = Boolean.getBoolean(PINNED) ? Affinity.watching() : Affinity.none()) {
            Served.until(
                    server.port() + ready.toString(),
                    () -> {
                        server.close();
                        engine.close();
                    });
        }
    }
}
