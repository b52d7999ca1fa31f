package dev.parley;

import dev.parley.axon.ChronicleEventStorageEngine;
import dev.parley.axon.LoggedEvents;
import dev.parley.axon.processors.Processors;
import dev.parley.domain.Answer;
import dev.parley.domain.Command;
import dev.parley.domain.Events;
import dev.parley.index.IndexFeeder;
import dev.parley.index.StoredIndex;
import dev.parley.log.EventLog;
import dev.parley.log.ShardClock;
import dev.parley.log.chronicle.LogDirectory;
import dev.parley.projection.Views;
import dev.parley.replay.Fold;
import dev.parley.ring.Follower;
import dev.parley.ring.LockedViews;
import dev.parley.ring.Recaller;
import dev.parley.ring.Ring;
import dev.parley.ring.Shard;
import dev.parley.seal.KeyStore;
import dev.parley.store.EventStore;

import org.axonframework.conversion.Converter;
import org.axonframework.conversion.json.JacksonConverter;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * One shard, put together and running: data directory and its lock, log, keys, views, index, ring.
 * Opening recovers the log, folds it, and records at once what fell due meanwhile. Any thread.
 *
 * <pre>{@code
 * try (Engine engine = Engine.open(EngineConfig.in(Path.of("data")), Environment.system())) {
 *     Answer answer = engine.submit(command).get(5, TimeUnit.SECONDS);
 * }
 * }</pre>
 */
