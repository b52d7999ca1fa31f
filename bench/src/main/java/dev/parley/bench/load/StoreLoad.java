package dev.parley.bench.load;

import dev.parley.ParleyEventStore;
import dev.parley.bench.store.Entity;
import dev.parley.bench.store.FilledStore;
import dev.parley.bench.store.Population;
import dev.parley.bench.store.Tour;

import org.HdrHistogram.Histogram;
import org.axonframework.conversion.PassThroughConverter;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;

/**
 * Callers of the event store through Axon's interface, as {@code bench/peers} measures them beside
 * other engines, over events that are in the page cache. One thread, but for further callers.
 *
 * <pre>
 *   store.any.EVENTS     an entity of so many events is sourced, any of all at random; one caller
 *   store.first.EVENTS   the same one after the other, from a store that remembers none
 *   store.X.EVENTS.full  the same by a caller a core
 *   store.append.N       an event is appended on condition that nothing of its entity came since,
 *                        N in flight
 *   store.create.N       the same of an entity that the store has nothing of
 * </pre>
 */
final class StoreLoad implements AutoCloseable {
    static final String PREFIX = "store.";
    private static final String FULL = ".full";
    static final int STORED = 1_000_000;
    private static final int MOST_SECONDS = 60;
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private final ParleyEventStore store;
    private final EventStorageEngine engine;
    private final int stored;
    private final Load load;
    // Kept between loads: what a thread used is told by the thread, and that has to be there still.
    private final ExecutorService callers =
            Executors.newCachedThreadPool(Thread.ofPlatform().name("sender-", 1).factory());

    private interface Load {
        Run run(long nanos) throws IOException;
    }

    private StoreLoad(String name, ParleyEventStore store, int stored) throws Exception {
        this.store = store;
        this.stored = stored;
        this.engine = store.engine(PassThroughConverter.INSTANCE);
        String[] parts = name.split("\\.", -1);
        int number = Integer.parseInt(parts[2]);
        boolean creates = parts[1].equals("create");
        this.load =
                switch (parts[1]) {
                    case "any", "first" ->
                            sourcing(number, name.endsWith(FULL) ? CORES : 1, remembers(name));
                    case "append", "create" -> appending(number, creates);
                    default -> throw new IllegalArgumentException("load=" + name);
                };
    }

    static String unit(String name) {
        return name.matches("store\\.(any|first)\\..*") ? "sourcing" : "append";
    }

    static List<String> names() {
        List<String> names = new ArrayList<>();
        for (int events : Population.sizes()) {
            for (String how : List.of("any.", "first.")) {
                names.add(PREFIX + how + events);
                names.add(PREFIX + how + events + FULL);
            }
        }
        names.addAll(List.of("store.append.1", "store.append.32", "store.append.1000"));
        names.add("store.create.32");
        return names;
    }

    /** Over a new store of {@code stored} events. */
    static StoreLoad open(String name, Path directory, int stored) throws IOException {
        try {
            FilledStore.fill(directory, stored);
            return new StoreLoad(name, FilledStore.open(directory, remembers(name)), stored);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the store cannot be filled", e);
        }
    }

    private static boolean remembers(String name) {
        return !name.startsWith("store.first.");
    }

    Run run(long nanos) throws IOException {
        return load.run(nanos);
    }

    /** Each caller draws from its own numbers; the calling thread is the first. */
    private Load sourcing(int events, int count, boolean anyOf) {
        int entities = Population.entities(stored, events);
        List<IntSupplier> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            SplittableRandom any = new SplittableRandom(i);
            Tour tour = new Tour(entities, i);
            numbers.add(anyOf ? () -> any.nextInt(entities) : tour::next);
        }
        return nanos -> {
            Costs costs = Costs.ofCaller();
            long begin = System.nanoTime();
            List<Future<Histogram>> all = new ArrayList<>();
            for (IntSupplier each : numbers.subList(1, count)) {
                all.add(callers.submit(() -> source(events, each, nanos)));
            }
            FutureTask<Histogram> first =
                    new FutureTask<>(() -> source(events, numbers.getFirst(), nanos));
            first.run();
            all.addFirst(first);
            return Run.of(together(all), costs, System.nanoTime() - begin);
        };
    }

    private Histogram source(int events, IntSupplier numbers, long nanos) throws IOException {
        return repeated(
                nanos,
                () -> {
                    String id = Population.entity(events, numbers.getAsInt());
                    int found = new Entity(engine, id).source();
                    if (found != events) {
                        throw new IllegalStateException(id + ": events=" + found);
                    }
                });
    }

    private Load appending(int inFlight, boolean creates) throws Exception {
        Queue<Entity> idle = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < inFlight; i++) {
            Entity entity = new Entity(engine, "next-" + i);
            int _ = entity.source();
            idle.add(entity);
        }
        Appends appends = new Appends(idle, creates);
        if (inFlight > 1) {
            return nanos -> ClosedLoop.run(appends, inFlight, nanos);
        }
        return nanos -> {
            Costs costs = Costs.ofThread(appends.writerThread());
            long begin = System.nanoTime();
            Histogram taken = repeated(nanos, appends::one);
            return Run.of(taken, costs, System.nanoTime() - begin);
        };
    }

    private interface Once {
        void run() throws Exception;
    }

    private static Histogram repeated(long nanos, Once what) throws IOException {
        Histogram taken = Latencies.histogram();
        long begin = System.nanoTime();
        try {
            for (long start = begin; start - begin < nanos; ) {
                what.run();
                long end = System.nanoTime();
                taken.recordValue(end - start);
                start = end;
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the store does not answer", e);
        }
        return taken;
    }

    /** What all took. The first failure is thrown once all have ended, and carries the others. */
    static Histogram together(List<Future<Histogram>> callers) throws IOException {
        Histogram taken = Latencies.histogram();
        List<IOException> failures = new ArrayList<>();
        for (Future<Histogram> each : callers) {
            try {
                taken.add(ended(each));
            } catch (IOException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            IOException first = failures.removeFirst();
            failures.forEach(first::addSuppressed);
            throw first;
        }
        return taken;
    }

    private static Histogram ended(Future<Histogram> caller) throws IOException {
        try {
            return caller.get(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("a caller failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        callers.shutdown();
        store.close();
    }

    /** Appends under way; an entity that has one is not among the idle. */
    private final class Appends implements Target {
        private final Queue<Entity> idle;
        private final boolean creates;
        private int created;

        Appends(Queue<Entity> idle, boolean creates) {
            this.idle = idle;
            this.creates = creates;
        }

        /** Waits for its answer. */
        void one() throws Exception {
            Entity entity = next();
            entity.append();
            idle.add(entity);
        }

        @Override
        public void send(long fromNanos, Latencies into) {
            Entity entity = next();
            CompletableFuture<Void> _ =
                    entity.appending()
                            .handle(
                                    (_, failure) -> {
                                        idle.add(entity);
                                        if (failure == null) {
                                            into.answered(System.nanoTime() - fromNanos);
                                        } else {
                                            into.refused();
                                        }
                                        return null;
                                    });
        }

        private Entity next() {
            Entity last = idle.remove();
            return creates ? new Entity(engine, "created-" + created++) : last;
        }

        @Override
        public String writerThread() {
            return "parley-writer-0";
        }

        @Override
        public void close() {
            // The store is closed by itself.
        }
    }
}
