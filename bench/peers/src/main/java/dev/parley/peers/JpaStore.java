package dev.parley.peers;

import dev.parley.bench.store.Population;

import org.axonframework.eventsourcing.eventstore.EventStorageEngine;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Axon's JPA engine over a database that was filled once, or over a copy of it that PostgreSQL
 * itself makes.
 */
final class JpaStore implements OpenStore {
    private static final String COPY = "stores_copy";

    private final String port;
    private final boolean copied;
    private final Jpa jpa;

    JpaStore(String port, int stored, boolean copied) throws SQLException {
        this.port = port;
        this.copied = copied;
        if (copied) {
            administer(port, "DROP DATABASE IF EXISTS " + COPY);
            administer(
                    port,
                    "CREATE DATABASE " + COPY + " TEMPLATE " + filled(stored) + " STRATEGY file_copy");
        }
        jpa = new Jpa(PeersBench.url(port, copied ? COPY : filled(stored)), false);
    }

    static void fill(String port, int stored) throws SQLException {
        String database = filled(stored);
        if (exists(port, database)) {
            return;
        }
        administer(port, "CREATE DATABASE " + database);
        String url = PeersBench.url(port, database);
        new Jpa(url, true).close();
        for (int events : Population.sizes()) {
            Jpa.fill(
                    url, Population.prefix(events), Population.entities(stored, events), events);
        }
        // As an autovacuum would leave it by and by.
        execute(url, "VACUUM ANALYZE");
        execute(url, "CHECKPOINT");
    }

    @Override
    public EventStorageEngine engine() {
        return jpa.engine();
    }

    @Override
    public void close() throws SQLException {
        jpa.close();
        if (copied) {
            administer(port, "DROP DATABASE " + COPY + " WITH (FORCE)");
        }
    }

    private static String filled(int stored) {
        return "stores_" + stored;
    }

    private static boolean exists(String port, String database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(PeersBench.url(port));
                PreparedStatement find =
                        connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
            find.setString(1, database);
            try (ResultSet found = find.executeQuery()) {
                return found.next();
            }
        }
    }

    private static void administer(String port, String sql) throws SQLException {
        execute(PeersBench.url(port, "peers"), sql);
    }

    private static void execute(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
