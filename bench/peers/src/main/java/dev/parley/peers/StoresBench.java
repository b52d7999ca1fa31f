package dev.parley.peers;

import dev.parley.Engine;
import dev.parley.EngineConfig;
import dev.parley.Environment;

import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Axon's storage engines: sourcing an entity of 1, 50 and 1,000 events, and appending on condition,
 * in a store of 10,000 and of 1,000,000 events (100,000 when quick). Arguments as for {@link
 * PeersBench}.
 */
final class StoresBench {
    private static final int[] SIZES = {1, 50, 1_000};
    private static final int[] STORE = {10_000, 1_000_000};
    private static final int[] QUICK_STORE = {10_000, 100_000};
    private static final int EVENTS_AN_ENTITY = 50;
    private static final int BATCH = 64;
    private static final int UNDER_WAY = 64;
    private static final int OF_EACH = 32;
    private static final int[] CALLERS = {1, 32};

    /** One engine, and how it is filled. */
    private record Store(String name, boolean durable, EventStorageEngine engine, Filling filling) {}

    private interface Filling {
        void fill(String prefix, int entities, int each) throws Exception;
    }

    private final List<Store> stores;
    private final long nanos;
    private final int rounds;
    private final int[] holding;
    private final List<Long> processes;
    private final Results results = new Results();

    private StoresBench(List<Store> stores, boolean quick, List<Long> processes) {
        this.processes = processes;
        this.stores = stores;
        this.nanos = quick ? 1_000_000_000L : 4_000_000_000L;
        this.rounds = quick ? 3 : 5;
        this.holding = quick ? QUICK_STORE : STORE;
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = PeersBench.options(arguments);
        Path data = Path.of(options.getOrDefault("data", "peers-data"));
        String url = PeersBench.url(options.getOrDefault("postgres", "5432"));
        try (Engine engine =
                        Engine.open(
                                EngineConfig.in(data.resolve("store")).with("free.floor", 0),
                                Environment.system());
                Jpa jpa = new Jpa(url)) {
            EventStorageEngine chronicle = engine.eventStorage();
            EventStorageEngine memory = new InMemoryEventStorageEngine();
            StoresBench bench =
                    new StoresBench(
                            List.of(
                                    new Store(
                                            "parley-chronicle",
                                            true,
                                            chronicle,
                                            (prefix, entities, each) ->
                                                    fill(chronicle, prefix, entities, each)),
                                    new Store(
                                            "axon-jpa-postgres",
                                            true,
                                            jpa.engine(),
                                            (prefix, entities, each) ->
                                                    Jpa.fill(url, prefix, entities, each)),
                                    new Store(
                                            "axon-in-memory",
                                            false,
                                            memory,
                                            (prefix, entities, each) ->
                                                    fill(memory, prefix, entities, each))),
                            options.containsKey("quick"),
                            List.of(Long.valueOf(options.getOrDefault("postgres-process", "0"))));
            bench.run();
            bench.results.write(Path.of(options.getOrDefault("out", "peers")), "stores.jsonl");
        }
        System.exit(0);
    }

    private void run() throws Exception {
        int filled = 0;
        for (int size : SIZES) {
            for (Store store : stores) {
                store.filling().fill("s" + size + "-", OF_EACH, size);
            }
            filled += OF_EACH * size;
        }
        // Of their own: what is appended to must not be what is sourced.
        for (Store store : stores) {
            store.filling().fill("a-", OF_EACH, EVENTS_AN_ENTITY);
        }
        filled += OF_EACH * EVENTS_AN_ENTITY;
        for (int events : holding) {
            int entities = Math.max(1, (events - filled) / EVENTS_AN_ENTITY);
            for (Store store : stores) {
                long start = System.nanoTime();
                store.filling().fill("f" + events + "-", entities, EVENTS_AN_ENTITY);
                System.out.printf(
                        "%s holds %,d events (%.1f s)%n",
                        store.name(), events, (System.nanoTime() - start) / 1e9);
            }
            filled += entities * EVENTS_AN_ENTITY;
            for (int round = 0; round <= rounds; round++) {
                for (Store store : stores) {
                    round(store, events, round > 0);
                }
            }
        }
    }

    /** The first one of each store warms up and does not count. */
    private void round(Store store, int events, boolean counts) throws Exception {
        long each = store.engine() instanceof InMemoryEventStorageEngine ? nanos / 4 : nanos / 2;
        for (int size : SIZES) {
            SplittableRandom random = new SplittableRandom(size);
            measure(
                    store,
                    "source-" + size + "-of-" + events,
                    1,
                    each,
                    counts,
                    List.of(() -> source(store, size, random)));
        }
        for (int callers : CALLERS) {
            List<Callers.Call> calls = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                Entity entity = new Entity(store.engine(), "a-" + i);
                int _ = entity.source();
                calls.add(entity::append);
            }
            measure(store, "append-of-" + events, callers, each, counts, calls);
        }
    }

    private static void source(Store store, int size, SplittableRandom random) throws Exception {
        String id = "s" + size + "-" + random.nextInt(OF_EACH);
        int found = new Entity(store.engine(), id).source();
        if (found < size) {
            throw new IllegalStateException(id + ": events=" + found + ", not " + size);
        }
    }

    private void measure(
            Store store,
            String scenario,
            int callers,
            long length,
            boolean counts,
            List<Callers.Call> calls)
            throws Exception {
        Taken taken = new Taken();
        List<Callers.Call> timed = new ArrayList<>();
        for (Callers.Call each : calls) {
            timed.add(
                    () -> {
                        long start = System.nanoTime();
                        each.send();
                        taken.since(start);
                    });
        }
        Cpu cpu = new Cpu(processes);
        long start = System.nanoTime();
        Callers.run(timed, start + length);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (counts) {
            results.add(
                    new Results.Row(
                            scenario,
                            store.name(),
                            0,
                            callers,
                            store.durable(),
                            store.durable() ? "forced before the answer" : "memory alone",
                            store.name().equals("axon-jpa-postgres")
                                    ? "condition: the aggregate's sequence number alone"
                                    : "condition: Axon's full criteria"),
                    taken.histogram().getTotalCount() / seconds,
                    cpu.micros() / Math.max(1, taken.histogram().getTotalCount()),
                    taken.histogram());
        }
    }

    /** Entities' events interleaved, in batches without a condition. */
    private static void fill(EventStorageEngine engine, String prefix, int entities, int each)
            throws Exception {
        Deque<CompletableFuture<?>> underWay = new ArrayDeque<>();
        List<TaggedEventMessage<?>> batch = new ArrayList<>();
        for (int i = 0; i < entities * each; i++) {
            batch.add(new Entity(engine, prefix + i % entities).event());
            if (batch.size() == BATCH || i + 1 == entities * each) {
                underWay.addLast(Entity.append(engine, List.copyOf(batch)));
                batch.clear();
            }
            if (underWay.size() > UNDER_WAY) {
                Object _ = underWay.removeFirst().get(60, TimeUnit.SECONDS);
            }
        }
        for (CompletableFuture<?> rest : underWay) {
            Object _ = rest.get(60, TimeUnit.SECONDS);
        }
    }
}
