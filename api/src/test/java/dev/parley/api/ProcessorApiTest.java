package dev.parley.api;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import dev.parley.Extension;
import dev.parley.Ground;
import dev.parley.axon.ColdProjection;
import dev.parley.axon.LoggedEvent;

import org.axonframework.messaging.eventhandling.EventMessage;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Processors seen, reset and retried over HTTP, by administrators alone. */
final class ProcessorApiTest {
    private static final Pattern LAG =
            Pattern.compile("(?m)^parley_processor_lag\\{processor=\"(.*)\"} (.*)$");

    private final Picky picky = new Picky();
    @AutoClose private final RunningServer server;

    ProcessorApiTest(@TempDir Path data) {
        server = RunningServer.start(data, picky);
    }

    @Test
    void showsWhatIsParkedAndTakesItInOnceItCan() {
        picky.refuses = true;
        RunningServer.Visitor visitor = server.visitor();
        JsonNode conversation = server.conversation(visitor);
        server.say(visitor, conversation.get("id").longValue(), "hello").expect(200);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> picky().get("parked").intValue() > 0 && lag() == 0);
        JsonNode parked = picky().get("events").get(0);
        assertEquals("parley.MessagePosted", parked.get("type").textValue());
        assertTrue(parked.get("cause").textValue().contains("does not like it"));
        assertTrue(parked.get("behind").isNull());
        long position = parked.get("position").longValue();
        assertTrue(metrics().contains("parley_processor_parked{processor=\"picky\"} "));
        assertFalse(metrics().contains("parley_processor_parked{processor=\"picky\"} 0"));
        assertEquals(0, retry("{}", 200).get("succeeded").intValue());
        assertEquals(2, picky().get("events").get(0).get("attempts").intValue());
        picky.refuses = false;
        JsonNode retried = retry("{\"position\":" + position + "}", 200);
        assertTrue(retried.get("succeeded").intValue() >= 1);
        assertEquals(0, retried.get("still_parked").intValue());
        assertEquals(0, picky().get("parked").intValue());
        assertEquals("NOT_PARKED", retry("{\"position\":0}", 404).get("code").textValue());
    }

    @Test
    void resetsAProcessorWhileTheServerGoesOn() {
        RunningServer.Visitor visitor = server.visitor();
        JsonNode conversation = server.conversation(visitor);
        server.say(visitor, conversation.get("id").longValue(), "hello").expect(200);
        await().atMost(Duration.ofSeconds(20)).until(() -> lag() == 0);
        List<Long> fed = List.copyOf(picky.fed);
        assertTrue(fed.size() > 5, fed::toString);
        int before = picky.cleared.get();
        JsonNode reset = ask(server.chief, "POST", "/picky/reset", "", 200);
        assertEquals("picky", reset.get("name").textValue());
        assertEquals(before + 1, picky.cleared.get());
        await().atMost(Duration.ofSeconds(20)).until(() -> lag() == 0);
        assertEquals(fed, picky.fed.stream().limit(fed.size()).toList());
        assertEquals("running", picky().get("state").textValue());
        assertTrue(server.get("/health/ready").expect(200).json().get("processors").size() >= 2);
    }

    @Test
    void isForAdministratorsOfTheAccountAlone() {
        for (String path : List.of("/picky/reset", "/picky/retry")) {
            assertEquals(
                    "FORBIDDEN", ask(server.ada, "POST", path, "", 403).get("code").textValue());
        }
        assertEquals("FORBIDDEN", ask(server.ada, "GET", "", "", 403).get("code").textValue());
        assertEquals(0, picky.cleared.get() - 1, "cleared once, as a new one");
        server.call("GET", path(""), "").expect(401);
        assertEquals(
                "UNKNOWN_PROCESSOR",
                ask(server.chief, "POST", "/nobody/reset", "", 404).get("code").textValue());
    }

    @Test
    void tellsReadinessHowEachStands() {
        await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> {
                            JsonNode ready = server.get("/health/ready").expect(200).json();
                            for (JsonNode each : ready.get("processors")) {
                                if (each.get("name").textValue().equals("picky")) {
                                    return each.get("fed").booleanValue()
                                            && each.get("lag").longValue() == 0;
                                }
                            }
                            return false;
                        });
        String metrics = metrics();
        assertTrue(metrics.contains("parley_processor_fed{processor=\"picky\"} 1"), metrics);
        assertTrue(metrics.contains("parley_processor_lag{processor=\"picky\"} 0"), metrics);
    }

    @Test
    void showsTheLagOfEachInTheMetrics() {
        assertEquals(Set.of("desk", "picky", "reports", "search"), lags().keySet());
        Predicate<Map<String, Double>> none =
                lags -> lags.values().stream().allMatch(lag -> lag == 0);
        await().atMost(Duration.ofSeconds(20)).until(this::lags, none);
        picky.stuck = true;
        RunningServer.Visitor visitor = server.visitor();
        JsonNode conversation = server.conversation(visitor);
        server.say(visitor, conversation.get("id").longValue(), "hello").expect(200);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> metrics().contains("parley_processor_fed{processor=\"picky\"} 0"));
        await().atMost(Duration.ofSeconds(20))
                .until(
                        this::lags,
                        lags ->
                                lags.entrySet().stream()
                                        .allMatch(
                                                each ->
                                                        each.getKey().equals("picky")
                                                                == each.getValue() > 0));
        picky.stuck = false;
        await().atMost(Duration.ofSeconds(20)).until(this::lags, none);
    }

    private Map<String, Double> lags() {
        return LAG.matcher(metrics())
                .results()
                .collect(
                        Collectors.toMap(
                                found -> found.group(1),
                                found -> Double.parseDouble(found.group(2))));
    }

    private String metrics() {
        return server.get("/metrics").expect(200).response().body();
    }

    private JsonNode picky() {
        for (JsonNode each : ask(server.chief, "GET", "", "", 200).get("payload")) {
            if (each.get("name").textValue().equals("picky")) {
                return each;
            }
        }
        throw new AssertionError("not listed");
    }

    private long lag() {
        return picky().get("lag").longValue();
    }

    private JsonNode retry(String body, int status) {
        return ask(server.chief, "POST", "/picky/retry", body, status);
    }

    private JsonNode ask(
            Provisioner.Agent agent, String method, String path, String body, int status) {
        return server.call(method, path(path), body, "api_access_token", agent.token())
                .expect(status)
                .json();
    }

    private String path(String path) {
        return "/api/v1/accounts/" + server.account.id() + "/processors" + path;
    }

    /** Does not take messages in, or commits nothing, while it is told so. */
    private static final class Picky implements Extension, ColdProjection {
        final AtomicInteger cleared = new AtomicInteger();

        /** Positions of the shard's own events, since it was cleared last. */
        final List<Long> fed = new CopyOnWriteArrayList<>();

        volatile boolean refuses;
        volatile boolean stuck;

        @Override
        public List<ColdProjection> projections(Ground ground) {
            return List.of(this);
        }

        @Override
        public String name() {
            return "picky";
        }

        @Override
        public void on(EventMessage event) {
            if (event.payload() instanceof LoggedEvent logged) {
                fed.add(logged.position());
                if (refuses && logged.type().equals("MessagePosted")) {
                    throw new IllegalArgumentException("does not like it");
                }
            }
        }

        @Override
        public void commit(long nextPosition) {
            if (stuck) {
                throw new IllegalStateException("cannot commit");
            }
        }

        @Override
        public long committed() {
            return KEPT_FOR_ME;
        }

        @Override
        public void clear() {
            cleared.incrementAndGet();
            fed.clear();
        }

        @Override
        public void close() {}
    }
}
