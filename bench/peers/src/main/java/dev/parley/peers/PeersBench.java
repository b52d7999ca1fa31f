package dev.parley.peers;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All peers in one run: in each round, each of them with 1, 32 and 1,000 messages in flight.
 * Arguments: {@code --out DIR --data DIR --postgres PORT --redis PORT --kafka PORT}, each of the
 * ports where that server runs, and {@code --quick}.
 */
final class PeersBench {
    private static final int[] IN_FLIGHT = {1, 32, 1_000};

    private PeersBench() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = options(arguments);
        boolean quick = options.containsKey("quick");
        Deque<Peer> open = new ArrayDeque<>();
        try {
            List<Peer> peers = open(options, open);
            int rounds = quick ? 3 : 5;
            long nanos = quick ? 1_000_000_000L : 5_000_000_000L;
            Results results = new Results();
            for (Peer peer : peers) {
                for (int inFlight : IN_FLIGHT) {
                    peer.run(inFlight, System.nanoTime() + nanos, new Taken());
                }
            }
            for (int round = 0; round < rounds; round++) {
                for (int inFlight : IN_FLIGHT) {
                    for (Peer peer : peers) {
                        measure(peer, inFlight, nanos, results);
                    }
                }
            }
            results.write(Path.of(options.getOrDefault("out", "peers")), "peers.jsonl");
        } finally {
            while (!open.isEmpty()) {
                open.pop().close();
            }
        }
        System.exit(0);
    }

    private static void measure(Peer peer, int inFlight, long nanos, Results results)
            throws Exception {
        Taken taken = new Taken();
        long start = System.nanoTime();
        peer.run(inFlight, start + nanos, taken);
        double seconds = (System.nanoTime() - start) / 1e9;
        results.add(
                new Results.Row(
                        "keep",
                        peer.name(),
                        inFlight,
                        peer.durable(),
                        peer.label(),
                        "200-byte messages, closed loop; " + peer.how(inFlight)),
                taken.histogram().getTotalCount() / seconds,
                0,
                taken.histogram());
    }

    private static List<Peer> open(Map<String, String> options, Deque<Peer> open)
            throws Exception {
        Path data = Path.of(options.getOrDefault("data", "peers-data"));
        List<Peer> peers = new ArrayList<>();
        peers.add(kept(open, new ParleyPeer(data.resolve("parley-batch"), "batch")));
        peers.add(kept(open, new ParleyPeer(data.resolve("parley-os"), "os")));
        String postgres = options.get("postgres");
        if (postgres != null) {
            String url = url(postgres);
            peers.add(kept(open, new RawPostgres(url)));
            peers.add(kept(open, new AxonJpa(url)));
        }
        String redis = options.get("redis");
        if (redis != null) {
            peers.add(kept(open, new RedisStream(Integer.parseInt(redis))));
        }
        String kafka = options.get("kafka");
        if (kafka != null) {
            peers.add(kept(open, new KafkaPeer(Integer.parseInt(kafka), true)));
            peers.add(kept(open, new KafkaPeer(Integer.parseInt(kafka), false)));
        }
        peers.add(kept(open, new AeronPeer(data, 1)));
        peers.add(kept(open, new AeronPeer(data, 0)));
        return peers;
    }

    private static Peer kept(Deque<Peer> open, Peer peer) {
        open.push(peer);
        return peer;
    }

    static String url(String port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/peers?user=peers";
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