public final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    /** How long a stop waits for a follower to be told the last events. */
    private static final long FINISH_MILLIS = 250;

    private final Resources resources;
    private final EventLog log;
    private final KeyStore keys;
    private final Restart restart;
    private final StoredIndex index;
    private final IndexFeeder feeder;
    private final Ring ring;
    private final Reading reading;
    private final Shard shard;
    private final Views views;
    private final EventStore store;
    private final Submission.Way way;
    private final ColdSide cold;
    private final CompletableFuture<Throwable> halted;
    private final Set<Follower> followers = ConcurrentHashMap.newKeySet();

    private Engine(
            EngineConfig config,
            Environment environment,
            List<Extension> extensions,
            Resources resources)
            throws IOException {
        this.resources = resources;
        LogDirectory directory = resources.add("directory", LogDirectory.own(config.data()));
        OpeningIndex opening =
                resources.add("index", new OpeningIndex(config.data().resolve("index")));
        log =
                resources.add(
                        "log",
                        directory.open(
                                config.shard(), Shared.options(config), environment.wallMicros()));
        long found = log.head();
        Shared.requireKeys(log, config);
        keys = resources.add("keys", KeyStore.open(config.keys(), environment.random()));
        ShardClock clock =
                new ShardClock(environment.wallMicros(), environment.nanos(), log.lastRecordedAt());
        Notices.started(log, clock);
        restart = resources.add("snapshots", new Restart(config, log, environment.nanos()));
        views = restart.views();
        shard = restart.open(clock, Shared.settings(config));
        Erasures.makeUp(shard.floor(), keys);
        index = opening.get();
        feeder = resources.add("index feeder", new IndexFeeder(index, log::reader, log::durable));
        feeder.start();
        Executor answers = Shared.answers();
        LockedViews lock = new LockedViews(views.events());
        ring =
                resources.add(
                        "ring",
                        new Ring(
                                log,
                                shard,
                                lock,
                                Shared.ringSettings(config),
                                answers,
                                environment.nanos()));
        reading =
                resources.add(
                        "reading",
                        new LogReading(lock, views, log::reader, index, ring::visibleBefore));
        way =
                new Submission.Way(
                        ring,
                        new Recaller(new IndexStreams(index, log::reader)),
                        shard::now,
                        keys::erase);
        store =
                resources.add(
                        "event store",
                        Shared.store(
                                ring,
                                shard,
                                index,
                                log,
                                keys,
                                environment,
                                config,
                                new LoggedEvents()));
        Submission.Way in = way;
        cold =
                resources.add(
                        "cold side",
                        ColdSide.open(
                                new ColdSide.Base(
                                        new Ground(config, environment, keys, reading),
                                        found,
                                        store,
                                        command -> Submission.offered(in, command),
                                        answers),
                                extensions));
        halted = ring.halted().thenApply(Notices::halted);
        ring.start();
    }

    /**
     * Opens the data directory as its one owner and starts.
     *
     * @throws IOException if the directory is another's or cannot be used; also as {@code
     *     LogFailure}, {@code LogDamaged}
     */
    public static Engine open(EngineConfig config, Environment environment) throws IOException {
        return open(config, environment, List.of());
    }

    /** The same, with what is hung behind the log. Closes the extensions, also if it fails. */
    public static Engine open(
            EngineConfig config, Environment environment, List<Extension> extensions)
            throws IOException {
        Resources resources = new Resources();
        try {
            return new Engine(config, environment, extensions, resources);
        } catch (IOException | RuntimeException | Error e) {
            resources.closeAfter(e);
            throw e;
        }
    }

    /**
     * The answer, once everything it rests on is released; refusals are answers. Never waits: a
     * full ring answers BACK_PRESSURED at once. Completes on a thread of its own.
     */
    public CompletableFuture<Answer> submit(Command command) {
        return Submission.offered(way, command);
    }

    /**
     * The same through Axon's command gateway: its interceptors check tenant and limits and give
     * the command a correlation id, and what a user of Axon adds in front sees it. What the server
     * serves comes this way.
     */
    public CompletableFuture<Answer> dispatch(Command command) {
        return cold.front().gateway().send(command).resultAs(Answer.class);
    }

    /**
     * The same, but {@code teller} completes an answer for which nobody blocks: for callers whose
     * work with it is short and never blocks, which then costs no thread an answer.
     */
    public CompletableFuture<Answer> dispatch(Command command, Executor teller) {
        return ScopedValue.where(Submission.TELLER, teller).call(() -> dispatch(command));
    }

    /** The way in for every command, the shard's and those that extensions handle. */
    public CommandGateway gateway() {
        return cold.front().gateway();
    }

    /** The processors of the extensions' projections. */
    public Processors processors() {
        return cold.processors();
    }

    /**
     * Axon's storage engine over this shard's log: what others append, beside what the shard
     * decided, which it shows as {@code LoggedEvent}.
     *
     * @param converter makes bytes of the payloads of others
     */
    public EventStorageEngine eventStorage(Converter converter) {
        return new ChronicleEventStorageEngine(store, converter);
    }

    /** The same with the converter of a plain application, which knows JSON. */
    public EventStorageEngine eventStorage() {
        return eventStorage(new JacksonConverter());
    }

    /** What may be read. */
    public Reading reading() {
        return reading;
    }

    /**
     * Tells {@code listener} every event from position {@code from} on, as it becomes visible, on a
     * thread of its own. What the listener throws ends this following alone.
     */
    public Following follow(long from, Events listener) {
        return follow(from, listener, () -> {});
    }

    /**
     * The same; {@code paused} runs on that thread behind each stretch of events, for gathering.
     */
    public Following follow(long from, Events listener, Runnable paused) {
        Follower follower = ring.follow("parley-follower-" + from, from, listener, paused);
        followers.add(follower);
        return new OneFollowing(follower, followers);
    }

    public Health health() {
        return new Health(
                ring.isOpen(),
                ring.hasHalted(),
                shard.sync().label(),
                log.epoch(),
                log.head(),
                log.durable(),
                ring.visibleBefore(),
                ring.underWay(),
                log.lowOnSpace(),
                index.indexedBefore(),
                feeder.failure().isEmpty());
    }

    /** Completes with the cause if the shard stops by itself; a server then ends with exit 3. */
    public CompletableFuture<Throwable> halted() {
        return halted.copy();
    }

    /** Position that the state of the start was loaded at; 0 where the whole log was folded. */
    public long startedFrom() {
        return restart.startedFrom();
    }

    /** Position of the newest snapshot; a kill now costs a start what lies behind it. */
    public long snapshotBefore() {
        return restart.newest();
    }

    /** Snapshots that this start passed over, with the reason. */
    public List<String> refusedSnapshots() {
        return restart.refused().stream()
                .map(each -> "position " + each.position() + ": " + each.reason())
                .toList();
    }

    /** The keys of the data directory. */
    public KeyStore keys() {
        return keys;
    }

    /** Finds what memory no longer holds; stands a little behind. */
    public StoredIndex index() {
        return index;
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
        followers.forEach(each -> each.finish(FINISH_MILLIS));
        if (!ring.hasEnded()) {
            // The writer still stands in the log, as in a force that does not return: closing it
            // under the writer could mark what is not forced. The lock goes with the process.
            LOG.error("the writer does not end: the log is left as after a crash");
            return;
        }
        if (isAllIn()) {
            restart.last(shard.floor(), views);
        }
        resources.close();
    }

    /**
     * What the state had come to when the engine was closed in order; empty before that and after a
     * halt. A replay of the log gives the same. Takes time in proportion to the state.
     */
    public Optional<EndState> endState() {
        if (!isAllIn()) {
            return Optional.empty();
        }
        return Optional.of(
                new EndState(log.head() - 1, Fold.digest(log.head(), shard.floor(), views)));
    }

    /** Whether everything came to its end, and views and floor hold all of the log. */
    private boolean isAllIn() {
        return ring.hasEnded() && !ring.hasHalted() && ring.visibleBefore() == log.head();
    }
}
