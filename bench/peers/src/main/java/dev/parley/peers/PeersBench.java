package dev.parley.peers;

import dev.parley.bench.load.Affinity;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * All peers in one run: in each round, each of them with 1, 32 and 1,000 messages in flight.
 * Arguments: {@code --out DIR --data DIR}; a port for each server that runs, {@code --postgres
 * PORT --redis PORT --kafka PORT}, and its process, {@code --postgres-process PID} and so on;
 * {@code --peers parley,postgres,axon,redis,kafka,aeron} or some of them; {@code --quick}; {@code
 * --pinned}: Parley's writer stays on one core.
 */
final class PeersBench {
    /** The most first: a client on a JVM that has sent little is measured amid its compilers. */
    private static final int[] IN_FLIGHT = {1_000, 32, 1};

    private static final int ROUNDS = 5;
    private static final String FILE = "peers.jsonl";

    /** A peer, opened anew for each of its turns so that none disturbs another's. */
    private record Turn(String name, Opening opening, List<Long> processes) {}

    private interface Opening {
        Peer open(String turn) throws Exception;
    }

    private final Map<String, String> options;
    private final Path out;
    private final long nanos;
    private final Results results = new Results();

    private PeersBench(Map<String, String> options) {
        this.options = options;
        this.out = Path.of(options.getOrDefault("out", "peers"));
        this.nanos = options.containsKey("quick") ? 600_000_000L : 5_000_000_000L;
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = options(arguments);
        boolean whole;
        try (Affinity _ =
                options.containsKey("pinned") ? Affinity.watching() : Affinity.none()) {
            whole = new PeersBench(options).run();
        }
        System.exit(whole ? 0 : 1);
    }

    /** Round 0 warms up and does not count. Answers whether all could be measured. */
    private boolean run() throws Exception {
        List<Turn> turns = new ArrayList<>(turns());
        boolean whole = true;
        for (int round = 0; round <= ROUNDS; round++) {
            List<Turn> order = new ArrayList<>(turns);
            // By lot, the same in each run: nobody has the same neighbour in all rounds.
            Collections.shuffle(order, new Random(round));
            for (Turn turn : order) {
                try (Peer peer = turn.opening().open("round-" + round)) {
                    take(turn, peer, round > 0);
                } catch (Exception e) {
                    turns.remove(turn);
                    results.forget(turn.name());
                    results.missing(out, turn.name(), "round " + round + ": " + e);
                    whole = false;
                }
            }
        }
        results.write(out, FILE);
        return whole;
    }

    private void take(Turn turn, Peer peer, boolean counts) throws Exception {
        for (int inFlight : IN_FLIGHT) {
            if (!peer.differsAt(inFlight)) {
                continue;
            }
            // The engine, its pages and the connections are cold after another's turn.
            peer.run(inFlight, System.nanoTime() + nanos / 4, new Taken());
            Taken taken = new Taken();
            Cpu cpu = new Cpu(turn.processes());
            long start = System.nanoTime();
            peer.run(inFlight, start + nanos, taken);
            double seconds = (System.nanoTime() - start) / 1e9;
            double used = cpu.micros();
            long count = taken.histogram().getTotalCount();
            if (count == 0) {
                throw new IllegalStateException("inFlight=" + inFlight + ": nothing was answered");
            }
            if (counts) {
                Results.Row row =
                        new Results.Row(
                                "keep",
                                turn.name(),
                                inFlight,
                                0,
                                peer.durable(),
                                peer.label(),
                                "200-byte messages, closed loop; " + peer.how(inFlight));
                results.add(row, count / seconds, used / count, taken.histogram());
            }
        }
    }

    private List<Turn> turns() {
        Path data = Path.of(options.getOrDefault("data", "peers-data"));
        List<Turn> turns = new ArrayList<>();
        if (wanted("parley")) {
            for (String sync : new String[] {"batch", "os"}) {
                turns.add(
                        new Turn(
                                sync.equals("batch") ? "parley" : "parley-os",
                                turn -> new ParleyPeer(data.resolve(turn + "-" + sync), sync),
                                List.of()));
            }
        }
        String postgres = options.get("postgres");
        if (postgres != null && wanted("postgres")) {
            String url = url(postgres);
            turns.add(served("postgres-insert", "postgres", _ -> new RawPostgres(url, false)));
            turns.add(served("postgres-batch", "postgres", _ -> new RawPostgres(url, true)));
        }
        if (postgres != null && wanted("axon")) {
            turns.add(served("axon-jpa-postgres", "postgres", _ -> new AxonJpa(url(postgres))));
        }
        String redis = options.get("redis");
        if (redis != null && wanted("redis")) {
            int port = Integer.parseInt(redis);
            turns.add(served("redis-stream", "redis", _ -> new RedisStream(port)));
        }
        String kafka = options.get("kafka");
        if (kafka != null && wanted("kafka")) {
            int port = Integer.parseInt(kafka);
            turns.add(served("kafka-flush", "kafka", turn -> new KafkaPeer(port, true, turn)));
            turns.add(served("kafka", "kafka", turn -> new KafkaPeer(port, false, turn)));
        }
        if (wanted("aeron")) {
            for (int level : new int[] {1, 0}) {
                turns.add(
                        new Turn(
                                "aeron-archive-" + level,
                                turn -> new AeronPeer(data.resolve(turn), level),
                                List.of()));
            }
        }
        return turns;
    }

    private boolean wanted(String name) {
        String peers = options.get("peers");
        return peers == null || List.of(peers.split(",")).contains(name);
    }

    private Turn served(String name, String server, Opening opening) {
        String process = options.get(server + "-process");
        return new Turn(
                name, opening, process == null ? List.of() : List.of(Long.valueOf(process)));
    }

    static String url(String port) {
        return url(port, "peers");
    }

    static String url(String port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=peers";
    }

    /** {@code --name value}, or {@code --name} alone. */
    static Map<String, String> options(String[] arguments) {
        Map<String, String> options = new TreeMap<>();
        for (int i = 0; i < arguments.length; i++) {
            String name = arguments[i].substring(2);
            boolean alone = i + 1 == arguments.length || arguments[i + 1].startsWith("--");
            options.put(name, alone ? "" : arguments[++i]);
        }
        return options;
    }
}
