package dev.parley.peers;

import java.io.IOException;
import java.sql.SQLException;

/** A system that keeps messages. */
interface Peer extends AutoCloseable {
    /** Bytes of a message. */
    int BYTES = 200;

    /** Connections where a system does not take many messages over one. */
    int CONNECTIONS = 32;

    /** Threads that send where a system takes many messages from one. */
    int SENDERS = 2;

    /** Whether a message is forced to disk before it is acknowledged. */
    boolean durable();

    /** In words, for the table: what an acknowledgement is worth. */
    String label();

    /** How so many are kept in flight. */
    String how(int inFlight);

    /** Whether so many in flight make a case of its own. */
    default boolean differsAt(int inFlight) {
        return true;
    }

    /** Keeps {@code inFlight} messages under way until {@code end} of System.nanoTime(). */
    void run(int inFlight, long end, Taken taken) throws Exception;

    @Override
    void close() throws IOException, SQLException;
}
