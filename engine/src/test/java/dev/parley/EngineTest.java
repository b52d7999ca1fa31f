package dev.parley;

import static dev.parley.Asks.ask;
import static dev.parley.Asks.must;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.axon.AxonFront;
import dev.parley.axon.Correlation;
import dev.parley.domain.ActorKind;
import dev.parley.domain.Answer;
import dev.parley.domain.Command;
import dev.parley.domain.Hash;
import dev.parley.domain.Header;
import dev.parley.domain.Limits;
import dev.parley.domain.Origin;
import dev.parley.domain.PartialEvents;
import dev.parley.domain.Rejection;
import dev.parley.domain.Slice;
import dev.parley.log.EventReader;
import dev.parley.log.LogVerifier;
import dev.parley.log.ReadOnlyLog;
import dev.parley.log.Verdict;
import dev.parley.log.chronicle.LogDirectory;
import dev.parley.projection.ConversationView;
import dev.parley.projection.SlaBoard;
import dev.parley.replay.Fold;
import dev.parley.ring.Shop;

import org.axonframework.messaging.core.Metadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

class EngineTest {
    @TempDir private Path data;

    private final MovableTime time = new MovableTime(1);
    private Engine engine;
    private Shop shop;
    private long visitor;

    @BeforeEach
    void open() throws IOException {
        engine = start();
        shop = new Shop(command -> must(engine, command));
        visitor = shop.visitor();
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void standsWhereItStoodWhenItIsOpenedAgain() throws IOException {
        long conversation = shop.conversation(visitor);
        must(engine, shop.post(visitor, conversation));
        ConversationView before = engine.reading().conversation(conversation).orElseThrow();
        engine.close();
        engine = start();
        assertEquals(before, engine.reading().conversation(conversation).orElseThrow());
        assertTrue(ask(engine, shop.post(visitor, conversation)).accepted());
    }

    @Test
    void showsWhatItHasAnswered() {
        long conversation = shop.conversation(visitor);
        for (int i = 0; i < 20; i++) {
            Answer answer = ask(engine, shop.post(visitor, conversation));
            assertTrue(engine.reading().released() >= answer.head());
            assertEquals(
                    answer.position(),
                    engine.reading()
                            .conversation(conversation)
                            .orElseThrow()
                            .lastMessagePosition());
        }
    }

    /** A look at the views leads to a look at the log: what they name has to be there. */
    @Test
    void theViewsNameNothingThatIsNotReleased() {
        long conversation = shop.conversation(visitor);
        must(engine, shop.post(visitor, conversation));
        Reading reading = engine.reading();
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Long> early =
                CompletableFuture.supplyAsync(
                        () -> {
                            long found = 0;
                            while (!enough.get()) {
                                long last =
                                        reading.conversation(conversation)
                                                .orElseThrow()
                                                .lastMessagePosition();
                                found += last < reading.released() ? 0 : 1;
                            }
                            return found;
                        });
        for (int i = 0; i < 2_000; i++) {
            must(engine, shop.post(visitor, conversation));
        }
        enough.set(true);
        assertEquals(0, early.join());
    }

    @Test
    void hasOneOwner() {
        IOException refused = assertThrows(IOException.class, this::start);
        assertTrue(String.valueOf(refused.getMessage()).contains("in use"), refused::toString);
    }

    @Test
    void doesNotMakeNewKeysForALogThatHasSome() {
        engine.close();
        EngineConfig elsewhere = EngineConfig.in(data).with("keys", data.resolve("none"));
        IOException refused =
                assertThrows(IOException.class, () -> Engine.open(elsewhere, time.environment()));
        assertTrue(String.valueOf(refused.getMessage()).contains("no keys"), refused::toString);
    }

    @Test
    void leavesAWholeLogBehind() throws IOException {
        must(engine, shop.post(visitor, shop.conversation(visitor)));
        long head = engine.health().head();
        engine.close();
        Verdict verdict = LogVerifier.verify(LogDirectory.source(data, 0), 0, _ -> {});
        assertTrue(verdict.ok(), verdict::toString);
        assertEquals(head, verdict.records());
        assertEquals(0, verdict.voidTail());
    }

    @Test
    void endsInTheStateThatAReplayOfItsLogGives() throws IOException {
        must(engine, shop.post(visitor, shop.conversation(visitor)));
        assertTrue(engine.endState().isEmpty());
        engine.close();
        Fold fold = new Fold(0, SlaBoard.SERVER_ROWS);
        try (ReadOnlyLog log = LogDirectory.read(data, 0);
                EventReader reader = log.reader()) {
            fold.run(reader, log.provedBefore(), Long.MAX_VALUE);
        }
        assertEquals(
                new EndState(fold.nextPosition() - 1, fold.digest()),
                engine.endState().orElseThrow());
    }

    @Test
    void refusesCommandsOnceItIsClosed() {
        engine.close();
        assertEquals(Rejection.SHUTTING_DOWN, ask(engine, shop.post(visitor, 1)).rejection());
        assertFalse(engine.health().open());
        assertFalse(engine.health().halted());
    }

    @Test
    void tellsFollowersWhatWasAndWhatComes() throws Exception {
        LinkedBlockingQueue<Long> told = new LinkedBlockingQueue<>();
        long conversation = shop.conversation(visitor);
        long first = ask(engine, shop.post(visitor, conversation)).position();
        try (Following following = engine.follow(0, new Messages(told))) {
            assertEquals(first, told.poll(20, TimeUnit.SECONDS));
            long second = ask(engine, shop.post(visitor, conversation)).position();
            assertEquals(second, told.poll(20, TimeUnit.SECONDS));
            assertFalse(following.ended().isDone());
        }
    }

    @Test
    void tellsAnAnswerOnTheThreadThatWasNamedForIt() throws Exception {
        long conversation = shop.conversation(visitor);
        try (Following following = engine.follow(0, new Messages(new ArrayList<>()))) {
            CountDownLatch listening = new CountDownLatch(1);
            Executor teller =
                    telling ->
                            following.run(
                                    () -> {
                                        await(listening);
                                        telling.run();
                                    });
            CompletableFuture<String> toldOn = new CompletableFuture<>();
            CompletableFuture<Void> _ =
                    engine.dispatch(shop.post(visitor, conversation), teller)
                            .thenAccept(_ -> toldOn.complete(Thread.currentThread().getName()));
            // Who comes to listen once it is told would be told on its own thread.
            listening.countDown();
            assertEquals("parley-follower-0", toldOn.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void stopsWithinFiveSecondsAndTellsFollowersTheRest() {
        long conversation = shop.conversation(visitor);
        List<Long> told = new ArrayList<>();
        Following following = engine.follow(0, new Messages(told));
        List<CompletableFuture<Answer>> underWay = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            underWay.add(engine.submit(shop.post(visitor, conversation)));
        }
        long before = System.nanoTime();
        engine.close();
        assertTrue(System.nanoTime() - before < TimeUnit.SECONDS.toNanos(5));
        assertEquals(engine.health().head(), following.position());
        assertEquals(1_000, told.size());
        assertTrue(underWay.stream().allMatch(each -> each.join().accepted()));
    }

    @Test
    void storesTheCorrelationOfAxonsMessagesInTheRecords() throws Exception {
        long conversation = shop.conversation(visitor);
        CompletableFuture<Hash> stored = new CompletableFuture<>();
        try (Following _ =
                        engine.follow(
                                engine.reading().released(),
                                new PartialEvents() {
                                    @Override
                                    public void messagePosted(
                                            Header h,
                                            long message,
                                            boolean note,
                                            Slice content,
                                            Slice attributes) {
                                        stored.complete(new Hash(h.correlationHi, h.correlationLo));
                                    }
                                });
                AxonFront front = AxonFront.over(engine::submit)) {
            Answer answer =
                    front.gateway()
                            .send(
                                    shop.post(visitor, conversation),
                                    Metadata.with(Correlation.CORRELATION_ID, "request-7"))
                            .resultAs(Answer.class)
                            .get(20, TimeUnit.SECONDS);
            assertTrue(answer.accepted());
            assertEquals(Correlation.of("request-7"), stored.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void dispatchTakesTheWayThroughAxonsInterceptors() throws Exception {
        long conversation = shop.conversation(visitor);
        Origin operator = Origin.of(1, ActorKind.OPERATOR, 0);
        Slice tooLong = Slice.of(new byte[Limits.MESSAGE_BYTES + 1_000]);
        Command command =
                new Command.PostMessage(operator, conversation, false, tooLong, Slice.EMPTY);
        long head = engine.health().head();
        assertEquals(
                Rejection.LIMIT_EXCEEDED,
                engine.dispatch(command).get(20, TimeUnit.SECONDS).rejection());
        assertEquals(head, engine.health().head());
        assertTrue(
                engine.dispatch(shop.post(visitor, conversation))
                        .get(20, TimeUnit.SECONDS)
                        .accepted());
    }

    @Test
    void saysHowItStands() {
        Health health = engine.health();
        assertTrue(health.open());
        assertFalse(health.halted());
        assertEquals("batch", health.sync());
        assertEquals(health.head(), health.durable());
        assertEquals(health.head(), health.released());
        assertTrue(health.indexing());
        assertFalse(engine.halted().isDone());
    }

    private Engine start() throws IOException {
        return Engine.open(EngineConfig.in(data), time.environment());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
