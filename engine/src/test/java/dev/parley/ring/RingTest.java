package dev.parley.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.domain.ActorKind;
import dev.parley.domain.Answer;
import dev.parley.domain.Command;
import dev.parley.domain.Hash;
import dev.parley.domain.Header;
import dev.parley.domain.Limits;
import dev.parley.domain.PartialEvents;
import dev.parley.domain.Rejection;
import dev.parley.domain.Slice;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

class RingTest {
    /** Counts messages, read under the views' lock. */
    private static final class MessageCount implements PartialEvents {
        int messages;
        long lastPosition = -1;

        @Override
        public void messagePosted(
                Header h, long message, boolean note, Slice content, Slice attributes) {
            messages++;
            lastPosition = h.position;
        }
    }

    private final MessageCount count = new MessageCount();
    private final RunningRing running = new RunningRing(count);
    private final Shop shop = new Shop(running::must);

    @AfterEach
    void close() {
        running.close();
    }

    @Test
    void showsInTheViewsWhatItHasAnswered() {
        long visitor = shop.visitor();
        long conversation = shop.conversation(visitor);
        for (int i = 1; i <= 50; i++) {
            Answer answer = running.ask(shop.post(visitor, conversation));
            int expected = i;
            running.views.read(
                    () -> {
                        assertEquals(expected, count.messages);
                        assertEquals(answer.position(), count.lastPosition);
                        return null;
                    });
            assertTrue(answer.head() <= running.ring.visibleBefore());
        }
    }

    @Test
    void answersEachOfManyCallersOnceAndInOneOrder() throws Exception {
        long visitor = shop.visitor();
        long conversation = shop.conversation(visitor);
        Set<Long> positions = ConcurrentHashMap.newKeySet();
        AtomicInteger accepted = new AtomicInteger();
        List<Thread> callers = new ArrayList<>();
        for (int caller = 0; caller < 4; caller++) {
            callers.add(
                    Thread.startVirtualThread(
                            () -> {
                                for (int i = 0; i < 500; i++) {
                                    Answer answer = running.ask(shop.post(visitor, conversation));
                                    accepted.incrementAndGet();
                                    positions.add(answer.position());
                                }
                            }));
        }
        for (Thread caller : callers) {
            caller.join();
        }
        assertEquals(2_000, accepted.get());
        assertEquals(2_000, positions.size());
        assertEquals(2_000, running.views.read(() -> count.messages));
        assertEquals(0, running.ring.underWay());
    }

    @Test
    void answersItselfWhereATellerRefuses() {
        answersItselfWith(
                _ -> {
                    throw new RejectedExecutionException("over");
                });
    }

    @Test
    void answersItselfWhereATellerFails() {
        answersItselfWith(
                _ -> {
                    throw new StackOverflowError("the caller's own fault");
                });
    }

    @Test
    void answersOnceWhereATellerFailsBehindIt() {
        answersItselfWith(
                telling -> {
                    telling.run();
                    throw new IllegalStateException("the caller's own fault");
                });
    }

    private void answersItselfWith(Executor teller) {
        CompletableFuture<Answer> answer = running.submit(register(), teller);
        // A thread that blocks for it would be told in another way.
        RunningRing.await(answer::isDone);
        assertTrue(RunningRing.get(answer).accepted());
        assertTrue(running.ask(register()).accepted());
        assertEquals(0, running.ring.underWay());
        assertFalse(running.ring.hasHalted());
    }

    @Test
    void countsWhatAnAppendLooksForAsBytes() {
        List<Hash> keys = IntStream.range(0, 1_000).mapToObj(i -> new Hash(5, i)).toList();
        Append append =
                new Append(
                        List.of(
                                new Append.Event(
                                        0, new Hash(9, 9), List.of(), 1, Slice.of(new byte[1]))),
                        new Condition(List.of(new Condition.Alternative(List.of(), keys, false))),
                        Long.MAX_VALUE - 1);
        running.log.hold();
        long taken =
                IntStream.range(0, RunningRing.SLOTS)
                        .filter(
                                _ ->
                                        running.ring.offer(append, new PlainAnswer())
                                                == Rejection.NONE)
                        .count();
        assertTrue(taken * keys.size() * 32 < RunningRing.BYTES, "taken=" + taken);
    }

    @Test
    void refusesWhatMightNotFitIntoATransaction() {
        Slice fits = Slice.of(new byte[Limits.COMMAND_BYTES]);
        Slice one = Slice.of(new byte[1]);
        assertTrue(running.ask(inbox(fits, Slice.EMPTY)).accepted());
        assertEquals(Rejection.LIMIT_EXCEEDED, running.ask(inbox(fits, one)).rejection());
        assertEquals(Rejection.LIMIT_EXCEEDED, running.ask(inbox(one, fits)).rejection());
        assertEquals(0, running.ring.underWay());
    }

