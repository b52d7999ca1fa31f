package dev.parley.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How the real server starts, owns its directory, and stops under load. */
class StopTest {
    /** Five times the usual of 5 s. */
    private static final Duration STOP = Duration.ofSeconds(25);

    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final int ANSWERS = 200;

    @TempDir Path directory;

    @Test
    void stopsInOrderUnderLoadAndReplaysToTheSameState() throws Exception {
        Path data = directory.resolve("data");
        Ledger ledger = new Ledger();
        JsonNode end;
        try (ServerProcess server = ServerProcess.start(data)) {
            refusesASecondOwner(data);
            CountDownLatch answers = new CountDownLatch(ANSWERS);
            ledger.onAnswer(answers::countDown);
            try (Load load = Load.start(server.ready(), ledger, 4);
                    Socket _ = halfARequest(server.ready().url())) {
                assertTrue(answers.await(WAIT.toMillis(), TimeUnit.MILLISECONDS));
                long asked = System.nanoTime();
                assertEquals(0, server.stop(STOP), server.err());
                long millis = (System.nanoTime() - asked) / 1_000_000;
                load.awaitEnd();
                System.out.println(
                        "StopTest: up after ms=%d stopped after ms=%d answers=%d"
                                .formatted(
                                        server.ready().after().toMillis(),
                                        millis,
                                        ledger.answers()));
            }
            end = VisitorClient.parse(server.line(WAIT));
        }
        JsonNode verified = json(Ran.parley("verify", "--data", data, "--json"));
        assertTrue(verified.path("ok").asBoolean(), verified::toString);
        assertEquals(0, verified.path("void_tail").asInt());
        long head = verified.path("last_position").asLong() + 1;
        assertEquals(head, verified.path("proved_before").asLong(), "a mark at the end");
        new Audit(ledger).log(data);
        JsonNode replayed = json(Ran.parley("replay", "--data", data, "--json"));
        assertEquals(end.path("position").asLong(), replayed.path("position").asLong());
        assertEquals(end.path("digest").asText(), replayed.path("digest").asText());
    }

    /** A client that never comes to an end must not keep the server. */
    private static Socket halfARequest(URI url) throws IOException {
        Socket socket = new Socket(url.getHost(), url.getPort());
        String head = "POST /public/api/v1/inboxes/x/contacts HTTP/1.1\r\nHost: shop\r\n";
        socket.getOutputStream()
                .write((head + "Content-Length: 500\r\n\r\n{\"na").getBytes(US_ASCII));
        return socket;
    }

    private static void refusesASecondOwner(Path data) throws Exception {
        try (ServerProcess second = ServerProcess.launch(data)) {
            assertEquals(3, second.exit(WAIT));
            assertEquals(1, second.err().lines().count(), second.err());
            assertTrue(second.err().contains("/lock is held by pid "), second.err());
        }
    }

    private static JsonNode json(Ran ran) throws IOException {
        assertEquals(0, ran.exitCode(), ran.out() + ran.err());
        return VisitorClient.parse(ran.out());
    }
}
