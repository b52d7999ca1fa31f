package dev.parley.ops;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Visitors who post one message after the other until the server is gone: some over HTTP, each
 * waiting for its answer, one over a socket, several messages ahead; and an agent who watches.
 */
final class Load implements AutoCloseable {
    /** A client goes on with a new visitor and conversation after so many messages. */
    private static final int MESSAGES_PER_TALK = 150;

    private static final int WAIT_SECONDS = 30;

    private final VisitorClient client;
    private final Ledger ledger;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> clients = new ArrayList<>();

    private Load(ServerProcess.Ready server, Ledger ledger) {
        this.client = new VisitorClient(server);
        this.ledger = ledger;
    }

    /** Starts {@code overHttp} visitors, one more over a socket, and the agent. */
    static Load start(ServerProcess.Ready server, Ledger ledger, int overHttp) {
        Load load = new Load(server, ledger);
        load.run(() -> load.watch(server.agentToken()));
        for (int i = 0; i < overHttp; i++) {
            String name = "http" + i;
            load.run(() -> load.talkOverHttp(name));
        }
        load.run(() -> load.talkOverSocket("socket"));
        return load;
    }

    /** Waits until every client has found the server gone. Fails if one met anything else. */
    void awaitEnd() throws Exception {
        for (Future<?> each : clients) {
            try {
                each.get(WAIT_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                throw new AssertionError("a client failed", e.getCause());
            }
        }
    }

    @Override
    public void close() {
        client.close();
        threads.shutdownNow();
    }

    private void run(Callable<Void> body) {
        clients.add(
                threads.submit(
                        () -> {
                            try {
                                body.call();
                            } catch (IOException _) {
                                // the server is gone
                            }
                            return null;
                        }));
    }

    private Void talkOverHttp(String name) throws Exception {
        while (true) {
            Talk talk = talk(name);
            while (talk.sent().size() < MESSAGES_PER_TALK) {
                Sent sent = talk.next();
                try {
                    client.post(talk, sent);
                } catch (VisitorClient.NotDone e) {
                    sent.refused();
                    throw e;
                }
                ledger.answered();
            }
        }
    }

    private Void talkOverSocket(String name) throws Exception {
        while (true) {
            Talk talk = talk(name);
            try (VisitorSocket socket =
                    VisitorSocket.open(client, client.pubsubToken(talk), frame(talk))) {
                while (talk.sent().size() < MESSAGES_PER_TALK) {
                    socket.post(talk, talk.next());
                }
                socket.awaitAnswers();
            }
        }
    }

    private Void watch(String token) throws Exception {
        VisitorSocket.Frames frames =
                (name, fields) -> {
                    JsonNode data = fields.path("data");
                    if (name.equals("event")
                            && fields.path("type").asText().equals("MessagePosted")) {
                        ledger.shown(
                                data.path("echo_id").asText(), fields.path("position").asLong());
                    }
                };
        try (VisitorSocket socket = VisitorSocket.open(client, token, frames)) {
            socket.awaitGone();
        }
        return null;
    }

    /** What a visitor's socket brings: answers, and messages as the page would show them. */
    private VisitorSocket.Frames frame(Talk talk) {
        return (name, fields) -> {
            switch (name) {
                case "ack" -> {
                    sent(talk, fields.path("request_id")).told(place(fields));
                    ledger.answered();
                }
                case "event" -> {
                    if (fields.path("type").asText().equals("MessagePosted")) {
                        JsonNode message = fields.path("data");
                        sent(talk, message.path("echo_id")).told(place(message));
                    }
                }
                case "error" -> {
                    String code = fields.path("code").asText();
                    if (code.equals("SHUTTING_DOWN")) {
                        sent(talk, fields.path("request_id")).refused();
                    } else if (!code.equals("OUTCOME_UNKNOWN")) {
                        throw new AssertionError("error " + fields);
                    }
                }
                default -> {}
            }
        };
    }

    private Talk talk(String client) throws IOException, InterruptedException {
        Talk last = ledger.last(client).orElse(null);
        if (last != null && last.isStarted() && last.sent().size() < MESSAGES_PER_TALK) {
            return last;
        }
        Talk talk = this.client.newVisitor(client + "-" + ledger.talksOf(client));
        ledger.add(talk);
        this.client.start(talk);
        return talk;
    }

    private static Sent sent(Talk talk, JsonNode echoId) {
        return talk.sent(echoId.asText())
                .orElseThrow(() -> new AssertionError("never sent: " + echoId));
    }

    private static Sent.Place place(JsonNode fields) {
        return new Sent.Place(fields.path("position").asLong(), fields.path("seq").asLong());
    }
}
