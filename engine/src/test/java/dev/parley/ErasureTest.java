package dev.parley;

import static dev.parley.Asks.ask;
import static dev.parley.Asks.must;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.domain.Answer;
import dev.parley.domain.Command;
import dev.parley.domain.Hash;
import dev.parley.domain.Rejection;
import dev.parley.ring.Shop;
import dev.parley.seal.KeyState;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A person is forgotten: the log says so, and the key is gone. */
class ErasureTest {
    @TempDir private Path parent;

    private final MovableTime time = new MovableTime(1);
    private Path data;
    private Engine engine;
    private Shop shop;
    private long key;
    private long visitor;
    private long conversation;

    @BeforeEach
    void open() throws IOException {
        data = parent.resolve("data");
        engine = start();
        shop = new Shop(command -> must(engine, command));
        key = engine.keys().take();
        visitor =
                must(
                        engine,
                        new Command.RegisterVisitor(
                                Shop.operator(shop.account),
                                key,
                                shop.inbox,
                                Shop.SOURCE,
                                Shop.text("source"),
                                Shop.text("profile")));
        conversation = shop.conversation(visitor);
        must(engine, shop.post(visitor, conversation));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void theKeyIsGoneBeforeTheAnswerComes() throws IOException {
        assertEquals(KeyState.PRESENT, engine.keys().state(key));
        must(engine, erase());
        assertEquals(KeyState.ERASED, engine.keys().state(key));
        assertFalse(engine.reading().conversation(conversation).orElseThrow().open());
        assertEquals(Rejection.ERASED, ask(engine, shop.post(visitor, conversation)).rejection());
        engine.close();
        String digest = engine.endState().orElseThrow().digest();
        engine = start();
        engine.close();
        assertEquals(digest, engine.endState().orElseThrow().digest());
    }

    /** What a refusal leaves as it was. */
    @Test
    void nothingIsErasedOfWhatIsNotTheirs() {
        Command ofAnother = new Command.EraseVisitor(Shop.operator(shop.account), visitor, key + 1);
        assertEquals(Rejection.UNKNOWN_VISITOR, ask(engine, ofAnother).rejection());
        Command bySomebody = new Command.EraseVisitor(shop.byVisitor(visitor), visitor, key);
        assertEquals(Rejection.NOT_PARTICIPANT, ask(engine, bySomebody).rejection());
        assertEquals(KeyState.PRESENT, engine.keys().state(key));
        assertEquals(KeyState.PRESENT, engine.keys().state(key + 1));
    }

    /** The process, or the machine, ends between the record and the key. */
    @Test
    void aStartErasesTheKeyThatACrashLeft() throws IOException {
        Path keys = data.resolve("keys");
        Path before = parent.resolve("before");
        copy(keys, before);
        must(engine, erase());
        engine.close();
        try (Stream<Path> files = Files.list(before)) {
            for (Path each : files.toList()) {
                Files.delete(keys.resolve(each.getFileName()));
                Files.copy(each, keys.resolve(each.getFileName()));
            }
        }
        engine = start();
        assertEquals(KeyState.ERASED, engine.keys().state(key));
    }

    @Test
    void aDiskThatRefusesDoesNotKeepTheShopClosed() throws IOException {
        must(engine, erase());
        engine.close();
        Path pool = data.resolve("keys").resolve("pool-%08x.keys".formatted(key >>> 20));
        Files.delete(pool);
        Files.createDirectory(pool);
        engine = start();
        assertTrue(ask(engine, shop.resolve(shop.conversation())).accepted());
    }

    @Test
    void whoLeftMemoryIsErasedAndDoesNotComeBack() {
        must(engine, shop.resolve(conversation));
        forget();
        must(engine, erase());
        assertEquals(KeyState.ERASED, engine.keys().state(key));
        forget();
        assertTrue(engine.reading().ask(all -> all.visitors().find(visitor)).isEmpty());
        long head = engine.health().head();
        assertTrue(engine.awaitIndexed(head, TimeUnit.SECONDS.toNanos(20)));
        for (Command late :
                List.of(
                        new Command.ReopenConversation(shop.byAgent(), conversation),
                        shop.post(visitor, conversation),
                        new Command.StartConversation(
                                shop.byVisitor(visitor), visitor, Shop.text("page")))) {
            Answer answer = ask(engine, late);
            assertEquals(Rejection.ERASED, answer.rejection(), late.toString());
        }
        assertEquals(head, engine.health().head());
    }

    /** A disk refused for more than a day: memory knows of nothing any more. */
    @Test
    void aKeyThatIsStillThereIsErasedBySomebodyWhoAsksOnceMore() throws IOException {
        must(engine, shop.resolve(conversation));
        Path pool = data.resolve("keys").resolve("pool-%08x.keys".formatted(key >>> 20));
        byte[] before = Files.readAllBytes(pool);
        must(engine, erase());
        forget();
        engine.close();
        Files.write(pool, before);
        engine = start();
        assertEquals(KeyState.PRESENT, engine.keys().state(key));
        must(engine, erase());
        assertEquals(KeyState.ERASED, engine.keys().state(key));
        assertEquals(
                Rejection.ERASED,
                ask(
                                engine,
                                new Command.StartConversation(
                                        shop.byVisitor(visitor), visitor, Shop.text("page")))
                        .rejection());
    }

    private Command erase() {
        return new Command.EraseVisitor(shop.byAgent(), visitor, key);
    }

    private void forget() {
        for (int day = 0; day < 2; day++) {
            time.pass(25);
            shop.visitor(new Hash(4, engine.health().head()));
        }
    }

    private Engine start() throws IOException {
        return Engine.open(EngineConfig.in(data), time.environment());
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path each : files.toList()) {
                Files.copy(each, to.resolve(each.getFileName()));
            }
        }
    }
}
