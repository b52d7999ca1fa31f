package dev.parley.peers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * PostgreSQL with one INSERT a message, over at most 100 connections: messages in flight beyond
 * those wait for a connection, and their waiting counts, as it does in front of a pool.
 *
 * <p>Batched: whatever waits for a connection goes into one transaction, up to an equal share of
 * all. No driver does that for independent senders; it is what an application could write that
 * collects messages as Parley's ring does, and the best that PostgreSQL can be given.
 */
final class RawPostgres implements Peer {
    private static final int MOST_CONNECTIONS = 100;
    private static final String INSERT =
            "INSERT INTO message (conversation, content) VALUES (?, ?)";

    private final boolean batched;
    private final int most;
    private final List<Connection> connections = new ArrayList<>();
    private final List<PreparedStatement> inserts = new ArrayList<>();

    RawPostgres(String url, boolean batched) throws SQLException {
        this.batched = batched;
        this.most = batched ? CONNECTIONS : MOST_CONNECTIONS;
        for (int i = 0; i < most; i++) {
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
            connection.setAutoCommit(!batched);
            inserts.add(connection.prepareStatement(INSERT));
        }
    }

    /** A batch of one is an INSERT. */
    @Override
    public boolean differsAt(int inFlight) {
        return !batched || inFlight > most;
    }

    @Override
    public boolean durable() {
        return true;
    }

    @Override
    public String label() {
        return "synchronous_commit=on" + (batched ? ", many messages a commit" : "");
    }

    @Override
    public String how(int inFlight) {
        int used = Math.min(inFlight, most);
        return used
                + " connections, "
                + (batched ? inFlight / used + " messages a commit" : "a commit a message");
    }

    @Override
    public void run(int inFlight, long end, Taken taken) throws Exception {
        int used = Math.min(inFlight, most);
        int batch = batched ? inFlight / used : 1;
        ConcurrentLinkedQueue<Long> waiting = new ConcurrentLinkedQueue<>();
        long start = System.nanoTime();
        for (int i = 0; i < inFlight; i++) {
            waiting.add(start);
        }
        List<Callers.Call> calls = new ArrayList<>();
        for (int i = 0; i < used; i++) {
            Connection connection = connections.get(i);
            PreparedStatement insert = inserts.get(i);
            long conversation = i;
            calls.add(
                    () -> {
                        keep(connection, insert, conversation, take(waiting, batch), taken);
                        // The next messages follow at once, and wait for a connection.
                        long now = System.nanoTime();
                        for (int j = 0; j < batch; j++) {
                            waiting.add(now);
                        }
                    });
        }
        Callers.run(calls, end);
    }

    private static long[] take(ConcurrentLinkedQueue<Long> waiting, int batch) {
        long[] sent = new long[batch];
        for (int i = 0; i < batch; i++) {
            Long next = waiting.poll();
            if (next == null) {
                throw new IllegalStateException("fewer messages than connections");
            }
            sent[i] = next;
        }
        return sent;
    }

    private void keep(
            Connection connection,
            PreparedStatement insert,
            long conversation,
            long[] sent,
            Taken taken)
            throws SQLException {
        byte[] content = new byte[BYTES];
        for (long _ : sent) {
            insert.setLong(1, conversation);
            insert.setBytes(2, content);
            if (batched) {
                insert.addBatch();
            }
        }
        if (batched) {
            int[] _ = insert.executeBatch();
            connection.commit();
        } else {
            int _ = insert.executeUpdate();
        }
        for (long each : sent) {
            taken.since(each);
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection each : connections) {
            each.close();
        }
    }
}
