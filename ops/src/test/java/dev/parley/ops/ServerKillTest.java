package dev.parley.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * SIGKILL of the real server under load, again and again on the same directory. A killed process
 * loses nothing that it has written; what it has not written must not have been answered. Power
 * cuts are another test: the kernel outlives this one.
 *
 * <p>More by command: {@code mvn -pl ops -am test -Dtest=ServerKillTest -Dparley.kill.cycles=100
 * -Dtest.seconds=3600 -Dsurefire.failIfNoSpecifiedTests=false}; the same again: {@code
 * -Dparley.kill.seed=N}.
 */
class ServerKillTest {
    private static final int CYCLES = Integer.getInteger("parley.kill.cycles", 5);
    private static final long SEED = Long.getLong("parley.kill.seed", System.nanoTime());
    private static final int HTTP_CLIENTS = 4;

    /** The kill comes at most so many answers after the load began, */
    private static final int ANSWERS = 300;

    /** and at most so much later, so that it is not always in the wake of an answer. */
    private static final int LATER_MICROS = 20_000;

    /** A start may be killed at any moment of its first second. */
    private static final int START_MICROS = 1_000_000;

    private static final Duration WAIT = Duration.ofSeconds(30);

    @TempDir Path directory;

    private final Ledger ledger = new Ledger();
    private final Audit audit = new Audit(ledger);
    private final RandomGenerator random = new SplittableRandom(SEED);
    private final List<Long> startMillis = new ArrayList<>();

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void keepsWhatItAnsweredOnceAndInOrderThroughKills() throws Exception {
        System.out.println("ServerKillTest: -Dparley.kill.seed=" + SEED);
        Path data = directory.resolve("data");
        Replayed replayed = new Replayed(-1, "");
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            try (ServerProcess server = started(data)) {
                check(server, data, replayed);
                killUnderLoad(server);
            }
            verify(data);
            replayed = replay(data);
            if (cycle == 0) {
                killWhileStarting(data);
            }
        }
        try (ServerProcess server = started(data)) {
            check(server, data, replayed);
            assertEquals(0, server.stop(WAIT), server.err());
        }
        assertEquals(0, verify(data).path("void_tail").asInt());
        int messages = audit.log(data);
        System.out.println(
                "ServerKillTest: cycles=%d messages=%d unanswered=%d of these kept=%d up after ms=%s"
                        .formatted(
                                CYCLES,
                                messages,
                                audit.settled(),
                                audit.keptUnanswered(),
                                startMillis));
    }

    private ServerProcess started(Path data) throws Exception {
        ServerProcess server = ServerProcess.start(data);
        startMillis.add(server.ready().after().toMillis());
        return server;
    }

    /** Over HTTP and in the log; then what is left open is settled, and all is there. */
    private void check(ServerProcess server, Path data, Replayed replayed) throws Exception {
        try (VisitorClient client = new VisitorClient(server.ready())) {
            audit.server(client);
            audit.log(data);
            audit.settle(client);
            audit.server(client);
        }
        if (replayed.position() >= 0) {
            assertEquals(replayed, replay(data, "--at", Long.toString(replayed.position())));
        }
    }

    private void killUnderLoad(ServerProcess server) throws Exception {
        CountDownLatch answers = new CountDownLatch(random.nextInt(1, ANSWERS));
        int laterMicros = random.nextInt(LATER_MICROS);
        ledger.onAnswer(answers::countDown);
        try (Load load = Load.start(server.ready(), ledger, HTTP_CLIENTS)) {
            assertTrue(
                    answers.await(WAIT.toMillis(), TimeUnit.MILLISECONDS),
                    "answers still to come: " + answers.getCount());
            killAfter(server, laterMicros);
            load.awaitEnd();
        }
    }

    private void killWhileStarting(Path data) throws Exception {
        try (ServerProcess server = ServerProcess.launch(data)) {
            killAfter(server, random.nextInt(START_MICROS));
        }
        verify(data);
    }

    private static void killAfter(ServerProcess server, int micros) throws Exception {
        Executor later = CompletableFuture.delayedExecutor(micros, TimeUnit.MICROSECONDS);
        CompletableFuture.runAsync(server::kill, later).get(WAIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static JsonNode verify(Path data) throws IOException {
        Ran ran = Ran.parley("verify", "--data", data, "--json");
        assertEquals(0, ran.exitCode(), ran.out() + ran.err());
        return VisitorClient.parse(ran.out());
    }

    /** What a replay came to. */
    private record Replayed(long position, String digest) {}

    /** The same twice. */
    private static Replayed replay(Path data, Object... more) throws IOException {
        Replayed first = replayOnce(data, more);
        assertEquals(first, replayOnce(data, more));
        return first;
    }

    private static Replayed replayOnce(Path data, Object... more) throws IOException {
        List<Object> arguments = new ArrayList<>(List.of("replay", "--data", data, "--json"));
        arguments.addAll(List.of(more));
        Ran ran = Ran.parley(arguments.toArray());
        assertEquals(0, ran.exitCode(), ran.err());
        JsonNode json = VisitorClient.parse(ran.out());
        return new Replayed(json.path("position").asLong(), json.path("digest").asText());
    }
}
