package dev.parley;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.domain.ActorKind;
import dev.parley.domain.Answer;
import dev.parley.domain.Command;
import dev.parley.domain.Hash;
import dev.parley.domain.Origin;
import dev.parley.domain.Rejection;
import dev.parley.domain.Slice;
import dev.parley.log.EventReader;
import dev.parley.log.ReadOnlyLog;
import dev.parley.log.chronicle.LogDirectory;
import dev.parley.projection.ConversationView;
import dev.parley.projection.SlaBoard;
import dev.parley.replay.Fold;
import dev.parley.replay.SnapshotDirectory;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Starts go on from the newest good snapshot, and stand where the whole log would put them. */
class RestartTest {
    private static final int EVERY = 1_000;

    @TempDir private Path parent;

    private final MovableTime time = new MovableTime(1);
    private Path data;
    private Engine engine;
    private long account;
    private long visitor;
    private long conversation;

    @BeforeEach
    void open() throws IOException {
        data = parent.resolve("data");
        engine = start(data);
        account = must(new Command.RegisterAccount(operator(0), 5, text("Retailer")));
        long shop = must(new Command.RegisterShop(operator(account), 60, text("de"), text("S")));
        long inbox =
                must(
                        new Command.RegisterInbox(
                                operator(account), shop, new Hash(1, 1), text("i"), text("{}")));
        visitor =
                must(
                        new Command.RegisterVisitor(
                                operator(account), 7, inbox, new Hash(3, 3), text("s"), text("p")));
        conversation = must(new Command.StartConversation(byVisitor(), visitor, text("c")));
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
        EngineConfig config =
                EngineConfig.in(directory).with("free.floor", 0).with("snapshot.events", EVERY);
        return Engine.open(config, time.environment());
    }

    private void post(int count) {
        for (int i = 0; i < count; i++) {
            must(
                    new Command.PostMessage(
                            byVisitor(), conversation, false, text("m" + i), Slice.EMPTY));
        }
    }

    private long must(Command command) {
        Answer answer = engine.submit(command).orTimeout(20, TimeUnit.SECONDS).join();
        assertEquals(Rejection.NONE, answer.rejection());
        return answer.id();
    }

    private Origin byVisitor() {
        return Origin.of(account, ActorKind.VISITOR, visitor);
    }

    private static Origin operator(long account) {
        return Origin.of(account, ActorKind.OPERATOR, 0);
    }

    private static Slice text(String text) {
        return Slice.of(text.getBytes(StandardCharsets.UTF_8));
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
