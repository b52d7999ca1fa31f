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
import dev.parley.SearchExtension;
import dev.parley.api.ApiConfig;
import dev.parley.api.Provisioner;
import dev.parley.api.http.Json;
import dev.parley.axon.ColdProjection;
import dev.parley.axon.LoggedEvent;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** {@code parley processors}: on a stopped directory, on one in use, and on a running server. */
class ProcessorVerbsTest {
    @TempDir Path data;
    @TempDir Path elsewhere;

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
        assertEquals(List.of(0L, 1L), again.fed);
        assertEquals("stopped", list().get("state").textValue());
    }

    @Test
    void aResetOfSearchIsFedEverythingAgainAndFindsTheSame() throws Exception {
        importTwo();
        feed(Extensions.standard(1_000).all());
        JsonNode found = found();
        assertEquals(2, found.size(), found.toString());
        assertEquals(0, Ran.parley("processors", "reset", "search", "--data", data).exitCode());
        feed(Extensions.standard(1_000).all());
        assertEquals(found, found());
    }

    @Test
    void aRetryOnAStoppedDirectoryTakesInWhatWasParked() throws Exception {
        importTwo();
        feed(List.of(new RefusingSearch()));
        assertEquals(0, found().size());
        int parked = search(listed()).get("parked").intValue();
        assertTrue(parked >= 2, "parked=" + parked);
        Ran ran = Ran.parley("processors", "retry", "search", "--data", data, "--json");
        assertEquals(0, ran.exitCode(), ran.err());
        assertEquals(
                "{\"succeeded\":" + parked + ",\"still_parked\":0,\"events\":[]}\n", ran.out());
        assertEquals(0, search(listed()).get("parked").intValue());
        assertEquals(2, found().size());
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
        importTwo();
        EngineConfig engine = EngineConfig.in(data).with("free.floor", 0);
        try (Service service = Service.start(engine, ApiConfig.on("127.0.0.1", 0), true)) {
            String url = "http://127.0.0.1:" + service.port();
            List<Provisioner.Agent> people = service.demo().orElseThrow().agents();
            String chief = people.getLast().token();
            Ran list = asked(url, chief, "list", "--json");
            assertEquals(0, list.exitCode(), list.err());
            assertTrue(list.out().contains("\"name\":\"search\""), list.out());
            assertEquals(0, asked(url, chief, "reset", "search").exitCode());
            await().atMost(Duration.ofSeconds(20))
                    .until(
                            () ->
                                    search(asked(url, chief, "list", "--json"))
                                                    .get("lag")
                                                    .longValue()
                                            == 0);
            assertEquals(0, asked(url, chief, "retry", "search").exitCode());
            assertEquals(2, asked(url, chief, "reset", "nobody").exitCode());
            Ran agent = asked(url, people.getFirst().token(), "list");
            assertEquals(2, agent.exitCode());
            assertTrue(agent.err().contains("supervisor"), agent.err());
        }
        assertEquals(2, found().size());
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
        return processors(listed()).get(0);
    }

    private Ran listed() {
        return Ran.parley("processors", "list", "--data", data, "--json");
    }

    private static JsonNode processors(Ran list) {
        assertEquals(0, list.exitCode(), list.err());
        return Json.parse(list.out()).get("processors");
    }

    private static JsonNode search(Ran list) {
        for (JsonNode each : processors(list)) {
            if (each.get("name").textValue().equals("search")) {
                return each;
            }
        }
        throw new AssertionError(list.out());
    }

    private void importTwo() throws IOException {
        Path file = elsewhere.resolve("past.jsonl");
        Files.writeString(
                file,
                """
                {"id":"1","shop":"lumo","messages":[{"at":"2026-01-01T00:00:00Z","from":"visitor","text":"where is my lamp"}]}
                {"id":"2","shop":"other","messages":[{"at":"2026-01-02T00:00:00Z","from":"visitor","text":"two lamps"}]}
                """);
        assertEquals(0, Ran.parley("import", file, "--data", data).exitCode());
    }

    /** What the index that lies in the directory has of what was imported. */
    private JsonNode found() {
        assertTrue(Files.isDirectory(data.resolve("search")));
        Ran ran = Ran.parley("search", "lamp", "--data", data, "--json");
        assertEquals(0, ran.exitCode(), ran.err());
        return Json.parse(ran.out()).get("hits");
    }

    /** Has search be fed everything from the start, and closes. */
    private void feed(List<Extension> extensions) throws IOException {
        try (Engine engine = open(extensions)) {
            long head = engine.health().head();
            assertTrue(head > 0);
            await().atMost(Duration.ofSeconds(20))
                    .until(
                            () -> engine.processors().status("search").orElseThrow(),
                            status -> status.position() >= head && status.taken() >= head);
        }
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

    /** The search of {@code serve}, but that it takes no message in. */
    private static final class RefusingSearch implements Extension {
        private final SearchExtension search = new SearchExtension();

        @Override
        public List<ColdProjection> projections(Ground ground) throws IOException {
            return List.of(new Refusing(search.projections(ground).getFirst()));
        }

        @Override
        public void close() throws IOException {
            search.close();
        }
    }

    private record Refusing(ColdProjection its) implements ColdProjection {
        @Override
        public String name() {
            return its.name();
        }

        @Override
        public void on(EventMessage event) throws Exception {
            if (event.type().name().equals("parley.MessageImported")) {
                throw new IllegalStateException("no message");
            }
            its.on(event);
        }

        @Override
        public void commit(long nextPosition) {
            its.commit(nextPosition);
        }

        @Override
        public void flush() {
            its.flush();
        }

        @Override
        public long committed() {
            return its.committed();
        }

        @Override
        public void clear() {
            its.clear();
        }
    }

    /** Takes nothing in. */
    private static final class Never implements Extension, ColdProjection {
        final List<Long> fed = new CopyOnWriteArrayList<>();
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
            if (event.payload() instanceof LoggedEvent logged) {
                fed.add(logged.position());
            }
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