    /** However often the same bytes are named. */
    @Test
    void countsMoreBytesThanAnIntHolds() {
        Slice big = Slice.of(new byte[1 << 26]);
        List<Command.ImportedMessage> messages =
                Collections.nCopies(63, new Command.ImportedMessage(1, ActorKind.VISITOR, big));
        for (int count = 31; count <= messages.size(); count++) {
            Command command =
                    new Command.ImportConversation(
                            Shop.operator(shop.account),
                            shop.shop,
                            9,
                            new Hash(4, 4),
                            Slice.EMPTY,
                            messages.subList(0, count));
            assertEquals(Rejection.LIMIT_EXCEEDED, running.ask(command).rejection());
        }
        assertTrue(running.ask(register()).accepted());
    }

    private Command inbox(Slice identifier, Slice settings) {
        return new Command.RegisterInbox(
                Shop.operator(shop.account), shop.shop, new Hash(6, 6), identifier, settings);
    }

    @Test
    void answersNothingBeforeTheForce() {
        running.log.hold();
        CompletableFuture<Answer> answer = running.submit(register());
        RunningRing.await(running.log::isHeld);
        assertFalse(answer.isDone());
        assertTrue(running.log.head() > running.ring.visibleBefore());
        running.log.letGo();
        assertTrue(RunningRing.get(answer).accepted());
    }

    @Test
    void answersBackPressuredWhereTheSlotsAreTaken() {
        running.log.hold();
        List<CompletableFuture<Answer>> taken =
                IntStream.range(0, RunningRing.SLOTS)
                        .mapToObj(_ -> running.submit(register()))
                        .toList();
        assertEquals(Rejection.BACK_PRESSURED, running.ask(register()).rejection());
        running.log.letGo();
        taken.forEach(each -> assertTrue(RunningRing.get(each).accepted()));
        assertTrue(running.ask(register()).accepted());
    }

    @Test
    void answersBackPressuredWhereTheBytesAreUsedUp() {
        long visitor = shop.visitor();
        long conversation = shop.conversation(visitor);
        Command big =
                new Command.PostMessage(
                        shop.byVisitor(visitor),
                        conversation,
                        false,
                        Slice.of(new byte[120_000]),
                        Slice.EMPTY);
        running.log.hold();
        List<CompletableFuture<Answer>> taken =
                IntStream.range(0, 8).mapToObj(_ -> running.submit(big)).toList();
        assertEquals(Rejection.BACK_PRESSURED, running.ask(big).rejection());
        assertFalse(taken.getLast().isDone());
        CompletableFuture<Answer> small = running.submit(register());
        running.log.letGo();
        taken.forEach(each -> assertTrue(RunningRing.get(each).accepted()));
        assertTrue(RunningRing.get(small).accepted());
    }

    @Test
    void runsContinuationsOnNeitherOfItsThreads() {
        long visitor = shop.visitor();
        long conversation = shop.conversation(visitor);
        String thread =
                RunningRing.get(
                        running.submit(register())
                                .thenApply(
                                        _ -> {
                                            // Would wait for ever on a thread of the ring.
                                            running.ask(shop.post(visitor, conversation));
                                            return Thread.currentThread().getName();
                                        }));
        assertFalse(thread.startsWith("parley-"), thread);
    }

    @Test
    void firesTimersWithoutACommandToWakeIt() {
        long hasty =
                running.must(
                        new Command.RegisterShop(
                                Shop.operator(shop.account),
                                1,
                                Shop.text("h"),
                                Shop.text("Hasty")));
        long inbox =
                running.must(
                        new Command.RegisterInbox(
                                Shop.operator(shop.account),
                                hasty,
                                new Hash(4, 4),
                                Shop.text("i"),
                                Shop.text("s")));
        long visitor =
                running.must(
                        new Command.RegisterVisitor(
                                Shop.operator(shop.account),
                                8,
                                inbox,
                                new Hash(5, 5),
                                Shop.text("s"),
                                Shop.text("p")));
        long conversation = shop.conversation(visitor);
        Answer asked = running.ask(shop.post(visitor, conversation));
        RunningRing.await(() -> running.ring.visibleBefore() > asked.head());
        assertEquals("firstResponseWarned", EventNames.of(running.log, asked.head()).getFirst());
    }

    @Test
    void answersWhatIsUnderWayAndThenRefuses() {
        List<CompletableFuture<Answer>> underWay =
                IntStream.range(0, 40).mapToObj(_ -> running.submit(register())).toList();
        assertTrue(running.ring.drain());
        underWay.forEach(each -> assertTrue(RunningRing.get(each).accepted()));
        assertEquals(Rejection.SHUTTING_DOWN, running.ask(register()).rejection());
        assertEquals(running.log.head(), running.ring.visibleBefore());
    }

    @Test
    void givesUpADrainThatTakesTooLong() {
        running.log.hold();
        CompletableFuture<Answer> stuck = running.submit(register());
        RunningRing.await(running.log::isHeld);
        assertFalse(running.ring.drain());
        assertFalse(stuck.isDone());
    }

    private static Command register() {
        return new Command.RegisterAccount(Shop.operator(0), 5, Shop.text("another"));
    }
}
