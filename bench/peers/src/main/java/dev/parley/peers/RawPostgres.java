package dev.parley.peers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL with one INSERT a message. Up to 32 in flight each has a connection and a commit of
 * its own; beyond, 32 connections insert in batches of one transaction, which favours PostgreSQL: a
 * commit then stands for many messages.
 */
final class RawPostgres implements Peer {
    private static final String INSERT =
            "INSERT INTO message (conversation, content) VALUES (?, ?)";

    private final List<Connection> connections = new ArrayList<>();
    private final List<PreparedStatement> inserts = new ArrayList<>();

    RawPostgres(String url) throws SQLException {
        for (int i = 0; i < CONNECTIONS; i++) {
            Connection connection = DriverManager.getConnection(url);
            connections.add(connection);
            if (i == 0) {
                try (Statement create = connection.createStatement()) {
                    create.execute(
                            "CREATE TABLE IF NOT EXISTS message (id bigserial PRIMARY KEY,"
                                    + " conversation bigint, content bytea, created_at timestamptz"
                                    + " DEFAULT now())");
                }
            }
            inserts.add(connection.prepareStatement(INSERT));
        }
    }

    @Override
    public String name() {
        return "postgres-insert";
    }

    @Override
    public boolean durable() {
        return true;
    }

    @Override
    public String label() {
        return "synchronous_commit=on, fdatasync";
    }

    @Override
    public String how(int inFlight) {
        return inFlight <= CONNECTIONS
                ? inFlight + " connections, a commit a message"
                : CONNECTIONS
                        + " connections, batches of "
                        + inFlight / CONNECTIONS
                        + " in one transaction";
    }

    @Override
    public void run(int inFlight, long end, Taken taken) throws Exception {
        int batch = Math.max(1, inFlight / CONNECTIONS);
        List<Callers.Call> calls = new ArrayList<>();
        for (int i = 0; i < Math.min(inFlight, CONNECTIONS); i++) {
            Connection connection = connections.get(i);
            PreparedStatement insert = inserts.get(i);
            byte[] content = new byte[BYTES];
            int conversation = i;
            connection.setAutoCommit(batch == 1);
            calls.add(
                    () -> {
                        long sent = System.nanoTime();
                        insert.setLong(1, conversation);
                        insert.setBytes(2, content);
                        if (batch == 1) {
                            int _ = insert.executeUpdate();
                        } else {
                            for (int j = 0; j < batch; j++) {
                                insert.setLong(1, conversation);
                                insert.setBytes(2, content);
                                insert.addBatch();
                            }
                            int[] _ = insert.executeBatch();
                            connection.commit();
                        }
                        taken.since(sent, batch);
                    });
        }
        Callers.run(calls, end);
    }

    @Override
    public void close() throws SQLException {
        for (Connection each : connections) {
            each.close();
        }
    }
}
