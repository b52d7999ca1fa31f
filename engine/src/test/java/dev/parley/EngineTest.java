package dev.parley;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import dev.parley.domain.Role;
import dev.parley.domain.Slice;
import dev.parley.log.EventReader;
import dev.parley.log.LogVerifier;
import dev.parley.log.ReadOnlyLog;
import dev.parley.log.Verdict;
import dev.parley.log.chronicle.LogDirectory;
import dev.parley.projection.ConversationView;
import dev.parley.projection.SlaBoard;
import dev.parley.projection.VisitorView;
import dev.parley.replay.Fold;

import org.axonframework.messaging.core.Metadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

class EngineTest {
    private static final Hash SOURCE = new Hash(3, 3);

    @TempDir private Path data;

    private final MovableTime time = new MovableTime(1);
    private Engine engine;
    private long account;
    private long shop;
    private long inbox;
    private long agent;
    private long visitor;

    @BeforeEach
    void open() throws IOException {
        engine = start();
        account = must(new Command.RegisterAccount(operator(0), 5, text("Retailer")));
        shop = must(new Command.RegisterShop(operator(account), 60, text("de"), text("Shop")));
        inbox =
                must(
                        new Command.RegisterInbox(
                                operator(account), shop, new Hash(1, 1), text("i"), text("{}")));
        agent =
                must(
                        new Command.RegisterAgent(
                                operator(account),
                                6,
                                5,
                                Role.AGENT,
                                new Hash(2, 2),
                                text("Ada"),
                                text("a@b")));
        visitor = visitor(SOURCE);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void standsWhereItStoodWhenItIsOpenedAgain() throws IOException {
        long conversation = conversation();
        must(post(conversation));
        ConversationView before = engine.reading().conversation(conversation).orElseThrow();
        restart();
        assertEquals(before, engine.reading().conversation(conversation).orElseThrow());
        assertTrue(ask(post(conversation)).accepted());
    }

    @Test
    void showsWhatItHasAnswered() {
        long conversation = conversation();
        for (int i = 0; i < 20; i++) {
            Answer answer = ask(post(conversation));
            assertTrue(engine.reading().released() >= answer.head());
            assertEquals(
                    answer.position(),
                    engine.reading()
                            .conversation(conversation)
                            .orElseThrow()
                            .lastMessagePosition());
        }
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
        must(post(conversation()));
        long head = engine.health().head();
        engine.close();
        Verdict verdict = LogVerifier.verify(LogDirectory.source(data, 0), 0, _ -> {});
        assertTrue(verdict.ok(), verdict::toString);
        assertEquals(head, verdict.records());
        assertEquals(0, verdict.voidTail());
    }

    @Test
    void endsInTheStateThatAReplayOfItsLogGives() throws IOException {
        must(post(conversation()));
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
        assertEquals(Rejection.SHUTTING_DOWN, ask(post(1)).rejection());
        assertFalse(engine.health().open());
        assertFalse(engine.health().halted());
    }

    @Test
    void bringsBackAConversationThatHasLeftMemory() {
        long conversation = forgotten();
        Answer answer = ask(post(conversation));
        assertTrue(answer.accepted(), answer::toString);
        assertTrue(engine.reading().conversation(conversation).orElseThrow().open());
        assertTrue(ask(post(conversation)).accepted());
    }

    @Test
    void bringsBackAVisitorWhoHasLeftMemory() {
        forgotten();
        assertTrue(ask(new Command.StartConversation(byVisitor(), visitor, text("p"))).accepted());
        assertTrue(ask(new Command.UpdateVisitor(byVisitor(), visitor, text("q"))).accepted());
        assertTrue(engine.awaitIndexed(engine.reading().released(), TimeUnit.SECONDS.toNanos(20)));
        VisitorView view = engine.reading().visitor(visitor).orElseThrow();
        assertEquals(SOURCE, view.source());
        assertEquals(text("q"), view.profile());
    }

    @Test
    void doesNotBringBackForAnotherAccount() {
        long conversation = forgotten();
        long other = must(new Command.RegisterAccount(operator(0), 5, text("Other")));
        long head = engine.health().head();
        Answer answer = ask(new Command.ReopenConversation(operator(other), conversation));
        assertEquals(Rejection.UNKNOWN_CONVERSATION, answer.rejection());
        assertEquals(head, engine.health().head());
    }

    @Test
    void keepsWhatIsNoConversationUnknown() {
        assertEquals(Rejection.UNKNOWN_CONVERSATION, ask(post(shop)).rejection());
        assertEquals(Rejection.UNKNOWN_CONVERSATION, ask(post(1L << 50)).rejection());
    }

    @Test
    void showsConversationsThatHaveLeftMemory() {
        long conversation = forgotten();
        Reading reading = engine.reading();
        assertTrue(engine.awaitIndexed(reading.released(), TimeUnit.SECONDS.toNanos(20)));
        ConversationView view = reading.conversation(conversation).orElseThrow();
        assertFalse(view.open());
        assertEquals(visitor, view.visitor());
        assertEquals(text("page"), view.context());
        long[] positions = reading.positions(conversation, 0, 100);
        assertEquals(view.seq(), positions.length);
        assertEquals(view.lastMessagePosition(), positions[1]);
        assertArrayEquals(
                Arrays.copyOfRange(positions, 2, 4), reading.positions(conversation, 2, 2));
        List<Long> played = new ArrayList<>();
        reading.play(positions, new Messages(played));
        assertEquals(List.of(view.lastMessagePosition()), played);
        assertEquals(view, reading.conversation(account, view.number()).orElseThrow());
        assertEquals(visitor, reading.visitor(SOURCE).orElseThrow().id());
        assertEquals(List.of(view), reading.conversationsOf(visitor, 10));
    }

    @Test
    void doesNotPlayWhatIsNotReleased() {
        long released = engine.reading().released();
        assertThrows(
                IllegalStateException.class,
                () ->
                        engine.reading()
                                .play(new long[] {released}, new Messages(new ArrayList<>())));
    }

    @Test
    void tellsFollowersWhatWasAndWhatComes() throws Exception {
        LinkedBlockingQueue<Long> told = new LinkedBlockingQueue<>();
        long conversation = conversation();
        long first = ask(post(conversation)).position();
        try (Following following =
                engine.follow(
                        0,
                        new PartialEvents() {
                            @Override
                            public void messagePosted(
                                    Header h,
                                    long message,
                                    boolean note,
                                    Slice content,
                                    Slice attributes) {
                                told.add(h.position);
                            }
                        })) {
            assertEquals(first, told.poll(20, TimeUnit.SECONDS));
            long second = ask(post(conversation)).position();
            assertEquals(second, told.poll(20, TimeUnit.SECONDS));
            assertFalse(following.ended().isDone());
        }
    }

    @Test
    void tellsAnAnswerOnTheThreadThatWasNamedForIt() throws Exception {
        long conversation = conversation();
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
                    engine.dispatch(post(conversation), teller)
                            .thenAccept(_ -> toldOn.complete(Thread.currentThread().getName()));
            // Who comes to listen once it is told would be told on its own thread.
            listening.countDown();
            assertEquals("parley-follower-0", toldOn.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void stopsWithinFiveSecondsAndTellsFollowersTheRest() {
        long conversation = conversation();
        List<Long> told = new ArrayList<>();
        Following following = engine.follow(0, new Messages(told));
        List<CompletableFuture<Answer>> underWay = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            underWay.add(engine.submit(post(conversation)));
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
        long conversation = conversation();
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
                                    post(conversation),
                                    Metadata.with(Correlation.CORRELATION_ID, "request-7"))
                            .resultAs(Answer.class)
                            .get(20, TimeUnit.SECONDS);
            assertTrue(answer.accepted());
            assertEquals(Correlation.of("request-7"), stored.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void dispatchTakesTheWayThroughAxonsInterceptors() throws Exception {
        long conversation = conversation();
        Origin operator = Origin.of(1, ActorKind.OPERATOR, 0);
        Slice tooLong = Slice.of(new byte[Limits.MESSAGE_BYTES + 1_000]);
        Command command =
                new Command.PostMessage(operator, conversation, false, tooLong, Slice.EMPTY);
        long head = engine.health().head();
        assertEquals(
                Rejection.LIMIT_EXCEEDED,
                engine.dispatch(command).get(20, TimeUnit.SECONDS).rejection());
        assertEquals(head, engine.health().head());
        assertTrue(engine.dispatch(post(conversation)).get(20, TimeUnit.SECONDS).accepted());
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

    /** A resolved conversation of {@link #visitor} that left memory, and the visitor with it. */
    private long forgotten() {
        long conversation = conversation();
        must(post(conversation));
        must(
                new Command.ResolveConversation(
                        Origin.of(account, ActorKind.AGENT, agent), conversation));
        time.pass(25);
        visitor(new Hash(4, 4));
        time.pass(25);
        visitor(new Hash(5, 5));
        assertTrue(engine.reading().ask(all -> all.board().find(conversation)).isEmpty());
        assertTrue(engine.reading().ask(all -> all.visitors().find(visitor)).isEmpty());
        return conversation;
    }

    private record Messages(List<Long> positions) implements PartialEvents {
        @Override
        public void messagePosted(
                Header h, long message, boolean note, Slice content, Slice attributes) {
            positions.add(h.position);
        }
    }

    private void restart() throws IOException {
        engine.close();
        engine = start();
    }

    private Engine start() throws IOException {
        return Engine.open(EngineConfig.in(data), time.environment());
    }

    private long visitor(Hash source) {
        return must(
                new Command.RegisterVisitor(
                        operator(account), 7, inbox, source, text("source"), text("profile")));
    }

    private long conversation() {
        return must(new Command.StartConversation(byVisitor(), visitor, text("page")));
    }

    private Command post(long conversation) {
        return new Command.PostMessage(
                byVisitor(), conversation, false, text("hello"), Slice.EMPTY);
    }

    private Answer ask(Command command) {
        try {
            return engine.submit(command).get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private long must(Command command) {
        Answer answer = ask(command);
        if (!answer.accepted()) {
            throw new IllegalStateException(answer + ": " + command);
        }
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

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
