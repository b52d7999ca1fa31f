package dev.parley.peers;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.UnaryOperator;

/**
 * The JMH run over Axon's storage engines: fills each engine's stores once, has {@link
 * SourcingBench} and {@link AppendingBench} open them in their forks, which inherit this JVM's
 * flags, and writes {@code stores-ENGINE.json}; then {@code stores.jsonl} of all that lie there.
 * The engines take turns, part by part, since a machine is another one a quarter of an hour later.
 * Arguments as for {@link PeersBench}; {@code --engines parley,axon-jpa-postgres,axon-in-memory} or
 * some of them.
 */
final class Stores {
    private static final String DATA = "peers.data";
    private static final String POSTGRES = "peers.postgres";
    private static final String ENGINES = "parley,axon-jpa-postgres,axon-in-memory";
    private static final String SMALL = "10000";
    private static final String[] LARGE_ALONE = {"1000000"};
    private static final String[] BOTH = {SMALL, "1000000"};

    /** One, and as many as make the machine full, of both systems. */
    private static final int[] CALLERS = {1, Runtime.getRuntime().availableProcessors()};

    private static final String[] ENTITIES = {"1", "50", "1000"};

    private final StoreKind kind;
    private final Path data;
    private final String postgres;
    private final Queue<ChainedOptionsBuilder> parts = new ArrayDeque<>();
    private final List<RunResult> results = new ArrayList<>();

    private Stores(Map<String, String> options, StoreKind kind) {
        this.kind = kind;
        this.data = Path.of(options.getOrDefault("data", "peers-data")).toAbsolutePath();
        this.postgres = options.getOrDefault("postgres", "5432");
        if (options.containsKey("quick")) {
            planLook();
        } else {
            planAll();
        }
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = PeersBench.options(arguments);
        Path out = Path.of(options.getOrDefault("out", "peers"));
        Files.createDirectories(out);
        List<Stores> engines = new ArrayList<>();
        for (String engine : List.of(options.getOrDefault("engines", ENGINES).split(","))) {
            engines.add(new Stores(options, StoreKind.of(engine)));
        }
        for (Stores each : engines) {
            each.fill();
        }
        for (boolean more = true; more; ) {
            more = false;
            for (Stores each : engines) {
                more |= each.runNext();
            }
        }
        for (Stores each : engines) {
            each.write(out);
        }
        StoreResults.write(out);
        System.exit(0);
    }

    /** In a fork: the store that was filled before. */
    static OpenStore open(String engine, int stored, StoreKind.Use use) throws Exception {
        return StoreKind.of(engine)
                .open(
                        Path.of(System.getProperty(DATA, ".")),
                        System.getProperty(POSTGRES, ""),
                        stored,
                        use);
    }

    private void fill() throws Exception {
        Files.createDirectories(data);
        for (String each : BOTH) {
            int stored = Integer.parseInt(each);
            long start = System.nanoTime();
            kind.fill(data, postgres, stored);
            System.out.printf(
                    "%s holds %,d events (%.1f s)%n",
                    kind.label(), stored, (System.nanoTime() - start) / 1e9);
        }
    }

    /** Answers whether there was one more. */
    private boolean runNext() throws RunnerException {
        ChainedOptionsBuilder part = parts.poll();
        if (part == null) {
            return false;
        }
        results.addAll(new Runner(part.build()).run());
        return true;
    }

    private void write(Path out) throws RunnerException {
        Path file = out.resolve("stores-" + kind.label() + ".json");
        ResultFormatFactory.getInstance(ResultFormatType.JSON, file.toString()).writeOut(results);
    }

    private void planAll() {
        for (int callers : CALLERS) {
            for (String events : ENTITIES) {
                parts.add(sourcing(callers, LARGE_ALONE).param("events", events));
            }
        }
        parts.add(sourcing(1, new String[] {SMALL}));
        parts.add(appending("next", LARGE_ALONE).param("inFlight", kind.inFlight()));
        for (String events : ENTITIES) {
            parts.add(
                    appending("next", LARGE_ALONE).param("inFlight", "32").param("events", events));
        }
        planGrowth(UnaryOperator.identity());
    }

    /** Some of it. */
    private void planLook() {
        for (int callers : CALLERS) {
            parts.add(brief(sourcing(callers, LARGE_ALONE).param("events", "50")));
        }
        planGrowth(kind == StoreKind.MEMORY ? UnaryOperator.identity() : Stores::brief);
    }

    /**
     * Appends to the small store and to the large one, in turns: two processes of one store lie as
     * far apart as a growth that would count.
     */
    private void planGrowth(UnaryOperator<ChainedOptionsBuilder> how) {
        for (int turn = 0; turn < kind.turns(); turn++) {
            for (String what : List.of("next", "create")) {
                parts.add(how.apply(appending(what, BOTH).param("inFlight", "32")));
            }
        }
    }

    /** Fewer counted, but as warm: JPA's client is compiled to the end after some 15 seconds. */
    private static ChainedOptionsBuilder brief(ChainedOptionsBuilder benchmark) {
        return benchmark.warmupIterations(15).measurementIterations(3);
    }

    /** A store in memory keeps what is appended: seven seconds of it fill its heap. */
    private static ChainedOptionsBuilder few(ChainedOptionsBuilder benchmark) {
        return benchmark.warmupIterations(3).measurementIterations(3);
    }

    private ChainedOptionsBuilder sourcing(int callers, String[] stored) {
        return benchmark(SourcingBench.class, "any|first", stored).threads(callers);
    }

    private ChainedOptionsBuilder appending(String what, String[] stored) {
        ChainedOptionsBuilder appending =
                benchmark(AppendingBench.class, "append", stored).param("what", what);
        return kind == StoreKind.MEMORY ? few(appending) : appending;
    }

    private ChainedOptionsBuilder benchmark(Class<?> type, String methods, String[] stored) {
        return new OptionsBuilder()
                .include(type.getName() + "." + "(" + methods + ")$")
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .jvmArgsAppend(
                        "-D" + DATA + "=" + data,
                        "-D" + POSTGRES + "=" + postgres,
                        "-Xms" + kind.heap(),
                        "-Xmx" + kind.heap(),
                        "-XX:+AlwaysPreTouch")
                .param("engine", kind.label())
                .param("stored", stored);
    }
}
