package dev.parley.peers;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;

import org.axonframework.conversion.json.JacksonConverter;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jpa.AggregateBasedJpaEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jpa.AggregateEventEntry;
import org.axonframework.messaging.core.unitofwork.transaction.Transaction;
import org.axonframework.messaging.core.unitofwork.transaction.TransactionManager;
import org.axonframework.messaging.eventhandling.conversion.DelegatingEventConverter;
import org.hibernate.boot.model.TypeContributions;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.hibernate.service.ServiceRegistry;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.jdbc.VarbinaryJdbcType;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Axon's own JPA engine on PostgreSQL with Hibernate 7, set up as its users are told to: payloads
 * as {@code bytea} rather than large objects, a pool of connections, Jackson for what is no bytes.
 */
final class Jpa implements AutoCloseable {
    private final EntityManagerFactory factory;
    private final EventStorageEngine engine;
    private final Semaphore connections = new Semaphore(Peer.CONNECTIONS);

    /** Axon's engine finds its transaction by the thread: there is no other way to hand it over. */
    private final Map<Thread, EntityManager> current = new ConcurrentHashMap<>();

    /**
     * @param create whether the database has no tables yet
     */
    Jpa(String url, boolean create) {
        factory =
                new HibernatePersistenceConfiguration("peers")
                        .managedClass(AggregateEventEntry.class)
                        .property("jakarta.persistence.jdbc.url", url)
                        .property("hibernate.dialect", Bytea.class.getName())
                        .property("hibernate.connection.pool_size", Peer.CONNECTIONS)
                        // its sequence has hyphens in its name
                        .property("hibernate.globally_quoted_identifiers", "true")
                        .property("hibernate.hbm2ddl.auto", create ? "create" : "none")
                        .createEntityManagerFactory();
        engine =
                new AggregateBasedJpaEventStorageEngine(
                        () -> current.get(Thread.currentThread()),
                        new OfThread(),
                        new DelegatingEventConverter(new JacksonConverter()),
                        configuration -> configuration);
    }

    EventStorageEngine engine() {
        return engine;
    }

    /** Adds events by SQL: {@code entities} of {@code each} events, interleaved. */
    static void fill(String url, String prefix, int entities, int each) throws SQLException {
        String sql =
                """
                INSERT INTO "AggregateEventEntry" ("globalIndex", "aggregateType",
                  "aggregateIdentifier", "aggregateSequenceNumber", "type", "version", "timestamp",
                  "payload", "metadata", "identifier")
                SELECT nextval('"aggregate-event-global-index-sequence"'), 'entity',
                  '%s' || (i %% %d), i / %d, 'peers.Happened', '0.0.1', '2026-11-22T12:00:00Z',
                  decode(repeat('78', %d), 'hex'), decode('7b7d', 'hex'), gen_random_uuid()::text
                FROM generate_series(0, %d) AS i
                """
                        .formatted(prefix, entities, entities, Peer.BYTES, entities * each - 1);
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            int _ = statement.executeUpdate(sql);
            statement.execute("ANALYZE");
        }
    }

    @Override
    public void close() {
        factory.close();
    }

    /** Payloads are bytes in the row, as Axon's guide advises for PostgreSQL. */
    public static final class Bytea extends PostgreSQLDialect {
        @Override
        protected String columnType(int code) {
            return code == SqlTypes.BLOB ? "bytea" : super.columnType(code);
        }

        @Override
        public void contributeTypes(TypeContributions contributions, ServiceRegistry registry) {
            super.contributeTypes(contributions, registry);
            contributions
                    .getTypeConfiguration()
                    .getJdbcTypeRegistry()
                    .addDescriptor(Types.BLOB, VarbinaryJdbcType.INSTANCE);
        }
    }

    /** A transaction of the calling thread, once there is a connection for it. */
    private final class OfThread implements TransactionManager {
        @Override
        public Transaction startTransaction() {
            connections.acquireUninterruptibly();
            EntityManager manager = factory.createEntityManager();
            EntityTransaction transaction = manager.getTransaction();
            transaction.begin();
            current.put(Thread.currentThread(), manager);
            return new Transaction() {
                @Override
                public void commit() {
                    try {
                        transaction.commit();
                    } finally {
                        end();
                    }
                }

                @Override
                public void rollback() {
                    try {
                        if (transaction.isActive()) {
                            transaction.rollback();
                        }
                    } finally {
                        end();
                    }
                }

                private void end() {
                    if (current.remove(Thread.currentThread(), manager)) {
                        connections.release();
                        if (manager.isOpen()) {
                            manager.close();
                        }
                    }
                }
            };
        }
    }
}
