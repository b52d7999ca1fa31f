package dev.parley.bench.socket;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Starts what is measured, with the client's connections to it; ends all of it. One thread. */
final class Servers implements AutoCloseable {
    /** Length of the frame in which an agent gets a message of 200 bytes from Parley. */
    private static final int EVENT_BYTES = 1_330;

    private static final String ONLINE = "{\"presence\":{\"availability\":\"online\"}}";

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    Target parley(
            LoadClient client, Path data, String sync, int visitors, int agents, List<String> flags)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        ChildServer child = startParley(data, sync, agents, flags);
        ParleyPeople people = new ParleyPeople(child.ready());
        Crowd crowd =
                client.connect(
                        Target.local(people.port()),
                        new ParleyDialect(),
                        people.sessions(visitors, true));
        open.push(crowd);
        crowd.sayToAgents(ONLINE);
        boolean durable = sync.equals("batch");
        return new Target(
                durable ? "parley" : "parley-" + sync,
                durable,
                durable ? "forced before the ack" : "not forced",
                crowd,
                child.process());
    }

    /** Parley alone, without connections. */
    ChildServer startParley(Path data, String sync, int accounts, List<String> flags)
            throws IOException {
        ChildServer child =
                ChildServer.start(
                        ParleyServer.class,
                        flags,
                        List.of(data.toString(), sync, Integer.toString(accounts)));
        open.push(child);
        return child;
    }

    Target bare(LoadClient client, int visitors, int agents)
            throws IOException, InterruptedException {
        ChildServer child = startBare();
        Crowd crowd =
                client.connect(
                        Target.local(Integer.parseInt(child.ready())),
                        new ParleyDialect(),
                        plainSessions(visitors, agents));
        open.push(crowd);
        return new Target("undertow-bare", false, "keeps nothing", crowd, child.process());
    }

    /** The floor alone, without connections. */
    ChildServer startBare() throws IOException {
        ChildServer child =
                ChildServer.start(
                        BareServer.class, List.of(), List.of(Integer.toString(EVENT_BYTES)));
        open.push(child);
        return child;
    }

    /** A chat that somebody else has started and ends. */
    Target chat(LoadClient client, int port, ServerProcess process, int visitors, int agents)
            throws InterruptedException {
        Crowd crowd =
                client.connect(
                        Target.local(port), new SocketIoDialect(), plainSessions(visitors, agents));
        open.push(crowd);
        return new Target("node-chat", true, "one INSERT committed before the ack", crowd, process);
    }

    /** Sessions of servers that take any token: {@code v} or {@code a} and the account's number. */
    static List<Session> plainSessions(int visitors, int agents) {
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i < agents; i++) {
            sessions.add(Session.agent("a" + i));
        }
        for (int i = 0; i < visitors; i++) {
            sessions.add(Session.visitor("v" + i % agents, i + 1));
        }
        return sessions;
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                System.err.println("a server did not end in order: " + e);
            }
        }
    }
}
