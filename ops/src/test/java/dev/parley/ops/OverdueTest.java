package dev.parley.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import dev.parley.Engine;
import dev.parley.EngineConfig;
import dev.parley.Environment;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** A timer that fell due while no process was there to see it. */
class OverdueTest {
    private static final Duration AWAY = Duration.ofMinutes(10);
    private static final Duration TARGET = Duration.ofSeconds(60);
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    @TempDir Path data;

    @Test
    void recordsABreachAtOnceAndOnceAfterAKillAndALongAbsence() throws Exception {
        try (ServerProcess server = ServerProcess.start(data);
                VisitorClient client = new VisitorClient(server.ready())) {
            Talk talk = client.newVisitor("late-0");
            client.start(talk);
            client.post(talk, talk.next());
            server.kill();
        }
        LongSupplier now = Environment.system().wallMicros();
        Environment later =
                new Environment(
                        () -> now.getAsLong() + AWAY.toNanos() / 1_000,
                        System::nanoTime,
                        Environment.system().random());
        long openedMicros = later.wallMicros().getAsLong();
        try (Engine _ = Engine.open(EngineConfig.in(data), later)) {
            Awaitility.await().atMost(AT_ONCE).until(() -> !events("Breached").isEmpty());
        }
        try (Engine _ = Engine.open(EngineConfig.in(data), later)) {
            assertEquals(1, events("Breached").size(), "breaches after another start");
        }
        JsonNode armed = events("Armed").getFirst();
        JsonNode breached = events("Breached").getFirst();
        assertEquals(armed.path("conversation"), breached.path("conversation"));
        Instant due = Instant.parse(armed.path("recorded_at").asText()).plus(TARGET);
        Instant recorded = Instant.parse(breached.path("recorded_at").asText());
        assertEquals(micros(due), breached.path("data").path("intended_at").asLong());
        assertTrue(micros(recorded) >= openedMicros, recorded::toString);
        assertTrue(micros(recorded) - openedMicros < AT_ONCE.toNanos() / 1_000, recorded::toString);
        assertTrue(
                Duration.between(due, recorded).compareTo(AWAY.minus(TARGET)) > 0, due::toString);
        Ran verify = Ran.parley("verify", "--data", data);
        assertEquals(0, verify.exitCode(), verify.out());
    }

    private List<JsonNode> events(String what) throws IOException {
        Ran ran = Ran.parley("events", "--data", data, "--type", "FirstResponse" + what);
        assertEquals(0, ran.exitCode(), ran.err());
        List<JsonNode> events = new ArrayList<>();
        for (String line : ran.out().lines().toList()) {
            events.add(VisitorClient.parse(line));
        }
        return events;
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
