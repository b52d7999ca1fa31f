package dev.parley;

import static dev.parley.Asks.must;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.log.EventLog;
import dev.parley.log.EventReader;
import dev.parley.log.ReadOnlyLog;
import dev.parley.log.chronicle.LogDirectory;
import dev.parley.projection.ConversationView;
import dev.parley.projection.SlaBoard;
import dev.parley.replay.Fold;
import dev.parley.replay.SnapshotDirectory;
import dev.parley.ring.Shop;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** Starts go on from the newest good snapshot, and stand where the whole log would put them. */
class RestartTest {
    private static final int EVERY = 1_000;

    @TempDir private Path parent;

    private final MovableTime time = new MovableTime(1);
    private Path data;
    private Engine engine;
    private Shop shop;
    private long visitor;
    private long conversation;

    @BeforeEach
    void open() throws IOException {
        data = parent.resolve("data");
        engine = start(data);
        shop = new Shop(command -> must(engine, command));
        visitor = shop.visitor();
        conversation = shop.conversation(visitor);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void anOrderlyStopLeavesTheStateToGoOnFrom() throws IOException {
        post(EVERY + 100);
        ConversationView before = engine.reading().conversation(conversation).orElseThrow();
        engine.close();
        String digest = engine.endState().orElseThrow().digest();
        assertEquals(digest, replayed(data));
        engine = start(data);
        // The one made at the stop, or one made while the last were posted.
        assertTrue(engine.health().head() - engine.startedFrom() < EVERY);
        assertTrue(engine.startedFrom() >= EVERY);
        assertEquals(before, engine.reading().conversation(conversation).orElseThrow());
        post(5);
        engine.close();
        assertEquals(engine.endState().orElseThrow().digest(), replayed(data));
    }

    @Test
    void aKilledOneGoesOnFromTheLastMadeWhileItRan() throws IOException {
        post(EVERY + 100);
        long made = awaitSnapshot();
        post(50);
        try (Engine killed = start(copy())) {
            assertEquals(made, killed.startedFrom());
            assertEquals(engine.health().head(), killed.health().head());
            assertEquals(
                    engine.reading().conversation(conversation),
                    killed.reading().conversation(conversation));
        }
    }

    @Test
    void aDamagedOneIsPassedOverAndNamed() throws IOException {
        post(EVERY + 100);
        long made = awaitSnapshot();
        post(EVERY);
        engine.close();
        Path newest = newest();
        byte[] bytes = Files.readAllBytes(newest);
        bytes[bytes.length / 2] ^= 1;
        Files.write(newest, bytes);
        engine = start(data);
        assertEquals(made, engine.startedFrom());
        assertEquals(1, engine.refusedSnapshots().size());
        assertTrue(engine.refusedSnapshots().getFirst().contains("checksum does not hold"));
        post(1);
        engine.close();
        assertEquals(engine.endState().orElseThrow().digest(), replayed(data));
    }

    @Test
    void withoutAnyTheWholeLogIsFolded() throws IOException {
        post(EVERY + 100);
        engine.close();
        Files.delete(newest());
        engine = start(data);
        assertEquals(0, engine.startedFrom());
        assertEquals(0, engine.refusedSnapshots().size());
    }

    /** A state that was loaded wrong would become right by a digest of its own. */
    @Test
    void aStopWritesTheStateOfTheLogWhereNobodyProvedTheLiveOne() throws IOException {
        post(EVERY + 100);
        engine.close();
        engine = Engine.open(config(data, 1_000_000), time.environment());
        post(EVERY + 100);
        engine.close();
        EngineConfig config = config(data, EVERY);
        Fold wrong = new Fold(0, SlaBoard.SERVER_ROWS);
        long head;
        try (LogDirectory directory = LogDirectory.own(data);
                EventLog log =
                        directory.open(0, Shared.options(config), time.environment().wallMicros());
                Restart restart = new Restart(config, log, time.environment().nanos())) {
            head = log.head();
            assertTrue(restart.startedFrom() > 0 && head - restart.startedFrom() > EVERY);
            restart.last(wrong.floor(), wrong.views());
        }
        engine = start(data);
        assertEquals(head, engine.startedFrom());
        engine.close();
        assertEquals(engine.endState().orElseThrow().digest(), replayed(data));
    }

    private long awaitSnapshot() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> engine.snapshotBefore() > 0);
        return engine.snapshotBefore();
    }

    private Path newest() throws IOException {
        SnapshotDirectory snapshots = SnapshotDirectory.of(data, 0);
        long[] positions = snapshots.positions();
        return snapshots.path(positions[positions.length - 1]);
    }

    private Path copy() throws IOException {
        Path copy = parent.resolve("copy");
        try (Stream<Path> files = Files.walk(data)) {
            for (Path each : (Iterable<Path>) files::iterator) {
                Path relative = data.relativize(each);
                if (Files.isDirectory(each)) {
                    Files.createDirectories(copy.resolve(relative));
                } else if (!relative.startsWith("index") && !relative.endsWith("lock")) {
                    Files.copy(each, copy.resolve(relative));
                }
            }
        }
        return copy;
    }

    private Engine start(Path directory) throws IOException {
        return Engine.open(config(directory, EVERY), time.environment());
    }

    private static EngineConfig config(Path directory, int every) {
        return EngineConfig.in(directory).with("free.floor", 0).with("snapshot.events", every);
    }

    private void post(int count) {
        for (int i = 0; i < count; i++) {
            must(engine, shop.post(visitor, conversation));
        }
    }

    private static String replayed(Path data) throws IOException {
        try (ReadOnlyLog log = LogDirectory.read(data, 0);
                EventReader reader = log.reader()) {
            Fold fold = new Fold(0, SlaBoard.SERVER_ROWS);
            fold.run(reader, log.provedBefore(), Long.MAX_VALUE);
            return fold.digest();
        }
    }
}
