package dev.parley;

import dev.parley.axon.ChronicleEventStorageEngine;
import dev.parley.index.IndexFeeder;
import dev.parley.index.StoredIndex;
import dev.parley.log.EventLog;
import dev.parley.log.ShardClock;
import dev.parley.log.chronicle.LogDirectory;
import dev.parley.ring.Ring;
import dev.parley.ring.Shard;
import dev.parley.seal.KeyStore;
import dev.parley.store.EventStore;

import org.axonframework.conversion.Converter;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.eventhandling.conversion.EventConverter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executor;

/**
 * An event store for Axon in a directory, without any chat: log, keys, index and a ring that takes
 * appends alone. All that protects the log of a server protects this one: one owner, forced before
 * it is answered, recovered at a start. Any thread.
 *
 * <pre>{@code
 * try (ParleyEventStore store = ParleyEventStore.in(Path.of("data"))) {
 *     AxonConfiguration application = store.configure(EventSourcingConfigurer.create())...start();
 * }
 * }</pre>
 */
public final class ParleyEventStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ParleyEventStore.class);

    private final Resources resources;
    private final EventLog log;
    private final Ring ring;
    private final IndexFeeder feeder;
    private final EventStore store;

    private ParleyEventStore(EngineConfig config, Environment environment, Resources resources)
            throws IOException {
        this.resources = resources;
        LogDirectory directory = resources.add("directory", LogDirectory.own(config.data()));
        log =
                resources.add(
                        "log",
                        directory.open(
                                config.shard(), Shared.options(config), environment.wallMicros()));
        Shared.requireKeys(log, config);
        KeyStore keys = resources.add("keys", KeyStore.open(config.keys(), environment.random()));
        ShardClock clock =
                new ShardClock(environment.wallMicros(), environment.nanos(), log.lastRecordedAt());
        Shard shard = Shard.ofAppends(log, clock, Shared.settings(config));
        StoredIndex index =
                resources.add("index", StoredIndex.open(config.data().resolve("index")));
        feeder = resources.add("index feeder", new IndexFeeder(index, log::reader, log::durable));
        feeder.start();
        Executor answers = Shared.answers();
        ring =
                resources.add(
                        "ring",
                        Ring.ofAppends(
                                log,
                                shard,
                                Shared.ringSettings(config),
                                answers,
                                environment.nanos()));
        store =
                resources.add(
                        "store",
                        Shared.store(ring, shard, index, log, keys, environment, config, null));
        ring.start();
    }

    /** The store in a directory, made where it is missing, with every setting at its default. */
    public static ParleyEventStore in(Path directory) throws IOException {
        return open(EngineConfig.in(directory), Environment.system());
    }

    /**
     * Opens the directory as its one owner.
     *
     * @param config settings of ring and log, as of a server
     * @throws IOException if the directory is another's or cannot be used; also as {@code
     *     LogFailure}, {@code LogDamaged}
     */
    public static ParleyEventStore open(EngineConfig config, Environment environment)
            throws IOException {
        Resources resources = new Resources();
        try {
            return new ParleyEventStore(config, environment, resources);
        } catch (IOException | RuntimeException | Error e) {
            resources.closeAfter(e);
            throw e;
        }
    }

    /** The store itself, without Axon. */
    public EventStore store() {
        return store;
    }

    /**
     * For an Axon configuration of one's own.
     *
     * @param converter makes bytes of payloads
     */
    public EventStorageEngine engine(Converter converter) {
        return new ChronicleEventStorageEngine(store, converter);
    }

    /** Makes this the event store of an application; its converter makes bytes of payloads. */
    public EventSourcingConfigurer configure(EventSourcingConfigurer application) {
        return application.registerEventStorageEngine(
                configuration -> engine(configuration.getComponent(EventConverter.class)));
    }

    /** Waits until the index holds all below {@code position}; false if not in time. */
    public boolean awaitIndexed(long position, long timeoutNanos) {
        return feeder.awaitIndexed(position, timeoutNanos);
    }

    /** Answers what is under way, for the drain's time at most, and closes the log with a mark. */
    @Override
    public void close() {
        if (!ring.drain() && !ring.hasHalted()) {
            LOG.warn("stopped before everything was answered: underWay={}", ring.underWay());
        }
        if (!ring.hasEnded()) {
            LOG.error("the writer does not end: the log is left as after a crash");
            return;
        }
        resources.close();
    }
}
