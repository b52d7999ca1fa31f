package dev.parley;

import static dev.parley.Asks.ask;
import static dev.parley.Asks.must;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.domain.Answer;
import dev.parley.domain.Command;
import dev.parley.domain.Hash;
import dev.parley.domain.Header;
import dev.parley.domain.PartialEvents;
import dev.parley.domain.Rejection;
import dev.parley.domain.Slice;
import dev.parley.index.StoredIndex;
import dev.parley.log.ReadOnlyLog;
import dev.parley.log.chronicle.LogDirectory;
import dev.parley.projection.ConversationView;
import dev.parley.projection.Views;
import dev.parley.projection.VisitorView;
import dev.parley.ring.LockedViews;
import dev.parley.ring.Shop;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What is in the log and in memory no more: it is shown, and comes back for who writes to it. */
class LeftMemoryTest {
    @TempDir private Path data;

    private final MovableTime time = new MovableTime(1);
    private Engine engine;
    private Shop shop;
    private long visitor;
    private long strangers;

    @BeforeEach
    void open() throws IOException {
        engine = Engine.open(EngineConfig.in(data), time.environment());
        shop = new Shop(command -> must(engine, command));
        visitor = shop.visitor();
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void bringsBackAConversationThatHasLeftMemory() {
        long conversation = forgotten();
        Answer answer = ask(engine, shop.post(visitor, conversation));
        assertTrue(answer.accepted(), answer::toString);
        assertTrue(engine.reading().conversation(conversation).orElseThrow().open());
        assertTrue(ask(engine, shop.post(visitor, conversation)).accepted());
    }

    @Test
    void bringsBackAVisitorWhoHasLeftMemory() {
        forgotten();
        shop.conversation(visitor);
        must(engine, update("q"));
        assertTrue(engine.awaitIndexed(engine.reading().released(), TimeUnit.SECONDS.toNanos(20)));
        VisitorView view = engine.reading().visitor(visitor).orElseThrow();
        assertEquals(Shop.SOURCE, view.source());
        assertEquals(Shop.text("q"), view.profile());
    }

    @Test
    void doesNotBringBackForAnotherAccount() {
        long conversation = forgotten();
        long other =
                must(engine, new Command.RegisterAccount(Shop.operator(0), 5, Shop.text("Other")));
        long head = engine.health().head();
        Answer answer =
                ask(engine, new Command.ReopenConversation(Shop.operator(other), conversation));
        assertEquals(Rejection.UNKNOWN_CONVERSATION, answer.rejection());
        assertEquals(head, engine.health().head());
    }

    @Test
    void keepsWhatIsNoConversationUnknown() {
        assertEquals(
                Rejection.UNKNOWN_CONVERSATION,
                ask(engine, shop.post(visitor, shop.shop)).rejection());
        assertEquals(
                Rejection.UNKNOWN_CONVERSATION,
                ask(engine, shop.post(visitor, 1L << 50)).rejection());
    }

    @Test
    void showsConversationsThatHaveLeftMemory() {
        long conversation = forgotten();
        Reading reading = engine.reading();
        assertTrue(engine.awaitIndexed(reading.released(), TimeUnit.SECONDS.toNanos(20)));
        ConversationView view = reading.conversation(conversation).orElseThrow();
        assertFalse(view.open());
        assertEquals(visitor, view.visitor());
        assertEquals(Shop.text("page"), view.context());
        long[] positions = reading.positions(conversation, 0, 100);
        assertEquals(view.seq(), positions.length);
        assertEquals(view.lastMessagePosition(), positions[1]);
        assertArrayEquals(
                Arrays.copyOfRange(positions, 2, 4), reading.positions(conversation, 2, 2));
        List<Long> played = new ArrayList<>();
        reading.play(positions, new Messages(played));
        assertEquals(List.of(view.lastMessagePosition()), played);
        assertEquals(view, reading.conversation(shop.account, view.number()).orElseThrow());
        assertEquals(visitor, reading.visitor(Shop.SOURCE).orElseThrow().id());
        assertEquals(List.of(view), reading.conversationsOf(visitor, 10));
    }

    @Test
    void tellsHowLongAStreamIsByItsLastRecord() throws IOException {
        long conversation = forgotten();
        Reading reading = engine.reading();
        long released = reading.released();
        assertTrue(engine.awaitIndexed(released, TimeUnit.SECONDS.toNanos(20)));
        int seq = reading.conversation(conversation).orElseThrow().seq();
        try (ReadOnlyLog log = LogDirectory.read(data, 0)) {
            IndexStreams streams = new IndexStreams(engine.index(), log::reader);
            assertEquals(seq, streams.seqReached(shop.account, conversation, released));
            assertEquals(0, streams.seqReached(shop.account + 1, conversation, released));
            assertEquals(0, streams.seqReached(shop.account, 1L << 50, released));
        }
    }

    @Test
    void showsTheLatestOfAVisitorWhoseStreamIsLongerThanAPage() {
        List<CompletableFuture<Answer>> updates = new ArrayList<>();
        for (int i = 0; i <= StoredIndex.MAX_PAGE; i++) {
            updates.add(engine.submit(update("p" + i)));
            if (updates.size() == 256) {
                updates.forEach(
                        each -> assertTrue(each.orTimeout(20, TimeUnit.SECONDS).join().accepted()));
                updates.clear();
            }
        }
        updates.forEach(each -> assertTrue(each.orTimeout(20, TimeUnit.SECONDS).join().accepted()));
        forgotten();
        assertTrue(engine.awaitIndexed(engine.reading().released(), TimeUnit.SECONDS.toNanos(20)));
        assertEquals(
                Shop.text("p" + StoredIndex.MAX_PAGE),
                engine.reading().visitor(visitor).orElseThrow().profile());
    }

    /** Else whoever changes a profile often enough has it all read with each request. */
    @Test
    void readsTheFirstAndTheNewestEventOfAVisitor() throws IOException {
        for (int i = 0; i < 100; i++) {
            must(engine, update("p" + i));
        }
        forgotten();
        shop.conversation(visitor);
        forget();
        long released = engine.reading().released();
        assertTrue(engine.awaitIndexed(released, TimeUnit.SECONDS.toNanos(20)));
        List<Long> played = new ArrayList<>();
        VisitorView view = counted(played).visitor(visitor).orElseThrow();
        assertEquals(Shop.text("p99"), view.profile());
        assertEquals(Shop.SOURCE, view.source());
        assertTrue(played.size() <= 3, played::toString);
        List<Long> profiles = new ArrayList<>();
        try (ReadOnlyLog log = LogDirectory.read(data, 0)) {
            new IndexStreams(engine.index(), log::reader)
                    .playEnds(
                            visitor,
                            released,
                            new PartialEvents() {
                                @Override
                                public void visitorUpdated(Header h, Slice profile) {
                                    profiles.add(h.position);
                                }
                            });
        }
        assertEquals(List.of(), profiles);
    }

    @Test
    void foldsAConversationOnceUntilSomethingFollows() {
        long conversation = forgotten();
        assertTrue(engine.awaitIndexed(engine.reading().released(), TimeUnit.SECONDS.toNanos(20)));
        List<Long> played = new ArrayList<>();
        LeftMemory counted = counted(played);
        ConversationView view = counted.conversation(conversation).orElseThrow();
        assertEquals(view.seq(), played.size());
        assertEquals(view, counted.conversation(conversation).orElseThrow());
        assertEquals(view.seq(), played.size());
        must(engine, shop.post(visitor, conversation));
        must(engine, shop.resolve(conversation));
        forget();
        assertTrue(engine.awaitIndexed(engine.reading().released(), TimeUnit.SECONDS.toNanos(20)));
        ConversationView later = counted.conversation(conversation).orElseThrow();
        assertTrue(later.seq() > view.seq());
        assertEquals(later, engine.reading().conversation(conversation).orElseThrow());
    }

    @Test
    void isNotWholeBeforeTheIndexHasWhatTheLogHadAtTheStart() {
        try (StoredIndex empty = StoredIndex.open(data.resolve("empty"))) {
            assertFalse(reading(empty, 1).isWhole());
            assertTrue(reading(empty, 0).isWhole());
        }
        assertTrue(engine.awaitIndexed(engine.reading().released(), TimeUnit.SECONDS.toNanos(20)));
        assertTrue(engine.reading().isWhole());
    }

    private static LogReading reading(StoredIndex index, long released) {
        return new LogReading(
                new LockedViews(new Messages(new ArrayList<>())),
                new Views(256),
                () -> {
                    throw new IllegalStateException("nothing is read");
                },
                index,
                () -> released);
    }

    /** The index may have what is forced before it is shown. */
    @Test
    void tellsNothingThatIsNotReleased() throws IOException {
        long conversation = forgotten();
        Reading reading = engine.reading();
        assertTrue(engine.awaitIndexed(reading.released(), TimeUnit.SECONDS.toNanos(20)));
        long[] positions = reading.positions(conversation, 0, 100);
        List<Long> played = new ArrayList<>();
        for (int known = 0; known <= positions.length; known++) {
            long released = known == 0 ? positions[0] : positions[known - 1] + 1;
            played.clear();
            Optional<ConversationView> told = memory(played, released).conversation(conversation);
            assertEquals(known, played.size());
            assertEquals(known, told.map(ConversationView::seq).orElse(0));
            try (ReadOnlyLog log = LogDirectory.read(data, 0);
                    LogReading early =
                            new LogReading(
                                    new LockedViews(new Messages(new ArrayList<>())),
                                    new Views(256),
                                    log::reader,
                                    engine.index(),
                                    () -> released)) {
                assertEquals(known, early.positions(conversation, 0, 100).length);
                early.play(early.positions(conversation, 0, 100), new Messages(played));
            }
        }
        long registered = engine.index().positions(visitor, 0, 1)[0];
        assertTrue(memory(played, registered).visitor(visitor).isEmpty());
        assertTrue(memory(played, registered + 1).visitor(visitor).isPresent());
    }

    private LeftMemory counted(List<Long> played) {
        return memory(played, Long.MAX_VALUE);
    }

    private LeftMemory memory(List<Long> played, long released) {
        return new LeftMemory(
                engine.index(),
                (positions, target) -> {
                    Arrays.stream(positions).forEach(played::add);
                    engine.reading().play(positions, target);
                },
                () -> released);
    }

    private Command update(String profile) {
        return new Command.UpdateVisitor(shop.byVisitor(visitor), visitor, Shop.text(profile));
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
    void aListenerThatThrowsLeavesNoFileOpen() throws IOException {
        Path open = Path.of("/proc/self/fd");
        assumeTrue(Files.isReadable(open), "no list of open files here");
        long conversation = shop.conversation(visitor);
        long[] position = {ask(engine, shop.post(visitor, conversation)).position()};
        long before = files(open);
        for (int i = 0; i < 100; i++) {
            assertThrows(
                    IllegalStateException.class,
                    () ->
                            engine.reading()
                                    .play(
                                            position,
                                            new PartialEvents() {
                                                @Override
                                                public void messagePosted(
                                                        Header h,
                                                        long message,
                                                        boolean note,
                                                        Slice content,
                                                        Slice attributes) {
                                                    throw new IllegalStateException("no");
                                                }
                                            }));
        }
        assertTrue(files(open) < before + 50, files(open) + " files, " + before + " before");
    }

    private static long files(Path open) throws IOException {
        try (Stream<Path> all = Files.list(open)) {
            return all.count();
        }
    }

    /** A resolved conversation of {@link #visitor} that left memory, and the visitor with it. */
    private long forgotten() {
        long conversation = shop.conversation(visitor);
        must(engine, shop.post(visitor, conversation));
        must(engine, shop.resolve(conversation));
        forget();
        assertTrue(engine.reading().ask(all -> all.board().find(conversation)).isEmpty());
        assertTrue(engine.reading().ask(all -> all.visitors().find(visitor)).isEmpty());
        return conversation;
    }

    /** Two days pass, each with somebody new. */
    private void forget() {
        for (int day = 0; day < 2; day++) {
            time.pass(25);
            shop.visitor(new Hash(4, ++strangers));
        }
    }
}
