package dev.parley.ops;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import dev.parley.Engine;
import dev.parley.EngineConfig;
import dev.parley.Environment;
import dev.parley.Extension;
import dev.parley.Ground;
import dev.parley.api.ApiConfig;
import dev.parley.api.Provisioner;
import dev.parley.api.http.Json;
import dev.parley.axon.ColdProjection;
import dev.parley.domain.ActorKind;
import dev.parley.domain.Command;
import dev.parley.domain.Origin;
import dev.parley.domain.Slice;

import org.axonframework.messaging.eventhandling.EventMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code parley processors}: on a stopped directory, on one in use, and on a running server. */
class ProcessorVerbsTest {
    @TempDir Path data;

    @Test
    void listsWhatIsParkedOnAStoppedDirectoryAndBesideItsOwner() throws Exception {
        try (Engine engine = open(new Never())) {
            parkTwo(engine);
            JsonNode beside = list();
            assertEquals("never", beside.get("name").textValue());
        }
        JsonNode never = list();
        assertEquals("stopped", never.get("state").textValue());
        assertEquals(2, never.get("parked").intValue());
        assertEquals(0, never.get("lag").intValue());
        JsonNode event = never.get("events").get(0);
        assertEquals(0, event.get("position").intValue());
        assertEquals("parley.AccountRegistered", event.get("type").textValue());
        assertTrue(event.get("cause").textValue().contains("never at all"));
        Ran text = Ran.parley("processors", "list", "--data", data);
        assertTrue(
                text.out().startsWith("never: stopped, position 2, lag 0, parked 2"), text.out());
    }

    @Test
    void saysThatWhatIsInMemoryAloneIsReadAtTheNextStart() throws IOException {
        try (Engine engine = open(Extensions.standard(1_000).all())) {
            assertEquals(3, engine.processors().status().size());
        }
        Ran text = Ran.parley("processors", "list", "--data", data);
        assertEquals(
                List.of(
                        "desk: read at the next start, parked 0",
                        "reports: read at the next start, parked 0"),
                text.out().lines().limit(2).toList());
        JsonNode desk = list();
        assertEquals("read at the next start", desk.get("state").textValue());
        assertTrue(desk.get("position").isNull() && desk.get("lag").isNull(), desk.toString());
    }

    @Test
    void aResetOfAStoppedDirectoryIsDoneAtTheNextStart() throws Exception {
        try (Engine engine = open(new Never())) {
            parkTwo(engine);
        }
        Ran ran = Ran.parley("processors", "reset", "never", "--data", data);
        assertEquals(0, ran.exitCode(), ran.err());
        assertEquals("never is replayed from the start at the next start\n", ran.out());
        assertEquals("reset at the next start", list().get("state").textValue());
        Never again = new Never();
        try (Engine engine = open(again)) {
            settle(engine, 2);
        }
        assertTrue(again.cleared);
        assertEquals("stopped", list().get("state").textValue());
    }

    @Test
    void saysWhatToDoWhileAServerOwnsTheDirectory() throws Exception {
        try (Engine engine = open(new Never())) {
            parkTwo(engine);
            for (String verb : List.of("reset", "retry")) {
                Ran ran = Ran.parley("processors", verb, "never", "--data", data);
                assertEquals(3, ran.exitCode(), ran.err());
                assertEquals(1, ran.err().lines().count(), ran.err());
                assertTrue(ran.err().contains("in use") && ran.err().contains("--url"), ran.err());
            }
        }
    }

    @Test
    void namesTheProcessorsThatThereAre() throws Exception {
        try (Engine engine = open(new Never())) {
            settle(engine, 0);
        }
        for (String verb : List.of("reset", "retry")) {
            Ran ran = Ran.parley("processors", verb, "nobody", "--data", data);
            assertEquals(2, ran.exitCode(), ran.err());
            assertTrue(ran.err().contains("processor=nobody is none of ["), ran.err());
        }
    }

