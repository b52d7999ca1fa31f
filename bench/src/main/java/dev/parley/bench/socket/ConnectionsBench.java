package dev.parley.bench.socket;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** {@code parley bench connections}: what a connection costs a server, idle and busy. */
@Command(
        name = "connections",
        mixinStandardHelpOptions = true,
        description = {
            "Memory of an idle and of a busy WebSocket connection: heap after collections, direct"
                    + " buffers, resident memory; Parley and a bare Undertow.",
            "Both processes need a file a connection: ulimit -n."
        })
public final class ConnectionsBench implements Callable<Integer> {
    private static final int ACCOUNTS = 10;
    private static final int BUSY_RATE = 1_000;
    private static final int BUSY_MILLIS = 10_000;
    private static final long REST_MILLIS = 20_000;

    @Option(
            names = "--idle",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Default: ${DEFAULT-VALUE}.")
    private int idle;

    @Option(
            names = "--busy",
            paramLabel = "N",
            defaultValue = "1000",
            description =
                    "That post one message a second each, on average. Default: ${DEFAULT-VALUE}.")
    private int busy;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where results are written. Default: nowhere.")
    private @Nullable Path out;

    @Option(names = "--quick", description = "A shorter busy time.")
    private boolean quick;

    /** As the command line makes it. */
    public ConnectionsBench() {}

    @Override
    public Integer call()
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        Path data = Files.createTempDirectory("parley-connections-");
        try (LoadClient client = new LoadClient();
                Servers servers = new Servers()) {
            ChildServer parley = servers.startParley(data, "batch", ACCOUNTS, List.of());
            ParleyPeople people = new ParleyPeople(parley.ready());
            List<Session> some = people.sessions(busy, true);
            List<Session> many = people.sessions(idle, false);
            ChildServer bare = servers.startBare();
            int barePort = Integer.parseInt(bare.ready());
            List<Session> plain = Servers.plainSessions(idle, ACCOUNTS);
            Measure ours = new Measure("parley", client, parley, people.port());
            Measure theirs = new Measure("undertow-bare", client, bare, barePort);
            // Both idle first: what goes wrong under messages leaves those figures standing.
            double parleyIdle = idle(ours, onlyVisitors(many));
            double bareIdle = idle(theirs, onlyVisitors(plain));
            busy(ours, some);
            busy(theirs, Servers.plainSessions(busy, ACCOUNTS));
            System.out.printf(
                    Locale.ROOT,
                    "an idle connection: %.0f bytes over the bare server's%n",
                    parleyIdle - bareIdle);
        } finally {
            Directories.delete(data);
        }
        return 0;
    }

    /** A server, and who connects to it. */
    private record Measure(String system, LoadClient client, ChildServer server, int port) {
        Crowd connect(List<Session> sessions) throws IOException, InterruptedException {
            return client.connect(Target.local(port), new ParleyDialect(), sessions);
        }
    }

    /** Bytes of heap and buffers of an idle connection. */
    private double idle(Measure of, List<Session> sessions)
            throws IOException, InterruptedException {
        // Whatever is made once, with the first connections, is nobody's in particular.
        try (Crowd _ = of.connect(sessions.subList(0, 100))) {
            ChildServer.Memory _ = of.server().memory();
        }
        // Buffers are freed behind the collection that finds them: those of the setting up first.
        boolean _ = of.server().process().awaitRest(REST_MILLIS);
        ChildServer.Memory before = of.server().memory();
        try (Crowd _ = of.connect(sessions)) {
            return tell(of.system(), "idle", before, of.server().memory(), sessions.size());
        }
    }

    /**
     * With the connections and without, behind the same messages: what those leave in the server's
     * state, and what ten thousand connections leave when they go, is not a connection's.
     */
    private void busy(Measure of, List<Session> sessions) throws IOException, InterruptedException {
        ChildServer.Memory with;
        try (Crowd crowd = of.connect(sessions)) {
            Round round = crowd.offer(BUSY_RATE, quick ? BUSY_MILLIS / 4 : BUSY_MILLIS);
            if (!round.isWhole()) {
                throw new IllegalStateException(
                        of.system()
                                + ": sent="
                                + round.sent()
                                + ", acknowledged="
                                + round.acked()
                                + ", seen="
                                + round.seen());
            }
            boolean _ = of.server().process().awaitRest(REST_MILLIS);
            with = of.server().memory();
        }
        boolean _ = of.server().process().awaitRest(REST_MILLIS);
        double _ = tell(of.system(), "busy", of.server().memory(), with, sessions.size());
    }

    private double tell(
            String system,
            String what,
            ChildServer.Memory before,
            ChildServer.Memory after,
            int connections)
            throws IOException {
        double heap = (double) (after.heap() - before.heap()) / connections;
        // Less than none is what the setting up left and was freed late: no connection's.
        double direct = Math.max(0, (double) (after.direct() - before.direct()) / connections);
        double resident = (double) (after.resident() - before.resident()) / connections;
        System.out.printf(
                Locale.ROOT,
                "%-14s %6d %s: a connection %7.0f bytes of heap, %7.0f of direct buffers, %7.0f"
                        + " resident%n",
                system,
                connections,
                what,
                heap,
                direct,
                resident);
        Path directory = out;
        if (directory != null) {
            Files.createDirectories(directory);
            Files.writeString(
                    directory.resolve("connections.jsonl"),
                    String.format(
                            Locale.ROOT,
                            "{\"scenario\":\"connections-%s\",\"system\":\"%s\",\"connections\":%d,"
                                    + "\"heap_bytes\":%.0f,\"direct_bytes\":%.0f,"
                                    + "\"resident_bytes\":%.0f,\"rounds\":1,\"note\":\"a"
                                    + " connection; heap and buffers after collections\"}%n",
                            what,
                            system,
                            connections,
                            heap,
                            direct,
                            resident),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
        return heap + direct;
    }

    private static List<Session> onlyVisitors(List<Session> sessions) {
        return sessions.stream().filter(session -> !session.agent()).toList();
    }
}