    @Test
    void retriesOnAStoppedDirectoryWithWhatServeHangsBehindTheLog() {
        assertEquals(0, Ran.parley("setup", "--data", data, "--shop", "lamps").exitCode());
        Ran ran = Ran.parley("processors", "retry", "search", "--data", data, "--json");
        assertEquals(0, ran.exitCode(), ran.err());
        assertEquals("{\"succeeded\":0,\"still_parked\":0,\"events\":[]}\n", ran.out());
        Ran absent = Ran.parley("processors", "retry", "search", "--data", data, "--position", "1");
        assertEquals(2, absent.exitCode());
        assertTrue(absent.err().contains("position=1 is not parked"), absent.err());
    }

    @Test
    void saysThatAFileIsDamaged() throws Exception {
        try (Engine engine = open(new Never())) {
            parkTwo(engine);
        }
        Path file = data.resolve("processors").resolve("never.token");
        byte[] bytes = Files.readAllBytes(file);
        bytes[9] ^= 1;
        Files.write(file, bytes);
        JsonNode never = list();
        assertEquals("damaged", never.get("state").textValue());
        assertTrue(never.get("problem").textValue().contains("checksum"));
    }

    @Test
    void asksARunningServerAsItsSupervisor() throws Exception {
        EngineConfig engine = EngineConfig.in(data).with("free.floor", 0);
        try (Service service = Service.start(engine, ApiConfig.on("127.0.0.1", 0), true)) {
            String url = "http://127.0.0.1:" + service.port();
            List<Provisioner.Agent> people = service.demo().orElseThrow().agents();
            String chief = people.getLast().token();
            Ran list = asked(url, chief, "list", "--json");
            assertEquals(0, list.exitCode(), list.err());
            assertTrue(list.out().contains("\"name\":\"search\""), list.out());
            assertEquals(0, asked(url, chief, "reset", "search").exitCode());
            assertEquals(0, asked(url, chief, "retry", "search").exitCode());
            assertEquals(2, asked(url, chief, "reset", "nobody").exitCode());
            Ran agent = asked(url, people.getFirst().token(), "list");
            assertEquals(2, agent.exitCode());
            assertTrue(agent.err().contains("supervisor"), agent.err());
        }
        Ran gone = asked("http://127.0.0.1:1", "x", "list");
        assertEquals(3, gone.exitCode());
        assertEquals(1, gone.err().lines().count(), gone.err());
    }

    private static Ran asked(String url, String token, Object... what) {
        Object[] all = new Object[what.length + 5];
        all[0] = "processors";
        System.arraycopy(what, 0, all, 1, what.length);
        System.arraycopy(new Object[] {"--url", url, "--token", token}, 0, all, what.length + 1, 4);
        return Ran.parley(all);
    }

    private JsonNode list() {
        Ran ran = Ran.parley("processors", "list", "--data", data, "--json");
        assertEquals(0, ran.exitCode(), ran.err());
        return Json.parse(ran.out()).get("processors").get(0);
    }

    private Engine open(Extension extension) throws IOException {
        return open(List.of(extension));
    }

    private Engine open(List<Extension> extensions) throws IOException {
        return Engine.open(
                EngineConfig.in(data).with("free.floor", 0), Environment.system(), extensions);
    }

    private static void parkTwo(Engine engine) throws Exception {
        for (int i = 0; i < 2; i++) {
            engine.submit(
                            new Command.RegisterAccount(
                                    Origin.of(0, ActorKind.OPERATOR, 0),
                                    5,
                                    Slice.of("a".getBytes(StandardCharsets.UTF_8))))
                    .get(20, TimeUnit.SECONDS);
        }
        settle(engine, 2);
    }

    private static void settle(Engine engine, long position) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> engine.processors().status().getFirst().position() >= position);
    }

    /** Takes nothing in. */
    private static final class Never implements Extension, ColdProjection {
        volatile boolean cleared;

        @Override
        public List<ColdProjection> projections(Ground ground) {
            return List.of(this);
        }

        @Override
        public String name() {
            return "never";
        }

        @Override
        public void on(EventMessage event) {
            throw new IllegalStateException("never at all");
        }

        @Override
        public void commit(long nextPosition) {}

        @Override
        public long committed() {
            return KEPT_FOR_ME;
        }

        @Override
        public void clear() {
            cleared = true;
        }

        @Override
        public void close() {}
    }
}
